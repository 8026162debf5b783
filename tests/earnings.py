"""How do wallets fill in tests? As events of the platform would have it, written into the tables as they are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from marketplace.programme.happening import Happening, HappeningType
from marketplace.programme.posting import post
from marketplace.programme.purses import Home, home_at
from marketplace.programme.reading_rules import load_rules
from marketplace.programme.rules import Feature
from marketplace.programme.transfer import (
    CONVERSION,
    DIAMONDS,
    FEES,
    FUND,
    GIFTS,
    TIPPERS,
    Entry,
    Purse,
    Transfer,
    account_of,
)
from marketplace.programme.wallet import Wallet
from marketplace.store.packing import record_of, row_of
from marketplace.store.programme_tables import FUND_MONTHS, HAPPENINGS
from marketplace.store.records import SqlRecords

RULES = load_rules()
GIFT_FEATURES = {HappeningType.LIVE_GIFT: Feature.LIVE_GIFTS, HappeningType.VIDEO_GIFT: Feature.VIDEO_GIFTS}
MILLI = {Feature.LIVE_GIFTS: "live_milli", Feature.VIDEO_GIFTS: "video_milli"}
MONTH = "2026-11"


@dataclass(frozen=True)
class Earnings:
    """Gifts, tips, months of the fund, and reversals, of creators by the market that they are of."""

    records: SqlRecords
    markets: Mapping[str, str]
    time: Callable[[], int]
    make_id: Callable[[str], str]

    def gift(self, creator_id: str, milli: int, kind: HappeningType = HappeningType.LIVE_GIFT) -> str:
        """A gift that is worth so many thousandths of Diamonds; its id."""
        with self.records.writing() as records:
            wallet = records.wallets.take([creator_id], at=self.time())[creator_id]
            event = self._happens(records, creator_id, kind, value=milli)
            self._weigh(records, wallet, GIFT_FEATURES[kind], by=milli, reason=event)
        return event

    def tip(self, creator_id: str, minor: int, currency: str | None = None) -> str:
        """A tip, with a fee of a twentieth on top; in another currency it is halved on the way."""
        home = self._home(creator_id)
        given = currency or home.currency
        with self.records.writing() as records:
            wallet = records.wallets.take([creator_id], at=self.time())[creator_id]
            event = self._happens(records, creator_id, HappeningType.TIP, value=minor, currency=given)
            ways = _tip_ways(creator_id, minor, given=given, home=home.currency)
            self._post(records, wallet, [self._entry(creator_id, event, *one, Feature.TIPS) for one in ways])
        return event

    def fund(self, creator_id: str, minor: int, *, month: str = MONTH, released: bool = False) -> None:
        """A month of the fund, and its release where it is."""
        home, now = self._home(creator_id), self.time()
        pending, available = (account_of(creator_id, one) for one in (Purse.PENDING, Purse.AVAILABLE))
        ways = [(Entry.FUND, FUND, pending, minor, home.currency)]
        ways += [(Entry.FUND_RELEASE, pending, available, minor, home.currency)] if released else []
        row = {"creator_id": creator_id, "month": month, "market": home.market.code, "views": 1, "minor": minor}
        row |= {"currency": home.currency, "payable_at": now, "released": released, "updated_at": now}
        with self.records.writing() as records:
            wallet = records.wallets.take([creator_id], at=now)[creator_id]
            connection_of(records).execute(insert(FUND_MONTHS).values(row))
            self._post(records, wallet, [self._entry(creator_id, month, *one, Feature.CREATOR_FUND) for one in ways])

    def reverse(self, event_id: str) -> None:
        """Take a gift or a tip back, once."""
        with self.records.writing() as records:
            connection = connection_of(records)
            row = connection.execute(select(HAPPENINGS).where(HAPPENINGS.c.id == event_id)).one()
            event = record_of(Happening, row)
            wallet = records.wallets.take([event.creator_id], at=self.time())[event.creator_id]
            reversal = self._happens(records, event.creator_id, HappeningType.REVERSAL, reverses=event_id)
            there = HAPPENINGS.c.id == event_id
            connection.execute(update(HAPPENINGS).where(there).values(reversed_by=reversal))
            if event.type in GIFT_FEATURES:
                self._weigh(records, wallet, GIFT_FEATURES[event.type], by=-event.value, reason=reversal)
                return
            made = records.transfers.because_of([event_id])
            back = {"number": 0, "entry": Entry.REVERSAL, "reason": reversal}
            self._post(records, wallet, [replace(one, **back, debit=one.credit, credit=one.debit) for one in made])

    def _weigh(self, records: Any, wallet: Wallet, feature: Feature, *, by: int, reason: str) -> None:
        name = MILLI[feature]
        before = getattr(wallet, name)
        more = (before + by) // 1_000 - before // 1_000
        purse = account_of(wallet.creator_id, Purse.DIAMONDS)
        sides = (Entry.GIFT, GIFTS, purse) if more > 0 else (Entry.REVERSAL, purse, GIFTS)
        found = [self._entry(wallet.creator_id, reason, *sides, abs(more), DIAMONDS, feature)] if more else []
        self._post(records, replace(wallet, **{name: before + by}), found)

    def _post(self, records: Any, wallet: Wallet, transfers: Sequence[Transfer]) -> None:
        post(records, [wallet], transfers=transfers, now=self.time())

    def _entry(self, *of: Any) -> Transfer:
        creator_id, reason, entry, debit, credit, amount, currency, feature = of
        return Transfer(
            creator_id=creator_id,
            market=self.markets[creator_id],
            entry=entry,
            feature=feature,
            debit=debit,
            credit=credit,
            amount=amount,
            currency=currency,
            reason=reason,
            at=self.time(),
            posted_at=self.time(),
            month=MONTH,
        )

    def _happens(self, records: Any, creator_id: str, kind: HappeningType, **more: Any) -> str:
        now, day = self.time(), f"{MONTH}-22"
        made = {"id": self.make_id("evn"), "digest": b"", "type": kind, "creator_id": creator_id, "market": "DE"}
        event = Happening(**made, at=now, received_at=now, day=day, month=MONTH, **more)
        connection_of(records).execute(insert(HAPPENINGS).values(row_of(event, HAPPENINGS)))
        return event.id

    def _home(self, creator_id: str) -> Home:
        return home_at(self.markets[creator_id], rules=RULES)


def connection_of(records: Any) -> Connection:
    """The connection of a transaction, for what the services of wallets don't do themselves."""
    found: Connection = records.wallets._connection
    return found


def _tip_ways(creator_id: str, minor: int, *, given: str, home: str) -> list[tuple[Any, ...]]:
    available = account_of(creator_id, Purse.AVAILABLE)
    fee = (Entry.TIP_FEE, TIPPERS, FEES, max(1, minor // 20), given)
    if given == home:
        return [(Entry.TIP, TIPPERS, available, minor, given), fee]
    through = (Entry.TIP, TIPPERS, CONVERSION, minor, given)
    return [through, (Entry.TIP, CONVERSION, available, max(1, minor // 2), home), fee]
