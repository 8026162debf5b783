"""What does HTTP see of saved searches?"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, g, request

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID
from marketplace.api.body import read_object
from marketplace.api.creators import creator_page
from marketplace.api.deal_lists import listed, wanted
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.records import gone, made, record
from marketplace.api.saved_queries import asked_from, read_query
from marketplace.api.search_parameters import run_parameters, saved_parameters, searches_query
from marketplace.api.versions import expected_version
from marketplace.deals.access import check_side
from marketplace.deals.shown import plain
from marketplace.deals.sides import Side, side_of
from marketplace.errors import InvalidInput
from marketplace.saved.search import Alert, SavedSearch
from marketplace.saved.searching import SavedSearches
from marketplace.search.service import SearchService

Asked = Mapping[str, Any]
PATH = "/v1/searches"
SAVING = Needs(Scope.SEARCH, own=True)
ID = {"search_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}


@dataclass(frozen=True)
class SearchViews:
    """The views of saved searches."""

    searches: SavedSearches
    search: SearchService

    def save_search(self, body: Asked, _query: Asked) -> Response:
        """Keep a search; brands and agencies may. With an alert the account is told of creators who newly match."""
        check_side(caller(), Side.BRAND, what="have saved searches")
        details = _details(body)
        baseline = g.get("baseline") or self.searches.baseline(details)
        shown = _shown(self.searches.make(details, baseline=baseline, by=caller()))
        return made(shown, at=f"{PATH}/{shown['id']}", secrets={})

    def list_searches(self, query: Asked) -> Response:
        """The account's saved searches, what changed last first."""
        asked = wanted(query)
        return listed("searches", self.searches.page(asked, by=caller()), asked=asked, show=_shown)

    def get_search(self, _query: Asked, *, search_id: str) -> Response:
        """A saved search."""
        return record(_shown(self.searches.get(search_id, by=caller())))

    def change_search(self, body: Asked, _query: Asked, *, search_id: str) -> Response:
        """Give a saved search another name, query or alert; nobody is told of a creator twice by that."""
        expected, changes = expected_version(required=True), _details(body)
        baseline = self.searches.baseline_of_change(search_id, changes, by=caller())
        changed = self.searches.change(search_id, changes, baseline=baseline, expected=expected, by=caller())
        return record(_shown(changed))

    def delete_search(self, _query: Asked, *, search_id: str) -> Response:
        """Keep a search no more."""
        self.searches.remove(search_id, expected=expected_version(required=True), by=caller())
        return gone()

    def run_search(self, body: Asked, _query: Asked, *, search_id: str) -> Response:
        """Search creators by a saved search: the answer is that of POST /v1/creators/search."""
        search = self.searches.get(search_id, by=caller())
        asked = {**asked_from(search.query), **body}
        response = creator_page(self.search, asked, lang=asked.get("lang"))
        self.searches.ran(search)
        return response

    def find_baseline(self) -> None:
        """Ask the engine whom a new search finds, before a transaction is begun; what is wrong the view tells."""
        body = read_object(request)
        query, alert = body.get("query"), body.get("alert")
        if side_of(caller()) is Side.BRAND and isinstance(query, dict) and alert in (Alert.HOURLY, Alert.DAILY):
            with suppress(InvalidInput):
                g.baseline = self.searches.baseline({"query": query, "alert": Alert(alert)})


def searches_blueprint(searches: SavedSearches, search: SearchService) -> Any:
    """The endpoints of saved searches."""
    views = SearchViews(searches, search)
    endpoints = (*_all(views), *_each(views))
    return blueprint("searches", "Searches that are kept, and alerts.", prefix=PATH, endpoints=endpoints)


def _all(views: SearchViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(
            rule="",
            view=views.save_search,
            body=saved_parameters(made=True),
            gives="SavedSearch",
            status=201,
            needs=SAVING,
            changes=True,
            prepare=views.find_baseline,
        ),
        Endpoint(rule="", view=views.list_searches, query=searches_query(), gives="SavedSearches", needs=SAVING),
    )


def _each(views: SearchViews) -> tuple[Endpoint, ...]:
    one: dict[str, Any] = {"rule": "/<search_id>", "path": ID, "needs": SAVING}
    changing: dict[str, Any] = {**one, "versioned": True, "errors": (404, 409)}
    return (
        Endpoint(**one, view=views.get_search, gives="SavedSearch", errors=(404,)),
        Endpoint(
            **changing,
            view=views.change_search,
            body=saved_parameters(made=False),
            gives="SavedSearch",
            method="PATCH",
        ),
        Endpoint(**changing, view=views.delete_search, gives="", method="DELETE", status=204),
        Endpoint(
            **{**one, "rule": "/<search_id>/run"},
            view=views.run_search,
            body=run_parameters(),
            body_needed=False,
            gives="CreatorPage",
            errors=(404,),
        ),
    )


def _details(body: Asked) -> dict[str, Any]:
    """The fields of a search as they are kept; raises InvalidInput for a query that can't be asked."""
    if "query" in body:
        read_query(body["query"])
    return {**body, "alert": Alert(body["alert"])} if "alert" in body else dict(body)


def _shown(search: SavedSearch) -> dict[str, Any]:
    shown = plain(replace(search, alert_at=0))  # which may be never, and is nobody's affair
    del shown["alert_at"]
    return {**shown, "query": search.query}
