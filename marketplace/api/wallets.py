"""What does HTTP see of wallets? A creator its own, and operators all; only its creator takes something out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID, page_parameters
from marketplace.api.answers import answer
from marketplace.api.creators import ID
from marketplace.api.endpoints import Endpoint, View, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.records import behind, made, no_cursor, page, record
from marketplace.api.wallet_parameters import ledger_query, redeem_parameters, withdraw_parameters
from marketplace.programme.shown_wallet import shown_redemption, shown_transfer, shown_wallet, shown_withdrawal
from marketplace.programme.wallets import WalletService
from marketplace.search.query import DEFAULT_LIMIT

Asked = Mapping[str, Any]
PATH = "/v1/programme/members"
EARNING = Needs(Scope.PROGRAMME)

_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True)
class WalletViews:
    """The views of wallets."""

    wallets: WalletService

    def get_wallet(self, _query: Asked, *, creator_id: str) -> Response:
        """What a creator has, by currency, and what its Diamonds are worth today."""
        return record(shown_wallet(self.wallets.look(creator_id, by=caller())))

    def list_ledger(self, query: Asked, *, creator_id: str) -> Response:
        """How it came and went, entry by entry, the newest first; no entry is ever changed."""
        limit = query.get("limit", DEFAULT_LIMIT)
        found = self.wallets.ledger(
            creator_id,
            before=_number(query),
            limit=limit + 1,
            filters={name: query[name] for name in ("entry", "feature", "month") if name in query},
            by=caller(),
        )
        following = str(found[limit - 1].number) if len(found) > limit else None
        return answer({"entries": [shown_transfer(one) for one in found[:limit]], "next_cursor": following})

    def redeem(self, body: Asked, _query: Asked, *, creator_id: str) -> Response:
        """Let Diamonds become money, at the rate of the day; the creator itself may."""
        found = self.wallets.redeeming.redeem(creator_id, body["diamonds"], by=caller())
        return made(shown_redemption(found), at=f"{PATH}/{creator_id}/redemptions/{found.id}", secrets={})

    def list_redemptions(self, query: Asked, *, creator_id: str) -> Response:
        """Which Diamonds became money, the newest first."""
        limit, before = query.get("limit", DEFAULT_LIMIT), behind(query, "rdm")
        found = self.wallets.redemptions(creator_id, before=before, limit=limit + 1, by=caller())
        return page("redemptions", [shown_redemption(one) for one in found], limit=limit)

    def get_redemption(self, _query: Asked, *, creator_id: str, redemption_id: str) -> Response:
        """A redemption, with the rate that it was reckoned with."""
        return record(shown_redemption(self.wallets.redemption(creator_id, redemption_id, by=caller())))

    def withdraw(self, body: Asked, _query: Asked, *, creator_id: str) -> Response:
        """Have money paid to the connected account; the creator itself may. It is put aside until it is paid."""
        found = self.wallets.withdrawing.withdraw(creator_id, body["amount"], by=caller())
        return made(shown_withdrawal(found), at=f"{PATH}/{creator_id}/withdrawals/{found.id}", secrets={})

    def list_withdrawals(self, query: Asked, *, creator_id: str) -> Response:
        """What was to be paid out, the newest first."""
        limit, before = query.get("limit", DEFAULT_LIMIT), behind(query, "wdr")
        found = self.wallets.withdrawals(creator_id, before=before, limit=limit + 1, by=caller())
        return page("withdrawals", [shown_withdrawal(one) for one in found], limit=limit)

    def get_withdrawal(self, _query: Asked, *, creator_id: str, withdrawal_id: str) -> Response:
        """A withdrawal: requested, processing, and then paid, or failed with the money back in the wallet."""
        return record(shown_withdrawal(self.wallets.withdrawal(creator_id, withdrawal_id, by=caller())))


def wallets_blueprint(wallets: WalletService) -> Any:
    """The endpoints of wallets."""
    views = WalletViews(wallets)
    endpoints = (*_whole(views), *_redemptions(views), *_withdrawals(views))
    return blueprint("wallets", "What creators earned, and what became of it.", prefix=PATH, endpoints=endpoints)


def _whole(views: WalletViews) -> tuple[Endpoint, ...]:
    return (
        _reading("/wallet", views.get_wallet, gives="Wallet"),
        _reading("/ledger", views.list_ledger, gives="WalletLedger", query=ledger_query()),
    )


def _redemptions(views: WalletViews) -> tuple[Endpoint, ...]:
    path = "/redemptions"
    return (
        _taking(path, views.redeem, gives="Redemption", body=redeem_parameters()),
        _reading(path, views.list_redemptions, gives="Redemptions", query=page_parameters()),
        _reading(f"{path}/<redemption_id>", views.get_redemption, gives="Redemption"),
    )


def _withdrawals(views: WalletViews) -> tuple[Endpoint, ...]:
    path = "/withdrawals"
    return (
        _taking(path, views.withdraw, gives="Withdrawal", body=withdraw_parameters()),
        _reading(path, views.list_withdrawals, gives="Withdrawals", query=page_parameters()),
        _reading(f"{path}/<withdrawal_id>", views.get_withdrawal, gives="Withdrawal"),
    )


def _reading(rule: str, view: View, **more: Any) -> Endpoint:
    return _endpoint(rule, view, **more)


def _taking(rule: str, view: View, **more: Any) -> Endpoint:
    return _endpoint(rule, view, **more, status=201, changes=True)


def _endpoint(rule: str, view: View, **more: Any) -> Endpoint:
    named = [one for one in ("redemption_id", "withdrawal_id") if f"<{one}>" in rule]
    path = {**ID, **{one: {"schema": {"type": "string", "maxLength": MAX_ID}} for one in named}}
    return Endpoint(rule=f"/<creator_id:creator_id>{rule}", view=view, path=path, needs=EARNING, errors=(404,), **more)


def _number(query: Asked) -> int | None:
    """The number of the last entry of the page before."""
    if "cursor" not in query:
        return None
    if not _NUMBER.fullmatch(query["cursor"]):
        raise no_cursor()
    return int(query["cursor"])
