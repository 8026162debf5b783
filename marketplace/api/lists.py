"""What does HTTP see of lists of creators? A brand's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID
from marketplace.api.deal_lists import listed, wanted
from marketplace.api.deal_parameters import client_parameter
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.list_parameters import add_parameters, list_parameters, lists_query, take_off_parameters
from marketplace.api.records import gone, made, record
from marketplace.api.versions import expected_version
from marketplace.deals.shown import plain
from marketplace.saved.creator_list import FullList, Said
from marketplace.saved.lists import ListService

Asked = Mapping[str, Any]
PATH = "/v1/lists"
DEALING = Needs(Scope.DEALS)
ID = {"list_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}


@dataclass(frozen=True)
class ListViews:
    """The views of lists."""

    lists: ListService

    def make_list(self, body: Asked, _query: Asked) -> Response:
        """Put creators together under a name; brands and agencies may. Any id is taken: creators come and go."""
        said = {name: value for name, value in body.items() if name != "client_id"}
        shown = _shown(self.lists.make(Said(**said), client_id=body.get("client_id"), by=caller()))
        return made(shown, at=f"{PATH}/{shown['id']}", secrets={})

    def list_lists(self, query: Asked) -> Response:
        """The lists of the account, or of the key's client, without who is on them; what changed last comes first."""
        asked = wanted(query)
        return listed("lists", self.lists.page(asked, by=caller()), asked=asked, show=plain)

    def get_list(self, _query: Asked, *, list_id: str) -> Response:
        """A list with who is on it."""
        return record(_shown(self.lists.get(list_id, by=caller())))

    def change_list(self, body: Asked, _query: Asked, *, list_id: str) -> Response:
        """Give it another name, other creators or other notes; what is not named stays."""
        expected = expected_version(required=True)
        return record(_shown(self.lists.change(list_id, Said(**body), expected=expected, by=caller())))

    def delete_list(self, _query: Asked, *, list_id: str) -> Response:
        """Delete a list."""
        self.lists.remove(list_id, expected=expected_version(required=True), by=caller())
        return gone()

    def add_to_list(self, body: Asked, _query: Asked, *, list_id: str) -> Response:
        """Put creators on a list; who is there already stays in its place."""
        expected = expected_version(required=False)
        return record(_shown(self.lists.add(list_id, Said(**body), expected=expected, by=caller())))

    def remove_from_list(self, body: Asked, _query: Asked, *, list_id: str) -> Response:
        """Take creators off a list; who is not on it is no error."""
        expected = expected_version(required=False)
        return record(_shown(self.lists.take_off(list_id, body["creator_ids"], expected=expected, by=caller())))


def lists_blueprint(lists: ListService) -> Any:
    """The endpoints of lists."""
    views = ListViews(lists)
    endpoints = (*_all(views), *_each(views), *_actions(views))
    return blueprint("lists", "Creators put together.", prefix=PATH, endpoints=endpoints)


def _all(views: ListViews) -> tuple[Endpoint, ...]:
    body = (*list_parameters(required=True), client_parameter())
    return (
        Endpoint(
            rule="", view=views.make_list, body=body, gives="ListOfCreators", status=201, needs=DEALING, changes=True
        ),
        Endpoint(rule="", view=views.list_lists, query=lists_query(), gives="Lists", needs=DEALING),
    )


def _each(views: ListViews) -> tuple[Endpoint, ...]:
    one: dict[str, Any] = {"rule": "/<list_id>", "path": ID, "needs": DEALING, "errors": (404,)}
    return (
        Endpoint(**one, view=views.get_list, gives="ListOfCreators"),
        Endpoint(
            **one,
            view=views.change_list,
            body=list_parameters(required=False),
            gives="ListOfCreators",
            method="PATCH",
            versioned=True,
        ),
        Endpoint(**one, view=views.delete_list, gives="", method="DELETE", status=204, versioned=True),
    )


def _actions(views: ListViews) -> tuple[Endpoint, ...]:
    acts: dict[str, Any] = {
        "path": ID,
        "needs": DEALING,
        "gives": "ListOfCreators",
        "versioned": False,
        "changes": True,
        "errors": (404,),
    }
    return (
        Endpoint(**acts, rule="/<list_id>/add", view=views.add_to_list, body=add_parameters()),
        Endpoint(**acts, rule="/<list_id>/remove", view=views.remove_from_list, body=take_off_parameters()),
    )


def _shown(full: FullList) -> dict[str, Any]:
    return {
        **plain(full.list),
        "creator_ids": [one.creator_id for one in full.listed],
        "notes": {one.creator_id: one.note for one in full.listed if one.note is not None},
    }
