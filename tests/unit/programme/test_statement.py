"""Does a statement tell what came into a wallet and went out, and does each month begin as the one before it ended?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.creators.money import Rates
from marketplace.deals.amounts import Money
from marketplace.programme.closing import closings_of, withdrawn_of
from marketplace.programme.rules import DiamondRules, Feature
from marketplace.programme.statement import Earned, Withdrawn, Worth, earned_of, fees_of, lines_of, worth_of
from marketplace.programme.transfer import DIAMONDS, Purse, Transfer, account_of
from marketplace.programme.wallet import Payout, Withdrawal
from tests.entries import ANNA, MONTHS, entry, flows_of, random_entries

RATES = Rates(dt.date(2026, 11, 20), {"USD": Decimal(1), "EUR": Decimal("1.25"), "JPY": Decimal("0.005")})
EVERY_MONTH = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12")


def lines(entries: list[Transfer], month: str) -> dict[tuple[Purse, str], tuple[int, int]]:
    """The lines of a month, those in which there is nothing left out."""
    made = lines_of(ANNA, flows_of(entries), month=month, currency="EUR")
    return {(one.purse, one.currency): (one.opening, one.closing) for one in made if one.opening or one.closing}


@given(st.integers(0, 2**32))
@settings(max_examples=40)
def test_a_month_begins_as_the_one_before_ended_and_ends_with_its_entries(seed: int) -> None:
    entries = random_entries(seed)
    before: dict[tuple[Purse, str], int] = {}
    for month in EVERY_MONTH:
        for (purse, currency), (opening, closing) in lines(entries, month).items():
            account = account_of(ANNA, purse)
            own = [one for one in entries if one.month == month and one.currency == currency]
            change = sum(one.amount * ((one.credit == account) - (one.debit == account)) for one in own)
            assert (opening, closing) == (before.get((purse, currency), 0), opening + change)
            before[purse, currency] = closing


@given(st.integers(0, 2**32))
@settings(max_examples=20)
def test_the_list_of_months_ends_each_as_its_statement_does(seed: int) -> None:
    flows = flows_of(random_entries(seed))

    closings = closings_of(ANNA, flows, newest="2026-11", currency="EUR")

    assert [one.month for one in closings] == sorted({one.month for one in flows}, reverse=True)
    assert {one.month: one.lines for one in closings} == {
        one.month: lines_of(ANNA, flows, month=one.month, currency="EUR") for one in closings
    }
    assert sum(one.entries for one in closings) == 60
    assert all(one.final is (one.month != MONTHS[-1]) for one in closings)


def test_what_is_taken_back_stands_beside_what_was_earned_by_source() -> None:
    own = flows_of(
        [
            entry("live gift", 900),
            entry("live gift back", 1_000),
            entry("video gift", 7),
            entry("foreign tip", 500, currency="USD"),
            entry("converted tip", 400),
            entry("tip back", 150),
            entry("fund", 2_000),
            entry("less fund", 500),
            entry("release", 1_500),
            entry("redeemed", 200),
            entry("for it", 80),
        ]
    )

    assert earned_of(ANNA, own) == (
        Earned(feature=Feature.CREATOR_FUND, currency="EUR", credited=2_000, reversed=500),
        Earned(feature=Feature.LIVE_GIFTS, currency=DIAMONDS, credited=900, reversed=1_000),
        Earned(feature=Feature.VIDEO_GIFTS, currency=DIAMONDS, credited=7, reversed=0),
        Earned(feature=Feature.TIPS, currency="EUR", credited=400, reversed=150),
    )


def test_diamonds_and_other_currencies_are_worth_an_estimate() -> None:
    earned = (
        Earned(feature=Feature.LIVE_GIFTS, currency=DIAMONDS, credited=1_000, reversed=500),
        Earned(feature=Feature.TIPS, currency="EUR", credited=100, reversed=300),
        Earned(feature=Feature.TIPS, currency="JPY", credited=1_000, reversed=0),
    )

    worth = worth_of(earned, currency="EUR", diamonds=DiamondRules(per_usd=200), rates=RATES)

    assert worth == (
        Worth(feature=Feature.CREATOR_FUND, amount=Money(0, "EUR"), estimated=False),
        Worth(feature=Feature.LIVE_GIFTS, amount=Money(200, "EUR"), estimated=True),
        Worth(feature=Feature.VIDEO_GIFTS, amount=Money(0, "EUR"), estimated=False),
        Worth(feature=Feature.TIPS, amount=Money(200, "EUR"), estimated=True),
    )


def test_fees_are_what_tippers_paid_and_nothing_of_the_creators() -> None:
    own = flows_of([entry("fee", 50), entry("fee back", 20), entry("fee", 7, currency="JPY"), entry("tip", 1_000)])

    assert fees_of(own) == (Money(30, "EUR"), Money(7, "JPY"))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("withdrawal",), {"requested_at"}),
        (("withdrawal", "payout"), {"requested_at", "paid_at"}),
        (("payout failed",), {"failed_at", "failure"}),
    ],
)
def test_a_withdrawal_is_told_as_far_as_it_went_in_the_month(kinds: tuple[str, ...], expected: set[str]) -> None:
    steps = [entry(kind, 10_000, reason="wdr_1") for kind in kinds]
    kept = Withdrawal(
        id="wdr_1",
        creator_id=ANNA,
        minor=10_000,
        currency="EUR",
        state=Payout.FAILED,
        payout_account="a",
        failure="the account is closed",
        day="2026-11-05",
        next_at=0,
        created_at=0,
        updated_at=0,
    )

    (found,) = withdrawn_of([entry("redeemed", 5), *steps], {"wdr_1": kept})

    assert {name for name, value in vars(found).items() if value is not None} == {"id", "minor", "currency"} | expected
    assert found.id == "wdr_1"
    assert isinstance(found, Withdrawn)
