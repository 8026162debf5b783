"""What does HTTP see of keys? Each account's own, for those of its keys that have the scope admin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.keys import KeyService
from marketplace.accounts.making import Made, Wanted
from marketplace.accounts.roles import Scope
from marketplace.accounts.shown import shown_key
from marketplace.api.account_parameters import (
    DEFAULT_OVERLAP_SECONDS,
    MAX_ID,
    key_parameters,
    overlap_parameter,
    page_parameters,
    rename_parameters,
)
from marketplace.api.accounts import OWNER
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import caller
from marketplace.api.records import gone, made, page, record
from marketplace.api.versions import expected_version
from marketplace.search.query import DEFAULT_LIMIT

Asked = Mapping[str, Any]
PATH = "/v1/keys"
ID = {"key_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}


@dataclass(frozen=True)
class KeyViews:
    """The views of keys."""

    keys: KeyService

    def make_key(self, body: Asked, _query: Asked) -> Response:
        """Make a key; its secret is told this once. It may do no more than the key that makes it."""
        scopes = frozenset(map(Scope, body["scopes"])) if "scopes" in body else None
        wanted = Wanted(
            name=body["name"],
            scopes=scopes,
            client_id=body.get("client_id"),
            expires_at=body.get("expires_at"),
        )
        return _told(self.keys.make(wanted, by=caller()))

    def list_keys(self, query: Asked) -> Response:
        """The keys of the account, the oldest first, without their secrets."""
        limit = query.get("limit", DEFAULT_LIMIT)
        found = self.keys.page(by=caller(), after=query.get("cursor", ""), limit=limit + 1)
        return page("keys", [shown_key(one) for one in found], limit=limit)

    def get_key(self, _query: Asked, *, key_id: str) -> Response:
        """One key, without its secret."""
        return record(shown_key(self.keys.get(key_id, by=caller())))

    def rename_key(self, body: Asked, _query: Asked, *, key_id: str) -> Response:
        """Give a key another name."""
        expected = expected_version(required=True)
        return record(shown_key(self.keys.rename(key_id, body["name"], expected=expected, by=caller())))

    def revoke_key(self, _query: Asked, *, key_id: str) -> Response:
        """Take a key no more, within 10 seconds everywhere."""
        self.keys.revoke(key_id, expected=expected_version(required=True), by=caller())
        return gone()

    def rotate_key(self, body: Asked, _query: Asked, *, key_id: str) -> Response:
        """Make a key in place of another, which is taken some time longer."""
        seconds = body.get("overlap_seconds", DEFAULT_OVERLAP_SECONDS)
        expected = expected_version(required=False)
        return _told(self.keys.rotate(key_id, overlap_seconds=seconds, expected=expected, by=caller()))


def keys_blueprint(keys: KeyService) -> Any:
    """The endpoints of keys."""
    views = KeyViews(keys)
    endpoints = (
        Endpoint(
            rule="", view=views.make_key, body=key_parameters(), gives="KeyMade", status=201, needs=OWNER, changes=True
        ),
        Endpoint(rule="", view=views.list_keys, query=page_parameters(), gives="Keys", needs=OWNER),
        *_one(views),
        *_ends(views),
    )
    return blueprint("keys", "What an account is recognised by.", prefix=PATH, endpoints=endpoints)


def _one(views: KeyViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(rule="/<key_id>", view=views.get_key, path=ID, gives="Key", errors=(404,), needs=OWNER),
        Endpoint(
            rule="/<key_id>",
            view=views.rename_key,
            path=ID,
            body=rename_parameters(),
            gives="Key",
            errors=(404,),
            method="PATCH",
            needs=OWNER,
            versioned=True,
        ),
    )


def _ends(views: KeyViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(
            rule="/<key_id>",
            view=views.revoke_key,
            path=ID,
            gives="",
            status=204,
            errors=(404,),
            method="DELETE",
            needs=OWNER,
            versioned=True,
        ),
        Endpoint(
            rule="/<key_id>/rotate",
            view=views.rotate_key,
            path=ID,
            body=(overlap_parameter(),),
            gives="KeyMade",
            status=201,
            errors=(404,),
            needs=OWNER,
            versioned=False,
            changes=True,
        ),
    )


def _told(key: Made) -> Response:
    shown = shown_key(key.key)
    return made(shown, at=f"{PATH}/{key.key.id}", secrets={"secret": key.text.text})
