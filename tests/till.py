"""What do tests of earnings begin with? Members in a few markets, and the service that takes events of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marketplace.creators.times import DAY, format_time, parse_time
from marketplace.deals.sides import SYSTEM
from marketplace.programme.fund import FundReckoning, FundReleases
from marketplace.programme.member import Consent, Holding, Member, Membership, Span
from marketplace.programme.person import Facts, Person
from marketplace.programme.ports import ProgrammeRecords
from marketplace.programme.reading_rules import load_rules
from marketplace.programme.rules import Feature, Rules
from marketplace.programme.taking import Taken, Taking
from marketplace.programme.transfer import Transfer
from marketplace.store.records import SqlRecords
from tests.accounts import Time, counting_ids

YESTERDAY = "2026-11-21T10:00:00Z"
ALL = tuple(Feature)


def rules_with(*markets: str) -> Rules:
    """The rules that come with the service, the programme being open in these markets too."""
    rules = load_rules()
    opened = {one: replace(rules.markets[one], opens_on=dt.date(2025, 1, 1)) for one in markets}
    return replace(rules, markets={**rules.markets, **opened})


def event(id: str, kind: str, **fields: Any) -> dict[str, Any]:  # noqa: A002
    """An event of c1, yesterday; a field that is None is left out."""
    given = {"id": id, "type": kind, "creator_id": "c1", "occurred_at": YESTERDAY, **fields}
    return {name: value for name, value in given.items() if value is not None}


def gift(id: str, coins: int = 2, **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A gift in a LIVE; two coins are a Diamond."""
    return event(id, "live_gift", coins=coins, **fields)


def tip(id: str, amount: str = "5.00", currency: str = "EUR", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A tip."""
    return event(id, "tip", amount={"amount": amount, "currency": currency}, **fields)


def views(id: str, count: int, day: str = "2026-11-21", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """Views of a day."""
    return event(id, "fund_views", views=count, day=day, **{"occurred_at": None, **fields})


def reversal(id: str, reverses: str, **fields: Any) -> dict[str, Any]:  # noqa: A002
    """What reverses another event."""
    return event(id, "reversal", reverses=reverses, **{"reason": "refunded", **fields})


@dataclass
class Register:
    """A `People` in a dict."""

    known: dict[str, Person] = field(default_factory=dict)

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Person]:
        """See `People`."""
        return {one: self.known[one] for one in creator_ids if one in self.known}


@dataclass
class Follower:
    """A `FactsFollower` that remembers what it was told, and may fail."""

    told: list[Facts] = field(default_factory=list)
    fails: bool = False

    def of_facts(self, records: ProgrammeRecords, facts: Sequence[Facts], *, now: int) -> None:
        """See `FactsFollower`."""
        if self.fails:
            raise RuntimeError("the machine died")
        self.told += facts


class Till:
    """The service over some records; c1 is a member in DE who has held all features for a year."""

    def __init__(self, records: SqlRecords, *open_markets: str, member: bool = True) -> None:
        self.records, self.time = records, Time()
        self.people, self.follower = Register(), Follower()
        self.rules = rules_with(*open_markets)
        self._ids = counting_ids()
        self.taking = Taking(
            records=records, people=self.people, rules=self.rules, follower=self.follower, now=self.time
        )
        if member:
            self.member()

    def member(self, creator_id: str = "c1", market: str = "DE", **given: Any) -> Member:
        """Let somebody be a member, all of whose features are held for the same times."""
        since = self.time.now - 365 * DAY
        spans = given.pop("spans", (Span(since_at=since),))
        held = tuple(Holding(feature=one, spans=spans) for one in given.pop("features", ALL))
        made = Member(
            id=self._ids("mem"),
            creator_id=creator_id,
            market=market,
            state=given.pop("state", Membership.ACTIVE),
            consent=Consent(terms_version="2026-11", at=since, by=SYSTEM),
            features=held,
            joined_at=since,
            created_at=since,
            updated_at=since,
            **given,
        )
        with self.records.writing() as records:
            records.members.add(made)
        return made

    def take(self, *events: object) -> Taken:
        """Take some events in one call."""
        return self.taking.take(events)

    def taken(self, *events: object) -> None:
        """Take some, none of which may be refused."""
        assert self.take(*events) == Taken(len(events), {})

    def refusal(self, given: object) -> tuple[str, str]:
        """The code and the detail by which an event is refused that leaves nothing behind."""
        before = self.books()
        ((_, refused),) = self.take(given).refused.items()
        assert self.books() == before
        return refused.code.value, refused.detail

    def has(self, creator_id: str = "c1") -> dict[str, int]:
        """What is in the purses of somebody, in minor units."""
        with self.records.reading() as records:
            amounts = records.wallets.balances(creator_id).amounts
        return {f"{purse} {currency}": amount for (purse, currency), amount in amounts.items() if amount}

    def ledger(self, creator_id: str = "c1") -> list[tuple[str, str, str, str]]:
        """All transfers of somebody, in their order: what for, from where to where, how much."""
        return [
            (one.entry.value, one.debit, one.credit, f"{one.amount} {one.currency}")
            for one in self.transfers(creator_id)
        ]

    def transfers(self, creator_id: str = "c1") -> list[Transfer]:
        """All transfers of somebody, in their order."""
        with self.records.reading() as records:
            return [*records.transfers.page(creator_id, before=None, limit=10_000)][::-1]

    def books(self, *creator_ids: str) -> list[object]:
        """All that is kept of some creators."""
        found: list[object] = []
        with self.records.reading() as records:
            for one in creator_ids or ("c1", "c2"):
                wallet = records.wallets.look(one)  # one that never changed is but a lock
                found += [wallet if wallet and wallet.version else None, records.wallets.balances(one)]
                found.append(records.facts.of([one]))
                found += records.transfers.page(one, before=None, limit=10_000)
        return found

    def fund(self, now: str) -> None:
        """Let the worker do what is due at a time."""
        self.time.now = parse_time(now)
        for job in (FundReckoning, FundReleases):
            while job(self.records, self.rules, self.time).work():
                pass

    def months(self, creator_id: str = "c1") -> list[tuple[str, int, int, str, bool]]:
        """The months of the fund: which, views, amount, when it is payable, and whether it is released."""
        with self.records.reading() as records:
            found = records.fund.months([creator_id])
        return [(one.month, one.views, one.minor, format_time(one.payable_at), one.released) for one in found]
