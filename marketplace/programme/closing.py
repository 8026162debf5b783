"""How did the months of a wallet end, what became of its withdrawals, and what do the months of a market come to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from marketplace.programme.rules import Feature
from marketplace.programme.statement import Flow, Line, Withdrawn, lines_of
from marketplace.programme.transfer import Entry, Transfer
from marketplace.programme.wallet import Withdrawal


@dataclass(frozen=True, kw_only=True)
class Closing:
    """How a month ended (or stands, while it is not over), and how many entries it has."""

    month: str
    final: bool
    entries: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Total:
    """What a month came to in a market, by one feature (None: turned into money, and paid out), in one currency.

    `credited` and `reversed` are creators' earnings, `fees` what tippers paid on top, `released` what of the fund
    became payable; `redeemed` are Diamonds, or the money for them, as the currency is; the rest are withdrawals.
    """

    market: str
    feature: Feature | None
    currency: str
    creators: int
    entries: int
    credited: int
    reversed: int
    fees: int
    fees_reversed: int
    released: int
    redeemed: int
    requested: int
    paid: int
    failed: int

    @property
    def is_nothing(self) -> bool:
        """Whether all of it only passed through, like a tip in a currency that was converted."""
        return not any(getattr(self, name) for name in SUMS)


COUNTS = ("creators", "entries")
SUMS = tuple(one.name for one in fields(Total) if one.type == "int" and one.name not in COUNTS)
"""The amounts of a total, in its currency."""

_TIMES = {Entry.WITHDRAWAL: "requested_at", Entry.PAYOUT: "paid_at", Entry.PAYOUT_FAILED: "failed_at"}


def closings_of(creator_id: str, flows: Sequence[Flow], *, newest: str, currency: str) -> Sequence[Closing]:
    """All months that have entries, the newest first; those before `newest` are over."""
    months = sorted({one.month for one in flows}, reverse=True)
    return [
        Closing(
            month=month,
            final=month < newest,
            entries=sum(one.count for one in flows if one.month == month),
            lines=lines_of(creator_id, flows, month=month, currency=currency),
        )
        for month in months
    ]


def withdrawn_of(steps: Sequence[Transfer], withdrawals: Mapping[str, Withdrawal]) -> tuple[Withdrawn, ...]:
    """The withdrawals of a month by what was done in it, in the order in which they appear."""
    found: dict[str, Withdrawn] = {}
    for step in steps:
        if (name := _TIMES.get(step.entry)) is not None:
            before = found.get(step.reason) or Withdrawn(id=step.reason, minor=step.amount, currency=step.currency)
            kept = withdrawals.get(step.reason)
            failure = kept.failure if kept and step.entry is Entry.PAYOUT_FAILED else before.failure
            told: dict[str, Any] = {name: step.at, "failure": failure}
            found[step.reason] = replace(before, **told)
    return tuple(found.values())
