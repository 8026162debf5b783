"""What came into a wallet in a month, what went out, and what was there before and after?"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from marketplace.creators.money import Rates, decimals
from marketplace.deals.amounts import Money, converted
from marketplace.programme.rules import DiamondRules, Feature
from marketplace.programme.transfer import DIAMONDS, FEES, TIPPERS, Entry, Purse, Transfer, account_of
from marketplace.programme.wallet import FundMonth, Redemption

MONTH = re.compile(r"[1-9]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
MOST_ENTRIES = 10_000
"""Listed in a statement; of more only the sums are told."""

SOURCES = (Feature.CREATOR_FUND, Feature.LIVE_GIFTS, Feature.VIDEO_GIFTS, Feature.TIPS)
"""What the programme itself pays for; money of the marketplace goes another way."""

EARNING = frozenset({Entry.GIFT, Entry.TIP, Entry.FUND, Entry.REVERSAL})
STEPS = (
    Entry.REDEMPTION,
    Entry.WITHDRAWAL,
    Entry.PAYOUT,
    Entry.PAYOUT_FAILED,
    Entry.FUND,
    Entry.FUND_RELEASE,
)
"""What is told one by one: few of a month, whatever the number of gifts."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What all transfers of one kind come to in a month of a wallet."""

    month: str
    entry: Entry
    feature: Feature | None
    debit: str
    credit: str
    currency: str
    amount: int
    count: int

    def into(self, creator_id: str, purse: Purse) -> int:
        """What a purse has more by it, or less."""
        account = account_of(creator_id, purse)
        return self.amount * ((self.credit == account) - (self.debit == account))


@dataclass(frozen=True, kw_only=True)
class Line:
    """What was in a purse before a month, and after it."""

    purse: Purse
    currency: str
    opening: int
    closing: int


@dataclass(frozen=True, kw_only=True)
class Earned:
    """What a source brought in a currency, and what of it, or of what it had brought before, was taken back."""

    feature: Feature
    currency: str
    credited: int
    reversed: int

    @property
    def net(self) -> int:
        """What remains: may be less than nothing."""
        return self.credited - self.reversed


@dataclass(frozen=True, kw_only=True)
class Worth:
    """What a source brought in money of one currency; an estimate where there were Diamonds, or other currencies."""

    feature: Feature
    amount: Money
    estimated: bool


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """A withdrawal as far as it went in a month; times of other months are None."""

    id: str
    minor: int
    currency: str
    requested_at: int | None = None
    paid_at: int | None = None
    failed_at: int | None = None
    failure: str | None = None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A month of a wallet; `final` once it has ended, though an event that is told late still counts where it happened.

    `fees` are what tippers paid on top, by currency: no money of the creator's. Without `entries`, though there are
    some, `entries_left_out` says how many.
    """

    creator_id: str
    market: str
    currency: str
    month: str
    final: bool
    made_at: int
    lines: tuple[Line, ...]
    earned: tuple[Earned, ...]
    worth: tuple[Worth, ...]
    fees: tuple[Money, ...]
    redemptions: tuple[Redemption, ...]
    withdrawals: tuple[Withdrawn, ...]
    fund: tuple[FundMonth, ...]
    entries: tuple[Transfer, ...]
    entries_left_out: int


def month_of(day: dt.date) -> str:
    """The month of a day, as statements are named: 2026-11."""
    return f"{day:%Y-%m}"


def lines_of(creator_id: str, flows: Iterable[Flow], *, month: str, currency: str) -> tuple[Line, ...]:
    """What was in each purse before and after a month, by all flows until its end.

    Every purse has a line in the currency of the wallet; other currencies where there ever was anything.
    """
    opening: Counter[tuple[Purse, str]] = Counter()
    closing: Counter[tuple[Purse, str]] = Counter()
    known = {(purse, DIAMONDS if purse is Purse.DIAMONDS else currency) for purse in Purse}
    for flow in flows:
        for purse in Purse:
            if flow.month <= month and (amount := flow.into(creator_id, purse)):
                known.add((purse, flow.currency))
                closing[purse, flow.currency] += amount
                opening[purse, flow.currency] += amount if flow.month < month else 0
    order = sorted(known, key=lambda one: ([*Purse].index(one[0]), one[1] != currency, one[1]))
    return tuple(
        Line(purse=purse, currency=of, opening=opening[purse, of], closing=closing[purse, of]) for purse, of in order
    )


def earned_of(creator_id: str, flows: Sequence[Flow]) -> tuple[Earned, ...]:
    """What each source brought, by the flows of a month."""
    credited: Counter[tuple[Feature, str]] = Counter()
    taken: Counter[tuple[Feature, str]] = Counter()
    for flow in flows:
        if flow.entry in EARNING and flow.feature in SOURCES:
            amount = sum(flow.into(creator_id, purse) for purse in Purse)
            (credited if amount > 0 else taken)[flow.feature, flow.currency] += abs(amount)
    found = sorted(+credited | +taken, key=lambda one: (SOURCES.index(one[0]), one[1]))
    return tuple(
        Earned(feature=one, currency=currency, credited=credited[one, currency], reversed=taken[one, currency])
        for one, currency in found
    )


def worth_of(earned: Sequence[Earned], *, currency: str, diamonds: DiamondRules, rates: Rates) -> tuple[Worth, ...]:
    """What every source brought in money of a currency, Diamonds and other currencies by the rates of a day."""
    found = []
    for feature in SOURCES:
        own = [one for one in earned if one.feature is feature]
        amount = Money(0, currency)
        for one in own:
            in_usd = one.currency == DIAMONDS
            major = Decimal(one.net) / diamonds.per_usd if in_usd else major_of(one.net, one.currency)
            amount += converted(major, "USD" if in_usd else one.currency, to=currency, rates=rates)
        found.append(Worth(feature=feature, amount=amount, estimated=any(one.currency != currency for one in own)))
    return tuple(found)


def fees_of(flows: Iterable[Flow]) -> tuple[Money, ...]:
    """What tippers paid on top, less what they got back."""
    paid: Counter[str] = Counter()
    for flow in flows:
        if {flow.debit, flow.credit} == {TIPPERS, FEES}:
            paid[flow.currency] += flow.amount if flow.credit == FEES else -flow.amount
    return tuple(Money(minor, currency) for currency, minor in sorted(paid.items()) if minor)


def major_of(amount: int, currency: str) -> Decimal:
    """Minor units as an amount with the decimals of the currency; Diamonds are whole."""
    return Decimal(amount).scaleb(-(0 if currency == DIAMONDS else decimals(currency)))
