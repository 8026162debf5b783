"""What does HTTP see of accounts?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response

from marketplace.accounts.account import Status
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.service import AccountService
from marketplace.accounts.shown import shown_account, shown_key
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
from marketplace.api.records import made, page, record
from marketplace.api.versions import expected_version

Asked = Mapping[str, Any]
DEFAULT_LIMIT = 20
PATH = "/v1/accounts"
ANYBODY = Needs()
OWNER = Needs(Scope.ADMIN)
OPERATOR = Needs(Scope.ADMIN, (Role.OPERATOR,))
ID = {"account_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}


@dataclass(frozen=True)
class AccountViews:
    """The views of accounts."""

    accounts: AccountService

    def get_own_account(self, _query: Asked) -> Response:
        """The account of the key."""
        who = caller()
        account = self.accounts.get(who.account.id)
        if who.key.client_id:  # whom else an agency works for is not that client's affair
            mine = tuple(one for one in account.clients if one.id == who.key.client_id)
            account = replace(account, clients=mine)
        return record(shown_account(account))

    def change_own_account(self, body: Asked, _query: Asked) -> Response:
        """Change what the account says of itself."""
        return self._changed(caller().account.id, body)

    def open_account(self, body: Asked, _query: Asked) -> Response:
        """Open an account, with its first key; operators may."""
        given = {**body, "role": Role(body["role"])}
        if "clients" in given:
            given["clients"] = self.accounts.numbered(given["clients"])
        account, key = self.accounts.open(given, by=caller())
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
        return self._changed(account_id, given)

    def _changed(self, account_id: str, changes: Asked) -> Response:
        given = dict(changes)
        if "clients" in given:
            given["clients"] = self.accounts.numbered(given["clients"])
        expected = expected_version(required=True)
        return record(shown_account(self.accounts.change(account_id, given, expected=expected, by=caller())))


def accounts_blueprint(accounts: AccountService) -> Any:
    """The endpoints of accounts."""
    views = AccountViews(accounts)
    endpoints = (*_own(views), *_all(views), *_each(views))
    return blueprint("accounts", "Who uses the marketplace.", prefix=PATH, endpoints=endpoints)


def _own(views: AccountViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(rule="/me", view=views.get_own_account, gives="Account", needs=ANYBODY),
        Endpoint(
            rule="/me",
            view=views.change_own_account,
            body=details_parameters(required=False),
            gives="Account",
            method="PATCH",
            needs=OWNER,
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
            errors=(404,),
            method="PATCH",
            needs=OPERATOR,
            versioned=True,
        ),
    )
