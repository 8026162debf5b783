"""How are statements and totals shown? Amounts as texts with all decimals of their currency, Diamonds whole."""

from __future__ import annotations

from typing import Any

from marketplace.creators.times import format_time
from marketplace.deals.amounts import Money
from marketplace.deals.shown import plain
from marketplace.programme.closing import COUNTS, SUMS, Closing, Total
from marketplace.programme.statement import Statement, major_of
from marketplace.programme.transfer import Purse, Transfer, account_of
from marketplace.programme.wallet import FundMonth, Redemption

Json = dict[str, Any]

COLUMNS = ("month", "market", "feature", "currency", *COUNTS, *SUMS)
"""Of the table of totals."""


def shown_statement(statement: Statement) -> Json:
    """A statement."""
    lines = ("opening", "closing")
    return {
        **{name: getattr(statement, name) for name in ("creator_id", "market", "currency", "month", "final")},
        "made_at": format_time(statement.made_at),
        "balances": [_amounts(plain(one), lines) for one in statement.lines],
        "earnings": [
            _amounts({**plain(one), "net": one.net}, ("credited", "reversed", "net")) for one in statement.earned
        ],
        "value": [plain(one) for one in statement.worth],
        "tip_fees": [plain(one) for one in statement.fees],
        "redemptions": [_redemption(one) for one in statement.redemptions],
        "withdrawals": [_money(plain(one)) for one in statement.withdrawals],
        "fund": [_fund_month(one) for one in statement.fund],
        "entries": [_entry(one) for one in statement.entries],
        "entries_left_out": statement.entries_left_out,
    }


def shown_closing(closing: Closing) -> Json:
    """How a month ended."""
    left = [{"purse": one.purse.value, "currency": one.currency, "closing": one.closing} for one in closing.lines]
    return {
        "month": closing.month,
        "final": closing.final,
        "entries": closing.entries,
        "balances": [_amounts(one, ("closing",)) for one in left],
    }


def shown_total(total: Total) -> Json:
    """What a month came to."""
    return _amounts(plain(total), SUMS)


def total_row(month: str, total: Total) -> list[str | int]:
    """The row of a table, in the order of `COLUMNS`; without a feature it is empty."""
    shown = {"month": month, "feature": "", **shown_total(total)}
    return [shown[name] for name in COLUMNS]


def amount_text(amount: int, currency: str) -> str:
    """Minor units, or Diamonds, as they are written."""
    return f"{major_of(amount, currency):f}"


def _amounts(shown: Json, names: tuple[str, ...]) -> Json:
    return {**shown, **{name: amount_text(shown[name], shown["currency"]) for name in names}}


def _money(shown: Json) -> Json:
    """Minor units beside their currency as an amount of money."""
    minor, currency = shown.pop("minor"), shown.pop("currency")
    return {**shown, "amount": plain(Money(minor, currency))}


def _redemption(redemption: Redemption) -> Json:
    shown = _money(plain(redemption))
    return {name: value for name, value in shown.items() if name not in ("creator_id", "version", "updated_at")}


def _fund_month(month: FundMonth) -> Json:
    shown = _money(plain(month))
    return {name: value for name, value in shown.items() if name not in ("creator_id", "market", "updated_at")}


def _entry(transfer: Transfer) -> Json:
    """An entry: the wallet's own purses by their names, all other accounts by theirs."""
    shown = plain(transfer)
    for known in ("creator_id", "month"):
        del shown[known]
    purses = {account_of(transfer.creator_id, one): one.value for one in Purse}
    shown |= {side: purses.get(shown[side], shown[side]) for side in ("debit", "credit")}
    return {**_amounts(shown, ("amount",)), "detail": dict(transfer.detail)}
