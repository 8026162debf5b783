"""Is every withdrawal paid once, or its money put back, whatever the provider says, raises, or dies amid?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from marketplace.programme.paying_out import Answer, Outcome, RecordingPayouts
from marketplace.programme.transfer import PAYOUTS, Entry, Purse
from marketplace.programme.wallet import Payout, Withdrawal
from marketplace.programme.withdrawing import Wish
from marketplace.store.programme_tables import PAYOUTS as TOLD
from tests.databases import Databases
from tests.treasury import Treasury

PENDING = Outcome(Answer.PENDING)


@pytest.fixture
def asked(treasury: Treasury) -> Withdrawal:
    """A withdrawal of 100 dollars of 250."""
    treasury.earn.tip("c3", 25_000)
    return treasury.withdraw("c3", Wish(Decimal(100)))


def purses(treasury: Treasury) -> tuple[int, int]:
    """What is available, and what is on its way."""
    return treasury.purse("c3"), treasury.purse("c3", Purse.HELD)


def entries(treasury: Treasury, withdrawal: Withdrawal) -> list[str]:
    """What the ledger says of a withdrawal."""
    with treasury.records.reading() as records:
        return [one.entry.value for one in records.transfers.because_of([withdrawal.id])]


def test_what_is_paid_has_left(treasury: Treasury, asked: Withdrawal) -> None:
    assert (treasury.paying.work(), treasury.paying.work()) == (1, 0)

    paid = treasury.withdrawal(asked)
    assert (paid.state, paid.version, paid.failure) == (Payout.PAID, 3, None)
    assert (entries(treasury, asked), purses(treasury)) == (["withdrawal", "payout"], (15_000, 0))
    with treasury.records.reading() as records:
        last = records.transfers.because_of([asked.id])[-1]
    assert (last.entry, last.credit, last.market) == (Entry.PAYOUT, PAYOUTS, "US")


def test_what_fails_is_back_with_the_reason(treasury: Treasury, asked: Withdrawal) -> None:
    treasury.bank.answers = [Outcome(Answer.FAILED, "the account\0 is closed")]
    treasury.paying.work()

    failed = treasury.withdrawal(asked)
    assert (failed.state, failed.failure) == (Payout.FAILED, "the account is closed")
    assert (entries(treasury, asked), purses(treasury)) == (["withdrawal", "payout_failed"], (25_000, 0))


@pytest.mark.parametrize("first", [PENDING, RuntimeError("away")])
def test_what_nobody_knows_yet_is_asked_again_ever_later(
    treasury: Treasury, asked: Withdrawal, first: Outcome | Exception
) -> None:
    treasury.bank.answers = [first, PENDING, PENDING]
    pauses = []
    while treasury.withdrawal(asked).state is not Payout.PAID:
        treasury.paying.work()
        pause = (treasury.withdrawal(asked).next_at - treasury.time()) / 1_000_000
        pauses.append(pause)
        treasury.time.passes(pause - 1)
        assert treasury.paying.work() == 0
        treasury.time.passes(1)

    assert (pauses[:3], len(treasury.bank.asked)) == ([60, 60, 120], 4)
    assert treasury.bank.paid == {asked.id: 10_000}
    assert treasury.withdrawal(asked).version == 3


def test_who_dies_between_the_payment_and_the_commit_is_asked_for_again(treasury: Treasury, asked: Withdrawal) -> None:
    class Dies:
        def pay(self, withdrawal: Withdrawal) -> Outcome:
            treasury.bank.pay(withdrawal)
            raise KeyboardInterrupt

    dying = replace(treasury.paying, provider=Dies())
    with pytest.raises(KeyboardInterrupt):
        dying.work()
    assert (treasury.withdrawal(asked).state, purses(treasury)) == (Payout.PROCESSING, (15_000, 10_000))
    treasury.time.passes(299)
    assert treasury.paying.work() == 0
    treasury.time.passes(1)

    assert treasury.paying.work() == 1
    assert (treasury.withdrawal(asked).state, purses(treasury)) == (Payout.PAID, (15_000, 0))
    assert (treasury.bank.asked, treasury.bank.paid) == ([asked.id] * 2, {asked.id: 10_000})


@pytest.mark.parametrize("late", [Outcome(Answer.PAID), Outcome(Answer.FAILED, "no"), PENDING])
def test_an_outcome_that_comes_after_another_changes_nothing(
    treasury: Treasury, asked: Withdrawal, late: Outcome
) -> None:
    class Slow:
        def pay(self, _: Withdrawal) -> Outcome:
            treasury.time.passes(301)
            treasury.paying.work()  # another worker, when the lease is over
            return late

    replace(treasury.paying, provider=Slow()).work()

    found = treasury.withdrawal(asked)
    assert (found.state, found.version, purses(treasury)) == (Payout.PAID, 3, (15_000, 0))
    assert entries(treasury, asked) == ["withdrawal", "payout"]


def test_the_provider_is_asked_outside_of_any_transaction(
    treasury: Treasury, asked: Withdrawal, databases: Databases
) -> None:
    class Looks:
        def pay(self, withdrawal: Withdrawal) -> Outcome:
            with databases(wait_seconds=1).writing() as connection:  # on SQLite nobody else writes
                connection.exec_driver_sql("UPDATE withdrawals SET payout_account = 'seen'")
            assert withdrawal.state is Payout.PROCESSING
            return Outcome(Answer.PAID)

    assert replace(treasury.paying, provider=Looks()).work() == 1
    assert treasury.withdrawal(asked).payout_account == "seen"


def test_the_recording_provider_keeps_each_once_and_says_that_it_is_paid(
    treasury: Treasury, asked: Withdrawal, databases: Databases
) -> None:
    recording = RecordingPayouts(treasury.records, treasury.time)
    assert [recording.pay(asked) for _ in range(2)] == [Outcome(Answer.PAID)] * 2

    with databases().reading() as connection:
        rows = connection.execute(TOLD.select()).all()
    assert rows == [(asked.id, treasury.time(), 10_000, "USD", "acct_c3_7781")]
