"""Whatever happens to wallets in any order, whoever dies amid it: does the ledger add up afterwards?"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from marketplace.errors import Conflict, InvalidInput
from marketplace.programme.happening import HappeningType
from marketplace.programme.paying_out import LEASE_SECONDS, Answer, Outcome
from marketplace.programme.transfer import Purse
from marketplace.programme.wallet import Withdrawal
from marketplace.programme.withdrawing import Wish
from marketplace.store.database import Database
from marketplace.store.proof import proof_of
from marketplace.store.records import SqlRecords
from tests.databases import Databases
from tests.earnings import GIFT_FEATURES
from tests.treasury import Treasury

EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "10"))
STEPS = 40

creators = st.sampled_from(["c1", "c2", "c3"])
currencies = st.sampled_from([None, "JPY", "USD"])
ANSWERS = {one: Outcome(one, "why") for one in Answer}

Done = TypeVar("Done")


class Dies(BaseException):
    """The process is gone."""


class Living(RuleBasedStateMachine):
    """Three wallets, what fills and empties them, and what goes wrong meanwhile."""

    def __init__(self, treasury: Treasury, *, database: Database) -> None:
        super().__init__()
        self.treasury, self.database = treasury, database
        self.events: list[str] = []

    @rule(who=creators, milli=st.integers(0, 400_000), kind=st.sampled_from([*GIFT_FEATURES]), dies=st.booleans())
    def gift(self, who: str, milli: int, kind: HappeningType, *, dies: bool) -> None:
        """Give something."""
        self.events += self._do(lambda: self.treasury.earn.gift(who, milli, kind), dies=dies)

    @rule(who=creators, minor=st.integers(1, 90_000), currency=currencies, dies=st.booleans())
    def tip(self, who: str, minor: int, currency: str | None, *, dies: bool) -> None:
        """Tip somebody."""
        self.events += self._do(lambda: self.treasury.earn.tip(who, minor, currency), dies=dies)

    @rule(which=st.integers(0, 1_000), dies=st.booleans())
    def reverse(self, which: int, *, dies: bool) -> None:
        """Take back what was not taken back yet."""
        if self.events:
            event = self.events.pop(which % len(self.events))
            if not self._do(lambda: self.treasury.earn.reverse(event), dies=dies):
                self.events.append(event)

    @rule(who=creators, minor=st.integers(1, 9_000), released=st.booleans())
    def fund(self, who: str, minor: int, *, released: bool) -> None:
        """End a month of the fund."""
        self.treasury.earn.fund(who, minor, month=self.treasury.earn.make_id("")[-7:], released=released)

    @rule(who=creators, diamonds=st.integers(-5, 900), dies=st.booleans())
    def redeem(self, who: str, diamonds: int, *, dies: bool) -> None:
        """Redeem, though there may be less."""
        there = self.treasury.balances(who).diamonds
        done = self._do(lambda: self.treasury.redeem(who, diamonds), dies=dies)
        assert not done or 0 < diamonds <= there

    @rule(who=creators, amount=st.integers(0, 700), dies=st.booleans())
    def withdraw(self, who: str, amount: int, *, dies: bool) -> None:
        """Withdraw, though there may be less."""
        before = self.treasury.purse(who)
        if self._do(lambda: self.treasury.withdraw(who, Wish(Decimal(amount))), dies=dies):
            assert 0 <= self.treasury.purse(who) < before

    @rule(answers=st.lists(st.sampled_from(Answer), min_size=1, max_size=4), dies=st.booleans())
    def pay(self, answers: list[Answer], *, dies: bool) -> None:
        """Have the provider asked, which may be away; its worker may die before it keeps the answer."""
        bank = self.treasury.bank
        bank.answers = [ANSWERS[one] for one in answers]

        class Fragile:
            def pay(self, withdrawal: Withdrawal) -> Outcome:
                found = bank.pay(withdrawal)
                if dies:
                    raise Dies
                return found

        with suppress(Dies):
            replace(self.treasury.paying, provider=Fragile()).work()

    @rule(seconds=st.sampled_from([1, LEASE_SECONDS, 86_400]))
    def wait(self, seconds: int) -> None:
        """Let time go by."""
        self.treasury.time.passes(seconds)

    def teardown(self) -> None:
        """All adds up, and what was paid has left once."""
        assert proof_of(self.database)["problems"] == []
        self.treasury.time.passes(86_400)
        self.treasury.bank.answers = []
        while self.treasury.paying.work():
            pass
        assert {self.treasury.purse(who, Purse.HELD) for who in ("c1", "c2", "c3")} == {0}
        assert proof_of(self.database)["problems"] == []
        with self.database.reading() as connection:
            paid = connection.exec_driver_sql("SELECT id, minor FROM withdrawals WHERE state = 'paid'").all()
        assert {one.id: one.minor for one in paid} == self.treasury.bank.paid

    def _do(self, act: Callable[[], Done], *, dies: bool) -> tuple[Done, ...]:
        """Do something, or nearly: what came of it, nothing where it was not done."""
        try:
            with self.treasury.records.writing():
                done = act()
                if dies:
                    raise Dies
        except (Dies, Conflict, InvalidInput):
            return ()
        return (done,)


def test_whatever_happens_the_ledger_adds_up(databases: Databases) -> None:
    treasury = Treasury(SqlRecords(databases(wait_seconds=60)))
    database = databases()
    run_state_machine_as_test(
        lambda: Living(treasury, database=database),
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck), database=None
        ),
    )
