"""Are views rewarded by day and market, month by month, and paid when they must be, on every database?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from marketplace.creators.money import configured_rates
from marketplace.programme.fund import FundReckoning
from marketplace.programme.rules import FundPeriod
from marketplace.store.records import SqlRecords
from tests.databases import Databases
from tests.till import Till, reversal, tip, views

PENDING, AVAILABLE = "creator:c1:pending", "creator:c1:available"
MILLION = 1_000_000
PAYABLE = "2026-12-30T23:00:00Z"
"""30 days after November, by the clock of Berlin."""


@pytest.fixture
def till(databases: Databases) -> Till:
    return Till(SqlRecords(databases(wait_seconds=60)), "JP")


def test_a_month_is_reckoned_up_when_it_has_ended_by_the_markets_clock(till: Till) -> None:
    till.taken(views("v1", MILLION, "2026-11-20"), views("v2", MILLION, "2026-11-21", market="US"))

    till.fund("2026-11-30T22:59:59Z")
    assert (till.months(), till.has()) == ([], {})
    till.fund("2026-11-30T23:00:00Z")

    # 30 and 40 US dollars, rounded once
    assert till.months() == [("2026-11", 2 * MILLION, 6024, PAYABLE, False)]
    assert till.has() == {"pending EUR": 6024}
    assert till.ledger() == [("fund", "platform:fund", PENDING, "6024 EUR")]
    (made,) = till.transfers()
    assert (made.reason, made.month, made.detail["views"]) == (
        "2026-11",
        "2026-11",
        {"DE": [{"usd_per_view": "0.00003", "views": MILLION}], "US": [{"usd_per_view": "0.00004", "views": MILLION}]},
    )


def test_it_is_available_30_days_after_the_month(till: Till) -> None:
    till.taken(views("v1", MILLION))

    till.fund("2026-12-30T22:59:59Z")
    assert till.has() == {"pending EUR": 2582}
    till.fund(PAYABLE)

    assert till.has() == {"available EUR": 2582}
    assert till.ledger()[1:] == [("fund_release", PENDING, AVAILABLE, "2582 EUR")]
    assert (till.transfers()[1].month, till.months()[0][4]) == ("2026-12", True)
    till.fund("2027-06-01T00:00:00Z")
    assert len(till.ledger()) == 2


def test_less_than_the_minimum_waits_until_months_come_to_it(till: Till) -> None:
    till.taken(views("v1", 200_000, "2026-10-15"), views("v2", 200_000, "2026-11-15"))

    till.fund("2026-12-29T00:00:00Z")
    assert till.has() == {"pending EUR": 516 + 516}
    till.fund(PAYABLE)
    assert [one[4] for one in till.months()] == [True, True]
    assert till.has() == {"available EUR": 1032}


def test_what_is_a_cent_short_of_the_minimum_stays_pending_until_more_comes(till: Till) -> None:
    till.taken(views("v1", 333_140))

    till.fund("2027-03-01T00:00:00Z")
    assert till.has() == {"pending EUR": 860}
    till.taken(views("v2", 1_000))
    till.fund("2027-03-01T00:00:00Z")

    assert till.has() == {"available EUR": 863}


@pytest.mark.parametrize("when", ["2026-12-02T00:00:00Z", "2027-01-02T00:00:00Z"])
def test_late_views_are_another_transfer_and_reversed_ones_go_back(till: Till, when: str) -> None:
    till.taken(views("v1", MILLION))
    till.fund(when)
    where, purse = ("available", AVAILABLE) if when > PAYABLE else ("pending", PENDING)
    before = len(till.ledger())

    till.taken(views("v2", MILLION, "2026-11-20"))
    till.fund(when)
    assert till.has() == {f"{where} EUR": 5164}
    till.taken(reversal("r1", "v1"), reversal("r2", "v2", reason="fraud"))
    till.fund(when)

    assert till.has() == {}
    added = till.ledger()[before:]
    assert added[0] == ("fund", "platform:fund", PENDING, "2582 EUR")
    assert added[-1] == ("fund", purse, "platform:fund", "5164 EUR")
    assert till.months()[0][1:3] == (0, 0)


def test_views_that_are_reversed_before_they_come_are_rewarded_with_nothing(till: Till) -> None:
    till.taken(reversal("r1", "v1"))
    till.taken(views("v1", MILLION))

    till.fund("2027-01-02T00:00:00Z")

    assert (till.months(), till.ledger()) == ([], [])


def test_a_month_keeps_the_rates_by_which_it_was_reckoned_up_first(till: Till) -> None:
    till.taken(views("v1", MILLION), views("v2", MILLION))
    till.fund(PAYABLE)
    today = configured_rates()
    other = replace(today, usd={**today.usd, "EUR": today.usd["EUR"] * 2})
    before = till.has()["available EUR"]

    till.taken(reversal("r1", "v2"), views("v3", MILLION))
    FundReckoning(till.records, till.rules, till.time, rates=lambda: other).work()

    assert till.has() == {"available EUR": before}


def test_a_tip_that_is_called_like_a_month_is_reversed_alone(till: Till) -> None:
    till.member("c2")
    till.taken(views("v1", MILLION, "2026-10-20", creator_id="c2"))
    till.fund("2026-11-22T10:00:00Z")
    till.taken(tip("2026-10", "5.00"))

    till.taken(reversal("r1", "2026-10"))

    fee = ("outside:tippers", "platform:fees")
    assert till.ledger() == [
        ("tip", "outside:tippers", AVAILABLE, "500 EUR"),
        ("tip_fee", *fee, "25 EUR"),
        ("reversal", AVAILABLE, "outside:tippers", "500 EUR"),
        ("reversal", *fee[::-1], "25 EUR"),
    ]


def test_days_and_months_begin_by_each_markets_own_clock(till: Till) -> None:
    till.member("jp", "JP")
    till.member("us", "US")
    till.time.now += 8 * 86_400 * MILLION  # 30 November, 10:00 in London
    both = [views(f"{who}{day}", MILLION, day, creator_id=who) for who in ("jp", "us") for day in ("2026-11-30",)]
    till.taken(*both)

    till.fund("2026-11-30T14:59:59Z")
    assert (till.months("jp"), till.months("us")) == ([], [])
    till.fund("2026-11-30T15:00:00Z")
    assert (len(till.months("jp")), till.months("us")) == (1, [])
    till.taken(views("new", 1, "2026-12-01", creator_id="jp"))
    assert till.refusal(views("new2", 1, "2026-12-01", creator_id="us"))[0] == "in_the_future"
    till.fund("2026-12-01T05:00:00Z")
    assert (till.has("jp"), till.has("us")) == ({"pending JPY": 4630}, {"pending USD": 4000})


def test_each_day_has_the_rate_of_its_period(till: Till) -> None:
    later = FundPeriod(begins=dt.date(2026, 11, 21), usd_per_1000_views=Decimal("0.05"))
    fund = replace(till.rules.fund, periods=(later, *till.rules.fund.periods))
    till.rules = replace(till.rules, fund=fund)
    till.taken(views("v1", MILLION, "2026-11-20"), views("v2", MILLION, "2026-11-21"))

    till.fund("2026-12-02T00:00:00Z")

    assert till.has() == {"pending EUR": 6885}


def test_views_before_the_first_period_are_refused(till: Till) -> None:
    first = FundPeriod(begins=dt.date(2026, 11, 21), usd_per_1000_views=Decimal("0.05"))
    fund = replace(till.rules.fund, periods=(first,))
    till.taking = replace(till.taking, rules=replace(till.rules, fund=fund))

    assert till.refusal(views("v1", 1, "2026-11-20"))[0] == "too_old"
    till.taken(views("v2", 1, "2026-11-21"))
