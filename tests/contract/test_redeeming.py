"""Do Diamonds become money at the rate of the day, each once, for who may have it?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from marketplace.accounts.roles import Role
from marketplace.creators.money import Rates
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound
from marketplace.programme.happening import HappeningType
from marketplace.programme.member import Member, Membership
from marketplace.programme.transfer import CONVERSION, DIAMONDS, Entry, Purse, account_of
from marketplace.programme.wallets import Obstacle
from tests.creators import NOW
from tests.earnings import MONTH
from tests.treasury import Treasury

RATES = Rates(dt.date(2026, 11, 22), {"USD": Decimal(1), "EUR": Decimal("1.25"), "JPY": Decimal("0.0064")})


def with_rates(treasury: Treasury) -> Treasury:
    """Wallets on a day with rates of its own."""
    treasury.wallets = replace(treasury.wallets, redeeming=replace(treasury.wallets.redeeming, rates=lambda: RATES))
    return treasury


@pytest.fixture
def rated(treasury: Treasury) -> Treasury:
    """Wallets of each database, with those rates."""
    return with_rates(treasury)


@pytest.fixture
def reckoned(sqlite_treasury: Treasury) -> Treasury:
    """Wallets with those rates, where it is not the database that is asked."""
    return with_rates(sqlite_treasury)


def joins(treasury: Treasury, state: Membership, *, market: str = "DE") -> None:
    """Let c1 be a member."""
    member = Member(id="mem_1", creator_id="c1", market=market, state=state, created_at=NOW, updated_at=NOW)
    with treasury.records.writing() as records:
        records.members.add(member)


def test_diamonds_go_into_the_conversion_and_money_comes_out_at_the_rate_of_the_day(rated: Treasury) -> None:
    rated.earn.gift("c1", 1_001_999)
    found = rated.redeem("c1", 1_000)

    assert (found.minor, found.currency) == (400, "EUR")  # 1,000 of 200 a dollar are 5 dollars
    assert (found.diamonds_per_usd, found.usd_per_unit, found.rates_of) == (200, "1.25", "2026-11-22")
    with rated.records.reading() as records:
        entries = records.transfers.because_of([found.id])
        assert records.redemptions.get(found.id) == found
    ways = [(one.debit, one.credit, one.amount, one.currency) for one in entries]
    assert ways == [
        (account_of("c1", Purse.DIAMONDS), CONVERSION, 1_000, DIAMONDS),
        (CONVERSION, account_of("c1", Purse.AVAILABLE), 400, "EUR"),
    ]
    assert {(one.entry, one.market, one.month, one.at, one.feature) for one in entries} == {
        (Entry.REDEMPTION, "DE", MONTH, NOW, None)
    }
    assert entries[0].detail == {"diamonds_per_usd": 200, "usd_per_unit": "1.25", "rates_of": "2026-11-22"}
    assert (rated.balances("c1").diamonds, rated.purse("c1")) == (1, 400)


@pytest.mark.parametrize(("diamonds", "yen"), [(2, 1), (3, 2), (16, 12), (17, 13), (18, 14), (32, 25)])
def test_a_currency_without_decimals_has_whole_units_and_no_more(reckoned: Treasury, diamonds: int, yen: int) -> None:
    reckoned.earn.gift("c2", 100_000)  # one Diamond is 0.78125 yen

    assert reckoned.redeem("c2", diamonds).minor == yen


def test_more_than_there_is_is_refused_naming_the_balance(rated: Treasury) -> None:
    rated.earn.gift("c1", 1_200_900)

    with pytest.raises(Conflict, match="has 1,200 Diamonds, not 1,201"):
        rated.redeem("c1", 1_201)
    assert (rated.balances("c1").diamonds, rated.purse("c1")) == (1_200, 0)


@pytest.mark.parametrize(
    ("diamonds", "problem"),
    [(0, "more than none, not 0"), (-5, "not -5"), (1, "less than 0.01 EUR"), (2**53 - 1, "more than can be redeemed")],
)
def test_what_is_worth_nothing_or_too_much_is_refused(reckoned: Treasury, diamonds: int, problem: str) -> None:
    reckoned.earn.gift("c1", 5_000)

    with pytest.raises(InvalidInput, match=problem):
        reckoned.redeem("c1", diamonds)


def test_a_gift_that_is_reversed_after_it_was_redeemed_is_owed_and_filled_up_first(rated: Treasury) -> None:
    gift = rated.earn.gift("c1", 500_000)
    rated.redeem("c1", 500)
    rated.earn.reverse(gift)
    assert rated.balances("c1").diamonds == -500

    with pytest.raises(Conflict, match="has -500 Diamonds, not 5: earn more first"):
        rated.redeem("c1", 5)
    seen = rated.wallets.look("c1", by=rated.by("c1"))
    assert (seen.obstacles, seen.rate.worth(-500).amount) == ((Obstacle.NEGATIVE_BALANCE,), "-2.00")
    rated.earn.gift("c1", 600_000, HappeningType.VIDEO_GIFT)
    assert rated.redeem("c1", 100).minor == 40


def test_a_suspended_member_waits_and_who_left_does_not(rated: Treasury) -> None:
    rated.earn.gift("c1", 500_000)
    joins(rated, Membership.SUSPENDED)

    with pytest.raises(Conflict, match="suspended"):
        rated.redeem("c1", 500)
    assert rated.wallets.look("c1", by=rated.by("c1")).obstacles == (Obstacle.SUSPENDED,)
    with rated.records.writing() as records:
        member = records.members.get("c1")
        assert member
        records.members.replace(replace(member, state=Membership.LEFT))
    assert rated.redeem("c1", 500).minor == 200


def test_new_money_is_of_the_market_where_a_member_joined(rated: Treasury) -> None:
    rated.earn.gift("c1", 500_000)
    joins(rated, Membership.ACTIVE, market="JP")

    assert rated.redeem("c1", 16).currency == "JPY"


def test_who_can_not_be_found_any_more_keeps_what_was_earned(rated: Treasury) -> None:
    rated.earn.gift("c1", 500_000)
    rated.people.markets.clear()

    assert rated.redeem("c1", 500).currency == "EUR"
    with pytest.raises(NotFound, match="no creator c3"):
        rated.redeem("c3", 5)


def test_nobody_else_redeems(rated: Treasury) -> None:
    rated.earn.gift("c1", 500_000)
    redeem = rated.wallets.redeeming.redeem

    with pytest.raises(NotFound):
        redeem("c1", 5, by=rated.by("c2"))
    for role in (Role.OPERATOR, Role.BRAND):
        with pytest.raises(Forbidden):
            redeem("c1", 5, by=rated.office.caller(role))
    assert rated.balances("c1").diamonds == 500


def test_who_has_an_account_is_told_of_each_change_with_its_version(rated: Treasury) -> None:
    rated.earn.gift("c1", 500_000)
    rated.redeem("c1", 5)

    with rated.records.writing() as records:
        told = records.events.number(limit=9)
        wallet = records.wallets.look("c1")
    assert [(one.type, one.data) for one in told] == [("wallet.changed", {"id": "c1", "version": n}) for n in (1, 2)]
    assert wallet
    assert (wallet.version, {one.account_id for one in told}) == (2, {rated.by("c1").account.id})
