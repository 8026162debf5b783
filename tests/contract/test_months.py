"""Does every database sum up the ledger as it was written: by month for statements, by market for operators?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.programme import statement
from marketplace.programme.closing import Total
from marketplace.programme.rules import Feature
from marketplace.programme.statement import lines_of
from marketplace.programme.transfer import DIAMONDS, Transfer
from marketplace.store import months
from marketplace.store.records import SqlRecords
from tests.databases import Databases
from tests.entries import ANNA, entry, flows_of, random_entries

NOTHING = Total(
    market="DE",
    feature=None,
    currency="EUR",
    creators=1,
    entries=1,
    credited=0,
    reversed=0,
    fees=0,
    fees_reversed=0,
    released=0,
    redeemed=0,
    requested=0,
    paid=0,
    failed=0,
)


@pytest.fixture
def records(databases: Databases) -> SqlRecords:
    """Records over an empty database of each kind."""
    return SqlRecords(databases(wait_seconds=60))


def keep(records: SqlRecords, entries: list[Transfer]) -> None:
    """Write entries into the ledger."""
    with records.writing() as open_:
        open_.transfers.add_all(entries)


@pytest.mark.parametrize("seed", range(3))
def test_flows_are_what_the_entries_come_to_and_end_in_the_balances(records: SqlRecords, seed: int) -> None:
    entries = random_entries(seed)
    keep(records, [*entries, *random_entries(seed + 100, of="bob")])

    with records.reading() as open_:
        flows = open_.months.flows(ANNA)
        balances = open_.wallets.balances(ANNA)

    assert sorted(flows, key=str) == sorted(flows_of(entries), key=str)
    for line in lines_of(ANNA, flows, month="2026-12", currency="EUR"):
        assert line.opening == line.closing == balances.of(line.purse, line.currency)


def test_entries_are_those_of_the_month_as_they_happened_and_steps_those_told_one_by_one(records: SqlRecords) -> None:
    keep(records, [entry("tip", 3), entry("payout", 2), entry("tip", 1, day="2026-10-31"), entry("fund", 4)])
    keep(records, [entry("redeemed", 5), entry("tip", 9, of="bob"), entry("live gift", 6, day="2026-11-02")])

    with records.reading() as open_:
        listed, steps = open_.months.entries(ANNA, "2026-11"), open_.months.steps(ANNA, "2026-11")
        market, unknown = open_.months.market(ANNA), open_.months.market("nobody")

    assert [one.amount for one in listed] == [6, 3, 2, 4, 5]
    assert [replace(one, number=0) for one in steps] == [entry("payout", 2), entry("fund", 4), entry("redeemed", 5)]
    assert (market, unknown) == ("DE", None)


def test_no_more_entries_are_read_than_are_listed(records: SqlRecords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "MOST_ENTRIES", 3)
    keep(records, [entry("tip", n) for n in range(1, 6)])

    with records.reading() as open_:
        assert len(open_.months.entries(ANNA, "2026-11")) == 3
    assert statement.MOST_ENTRIES == 10_000


def test_totals_are_by_market_feature_and_currency(records: SqlRecords) -> None:
    keep(records, [entry("live gift", 900), entry("live gift", 100, of="bob"), entry("live gift back", 250)])
    keep(records, [entry("foreign tip", 5, currency="USD"), entry("fee", 1, currency="USD")])
    keep(records, [entry("converted tip", 4), entry("tip back", 3), entry("fee back", 2), entry("fee", 7)])
    keep(records, [entry("fund", 50), entry("less fund", 20), entry("release", 30)])
    keep(records, [entry("redeemed", 200), entry("for it", 80), entry("withdrawal", 70), entry("payout", 60)])
    keep(records, [entry("payout failed", 10), entry("tip", 1, market="FR"), entry("tip", 1, day="2026-10-31")])

    with records.reading() as open_:
        totals = open_.months.totals("2026-11", market="DE")
        every, none = open_.months.totals("2026-11"), open_.months.totals("2026-12")

    tips = replace(NOTHING, feature=Feature.TIPS)
    assert totals == [
        replace(NOTHING, feature=Feature.CREATOR_FUND, entries=3, credited=50, reversed=20, released=30),
        replace(
            NOTHING,
            feature=Feature.LIVE_GIFTS,
            currency=DIAMONDS,
            creators=2,
            entries=3,
            credited=1_000,
            reversed=250,
        ),
        replace(tips, entries=4, credited=4, reversed=3, fees=7, fees_reversed=2),
        replace(tips, currency="USD", entries=2, fees=1),
        replace(NOTHING, currency=DIAMONDS, redeemed=200),
        replace(NOTHING, entries=4, redeemed=80, requested=70, paid=60, failed=10),
    ]
    assert every == [*totals, replace(tips, market="FR", credited=1)]
    assert none == []


def test_what_only_passes_through_is_nothing(records: SqlRecords) -> None:
    keep(records, [entry("foreign tip", 5, currency="USD")])

    with records.reading() as open_:
        (found,) = open_.months.totals("2026-11")

    assert (found.is_nothing, replace(found, fees=1).is_nothing) == (True, False)
