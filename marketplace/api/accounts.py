"""What does HTTP see of accounts?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response

from marketplace.accounts.account import Account, Status
from marketplace.accounts.leaving import LeavingService
from marketplace.accounts.own_side import OwnSide
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.service import AccountService
from marketplace.accounts.shown import shown_account, shown_key, shown_own_side
from marketplace.api.account_parameters import (
    MAX_ID,
    creator_parameter,
    details_parameters,
    page_parameters,
    role_parameter,
    status_parameter,
)
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.own_side_parameters import OWN_SIDE, own_changes, own_side_parameters
from marketplace.api.records import gone, made, page, record
from marketplace.api.versions import expected_version
from marketplace.search.query import DEFAULT_LIMIT

Asked = Mapping[str, Any]
PATH = "/v1/accounts"
ANYBODY = Needs()
OWNER = Needs(Scope.ADMIN)
CREATOR = Needs(Scope.ADMIN, (Role.CREATOR,))
OPERATOR = Needs(Scope.ADMIN, (Role.OPERATOR,))
ID = {"account_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}


@dataclass(frozen=True)
class AccountViews:
    """The views of accounts."""

    accounts: AccountService
    leaving: LeavingService

    def get_own_account(self, _query: Asked) -> Response:
        """The account of the key."""
        who = caller()
        account, side = self.accounts.own(who.account.id)
        if who.key.client_id:  # whom else an agency works for is not that client's affair
            mine = tuple(one for one in account.clients if one.id == who.key.client_id)
            account = replace(account, clients=mine)
        return _own(account, side)

    def change_own_account(self, body: Asked, _query: Asked) -> Response:
        """Change what the account says of itself.

        A creator's price, available and away_until reach searches within seconds.
        """
        changes = self._changes({name: value for name, value in body.items() if name not in OWN_SIDE})
        expected = expected_version(required=True)
        return _own(*self.accounts.change_own(changes, own=own_changes(body), expected=expected, by=caller()))

    def erase_own_account(self, _query: Asked) -> Response:
        """Let a creator leave for ever: out of every answer within seconds, its account empty, its keys revoked."""
        self.leaving.erase(expected=expected_version(required=True), by=caller())
        return gone()

    def open_account(self, body: Asked, _query: Asked) -> Response:
        """Open an account, with its first key; operators may."""
        account, key = self.accounts.open(self._changes({**body, "role": Role(body["role"])}), by=caller())
        secrets = {"key": {**shown_key(key.key), "secret": key.text.text}}
        return made(shown_account(account), at=f"{PATH}/{account.id}", secrets=secrets)

    def list_accounts(self, query: Asked) -> Response:
        """All accounts, the oldest first; operators may."""
        limit, role = query.get("limit", DEFAULT_LIMIT), query.get("role")
        found = self.accounts.page(after=query.get("cursor", ""), limit=limit + 1, role=Role(role) if role else None)
        return page("accounts", [shown_account(one) for one in found], limit=limit)

    def get_account(self, _query: Asked, *, account_id: str) -> Response:
        """Any account; operators may."""
        return record(shown_account(self.accounts.get(account_id)))

    def change_account(self, body: Asked, _query: Asked, *, account_id: str) -> Response:
        """Change an account, suspend it or take its keys again; operators may."""
        given = {**body, **({"status": Status(body["status"])} if "status" in body else {})}
        changes, expected = self._changes(given), expected_version(required=True)
        return record(shown_account(self.accounts.change(account_id, changes, expected=expected, by=caller())))

    def _changes(self, given: Asked) -> Asked:
        return {**given, "clients": self.accounts.numbered(given["clients"])} if "clients" in given else given


def accounts_blueprint(accounts: AccountService, leaving: LeavingService) -> Any:
    """The endpoints of accounts."""
    views = AccountViews(accounts, leaving)
    endpoints = (*_mine(views), *_all(views), *_each(views))
    return blueprint("accounts", "Who uses the marketplace.", prefix=PATH, endpoints=endpoints)


def _own(account: Account, side: OwnSide | None) -> Response:
    return record({**shown_account(account), **(shown_own_side(side) if side else {})})


def _mine(views: AccountViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(rule="/me", view=views.get_own_account, gives="Account", needs=ANYBODY),
        Endpoint(
            rule="/me",
            view=views.change_own_account,
            body=(*details_parameters(required=False), *own_side_parameters()),
            gives="Account",
            errors=(409,),
            method="PATCH",
            needs=OWNER,
            versioned=True,
        ),
        Endpoint(
            rule="/me",
            view=views.erase_own_account,
            gives="",
            status=204,
            errors=(409,),
            method="DELETE",
            needs=CREATOR,
            versioned=True,
        ),
    )


def _all(views: AccountViews) -> tuple[Endpoint, ...]:
    opened = (role_parameter(required=True), *details_parameters(required=True), creator_parameter())
    return (
        Endpoint(
            rule="",
            view=views.open_account,
            body=opened,
            gives="AccountMade",
            status=201,
            needs=OPERATOR,
            changes=True,
        ),
        Endpoint(
            rule="",
            view=views.list_accounts,
            query=(*page_parameters(), role_parameter(required=False)),
            gives="Accounts",
            needs=OPERATOR,
        ),
    )


def _each(views: AccountViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(rule="/<account_id>", view=views.get_account, path=ID, gives="Account", errors=(404,), needs=OPERATOR),
        Endpoint(
            rule="/<account_id>",
            view=views.change_account,
            path=ID,
            body=(*details_parameters(required=False), status_parameter()),
            gives="Account",
            errors=(404, 409),
            method="PATCH",
            needs=OPERATOR,
            versioned=True,
        ),
    )
