"""How are wallets shown? As the API gives them: amounts as texts with all decimals, accounts under public names."""

from __future__ import annotations

from typing import Any

from marketplace.creators.times import format_time
from marketplace.deals.amounts import Money
from marketplace.deals.shown import plain
from marketplace.programme.transfer import DIAMONDS, Purse, Transfer, account_of
from marketplace.programme.wallet import Balances, Redemption, Withdrawal
from marketplace.programme.wallets import Insight

Shown = dict[str, Any]

MONEY = (Purse.AVAILABLE, Purse.PENDING, Purse.HELD)
LEFT_OF_ACCOUNT = 4
"""So many characters of the connected account are shown: enough to know it by."""


def shown_wallet(insight: Insight) -> Shown:
    """A wallet; its version is 0 before anything was in it."""
    wallet, rate = insight.wallet, insight.rate
    worth = rate.worth(insight.balances.diamonds)
    return {
        "creator_id": insight.creator_id,
        "market": insight.home.market.code,
        "currency": insight.home.currency,
        "diamonds": insight.balances.diamonds,
        "diamonds_worth": plain(worth),
        "balances": _balances(insight.balances, insight.home.currency),
        "redeemable": not insight.obstacles,
        "reasons": [one.value for one in insight.obstacles],
        "rate": plain(rate),
        "version": wallet.version if wallet else 0,
        **({"updated_at": format_time(wallet.updated_at)} if wallet else {}),
    }


def shown_transfer(transfer: Transfer) -> Shown:
    """An entry of a wallet's ledger: its own purses by their names, all other accounts by theirs."""
    shown: Shown = plain(transfer)
    purses = {account_of(transfer.creator_id, one): one.value for one in Purse}
    for side in ("debit", "credit"):
        shown[side] = purses.get(shown[side], shown[side])
    del shown["creator_id"], shown["market"]
    shown["amount"] = amount_of(transfer.amount, transfer.currency)
    if not transfer.detail:
        del shown["detail"]
    return shown


def shown_redemption(redemption: Redemption) -> Shown:
    """A redemption, with the rate that it was reckoned with."""
    return {
        "id": redemption.id,
        "creator_id": redemption.creator_id,
        "diamonds": redemption.diamonds,
        "amount": plain(Money(redemption.minor, redemption.currency)),
        "rate": {
            "diamonds_per_usd": redemption.diamonds_per_usd,
            "usd_per_unit": redemption.usd_per_unit,
            "currency": redemption.currency,
            "rates_of": redemption.rates_of,
        },
        **_dated(redemption),
    }


def shown_withdrawal(withdrawal: Withdrawal) -> Shown:
    """A withdrawal; of the connected account the last characters alone."""
    return {
        "id": withdrawal.id,
        "creator_id": withdrawal.creator_id,
        "amount": plain(Money(withdrawal.minor, withdrawal.currency)),
        "state": withdrawal.state.value,
        **({"failure": withdrawal.failure} if withdrawal.failure else {}),
        "payout_account": masked(withdrawal.payout_account),
        **_dated(withdrawal),
    }


def masked(account: str) -> str:
    """The last characters of an account, of which no more than half are told where it is short."""
    shown = min(LEFT_OF_ACCOUNT, len(account) // 2)
    return f"…{account[len(account) - shown :]}"


def amount_of(amount: int, currency: str) -> str:
    """An amount as a text: whole Diamonds, or money with all decimals."""
    return str(amount) if currency == DIAMONDS else Money(amount, currency).amount


def _balances(balances: Balances, home: str) -> list[Shown]:
    """What there is in each currency, that of the market first."""
    others = sorted({currency for _, currency in balances.amounts} - {DIAMONDS, home})
    return [
        {"currency": currency, **{one.value: Money(balances.of(one, currency), currency).amount for one in MONEY}}
        for currency in (home, *others)
    ]


def _dated(record: Redemption | Withdrawal) -> Shown:
    return {
        "version": record.version,
        "created_at": format_time(record.created_at),
        "updated_at": format_time(record.updated_at),
    }
