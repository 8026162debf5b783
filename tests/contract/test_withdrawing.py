"""Does money leave a wallet once, as much as may, to the account that is connected?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from marketplace.accounts.roles import Role
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound
from marketplace.programme.member import Member, Membership
from marketplace.programme.paying_out import Answer, Outcome
from marketplace.programme.person import Facts
from marketplace.programme.transfer import Entry, Purse, account_of
from marketplace.programme.wallet import Payout, Withdrawal
from marketplace.programme.withdrawing import Wish
from tests.creators import NOW
from tests.treasury import Treasury

HUNDRED = Wish(Decimal(100))


def test_money_is_put_aside_in_the_transaction_that_asks(treasury: Treasury) -> None:
    treasury.earn.tip("c3", 25_000)

    found = treasury.withdraw("c3", Wish(Decimal("100.50"), "USD"))

    assert found == Withdrawal(
        id=found.id,
        creator_id="c3",
        minor=10_050,
        currency="USD",
        payout_account="acct_c3_7781",
        day="2026-11-22",
        next_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    assert treasury.withdrawal(found) == found
    with treasury.records.reading() as records:
        (entry,) = records.transfers.because_of([found.id])
    sides = (account_of("c3", Purse.AVAILABLE), account_of("c3", Purse.HELD))
    assert (entry.entry, entry.debit, entry.credit, entry.amount) == (Entry.WITHDRAWAL, *sides, 10_050)
    assert (treasury.purse("c3"), treasury.purse("c3", Purse.HELD)) == (14_950, 10_050)


@pytest.mark.parametrize(
    ("creator_id", "wish", "problem"),
    [
        ("c2", Wish(Decimal("100.5")), "JPY has no decimals"),
        ("c2", Wish(Decimal(100)), "must be 15432 JPY at least"),
        ("c3", Wish(Decimal("99.99")), "must be 100.00 USD at least, not 99.99"),
        ("c3", Wish(Decimal(0)), "more than nothing"),
        ("c3", Wish(Decimal("0.001")), "USD has 2 decimals"),
        ("c3", Wish(Decimal(-100)), "must not be negative"),
        ("c3", Wish(Decimal(10) ** 20), "more than 15 digits"),
    ],
)
def test_an_amount_that_can_not_be_is_refused(
    sqlite_treasury: Treasury, creator_id: str, wish: Wish, problem: str
) -> None:
    sqlite_treasury.earn.tip(creator_id, 90_000)

    with pytest.raises(InvalidInput, match=problem):
        sqlite_treasury.withdraw(creator_id, wish)
    assert sqlite_treasury.purse(creator_id) == 90_000


def test_more_than_is_available_is_refused_and_so_is_another_currency(treasury: Treasury) -> None:
    treasury.earn.tip("c3", 25_000)
    treasury.earn.fund("c3", 90_000)

    with pytest.raises(Conflict, match=r"250\.00 USD are available, not 250\.01: withdraw less"):
        treasury.withdraw("c3", Wish(Decimal("250.01")))
    other = r"0\.00 EUR are available, not 100\.00 \(there are balances in USD\): withdraw another currency"
    with pytest.raises(Conflict, match=other):
        treasury.withdraw("c3", Wish(Decimal(100), "EUR"))


def test_a_day_has_a_limit_by_the_clock_of_the_market(treasury: Treasury) -> None:
    treasury.earn.tip("c3", 500_000)
    for amount in ("600", "300"):
        treasury.withdraw("c3", Wish(Decimal(amount)))

    with pytest.raises(Conflict, match=r"at most 1000\.00 USD .* 100\.00 are left today"):
        treasury.withdraw("c3", Wish(Decimal("100.01")))
    treasury.withdraw("c3", HUNDRED)
    with pytest.raises(Conflict, match=r"and 0\.00 are left"):
        treasury.withdraw("c3", HUNDRED)
    treasury.time.passes(16 * 3_600 + 59 * 60)  # it was 10:00 UTC, 5:00 in New York
    assert treasury.wallets.homes.of("c3").market.day(treasury.time()).isoformat() == "2026-11-22"
    treasury.time.passes(2 * 3_600 + 60)
    assert treasury.withdraw("c3", HUNDRED).day == "2026-11-23"


def test_what_failed_counts_no_more_for_the_day(treasury: Treasury) -> None:
    treasury.earn.tip("c3", 500_000)
    treasury.bank.answers = [Outcome(Answer.FAILED, "account closed")]
    failed = treasury.withdraw("c3", Wish(Decimal(1_000)))
    treasury.paying.work()

    assert treasury.withdrawal(failed).state is Payout.FAILED
    assert treasury.withdraw("c3", Wish(Decimal(1_000))).state is Payout.REQUESTED


def test_withdrawals_of_other_currencies_count_for_the_day_by_the_rates(treasury: Treasury) -> None:
    treasury.earn.tip("c1", 500_000)
    treasury.withdraw("c1", Wish(Decimal(800)))  # 929.60 USD
    treasury.people.markets["c1"] = "US"
    treasury.earn.tip("c1", 500_000)

    with pytest.raises(Conflict, match=r"70\.40 are left today"):
        treasury.withdraw("c1", HUNDRED)


def test_who_has_no_account_to_pay_to_connects_one_first(treasury: Treasury) -> None:
    treasury.earn.tip("c3", 25_000)
    with treasury.records.writing() as records:
        records.facts.put_all([Facts(creator_id="c3")])

    with pytest.raises(Conflict, match="connect an account first"):
        treasury.withdraw("c3", HUNDRED)


def test_money_of_diamonds_that_were_reversed_is_not_paid_out(treasury: Treasury) -> None:
    gift = treasury.earn.gift("c3", 40_000_000)
    treasury.redeem("c3", 40_000)
    treasury.earn.reverse(gift)

    with pytest.raises(Conflict, match=r"reversed is still owed.*: earn more first"):
        treasury.withdraw("c3", HUNDRED)
    treasury.earn.gift("c3", 40_000_000)
    assert treasury.withdraw("c3", HUNDRED).minor == 10_000


def test_what_is_owed_is_not_paid_out_and_a_suspended_member_waits(treasury: Treasury) -> None:
    tip = treasury.earn.tip("c3", 25_000)
    treasury.withdraw("c3", Wish(Decimal(250)))
    treasury.earn.reverse(tip)
    with pytest.raises(Conflict, match=r"-250\.00 USD are available, .*: earn more first"):
        treasury.withdraw("c3", HUNDRED)

    member = Member(
        id="mem_1", creator_id="c1", market="DE", state=Membership.SUSPENDED, created_at=NOW, updated_at=NOW
    )
    treasury.earn.tip("c1", 90_000)
    with treasury.records.writing() as records:
        records.members.add(member)
    with pytest.raises(Conflict, match="suspended"):
        treasury.withdraw("c1", HUNDRED)


def test_nobody_else_withdraws(treasury: Treasury) -> None:
    treasury.earn.tip("c3", 25_000)
    withdraw = treasury.wallets.withdrawing.withdraw

    with pytest.raises(NotFound):
        withdraw("c3", HUNDRED, by=treasury.by("c1"))
    with pytest.raises(Forbidden):
        withdraw("c3", HUNDRED, by=treasury.office.caller(Role.OPERATOR))
    assert treasury.purse("c3") == 25_000
