"""How do wallets come to have less, while time goes by and processes die? Whatever filled them, all must add up."""

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
from marketplace.programme.paying_out import LEASE_SECONDS, Answer, Outcome
from marketplace.programme.transfer import Purse
from marketplace.programme.wallet import Withdrawal
from marketplace.programme.withdrawing import Wish
from marketplace.store.database import Database
from marketplace.store.proof import proof_of
from tests.treasury import Treasury

EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "10"))
STEPS = 40

creators = st.sampled_from(["c1", "c2", "c3"])
ANSWERS = {one: Outcome(one, "why") for one in Answer}

Done = TypeVar("Done")


class Dies(BaseException):
    """The process is gone."""


class Spending(RuleBasedStateMachine):
    """Three wallets, what empties them, and what goes wrong meanwhile."""

    def __init__(self, treasury: Treasury, *, database: Database) -> None:
        super().__init__()
        self.treasury, self.database = treasury, database

    @rule(who=creators, diamonds=st.integers(-5, 900), dies=st.booleans())
    def redeem(self, who: str, diamonds: int, *, dies: bool) -> None:
        """Redeem, though there may be less."""
        there = self.treasury.balances(who).diamonds
        done = self.do(lambda: self.treasury.redeem(who, diamonds), dies=dies)
        assert not done or 0 < diamonds <= there

    @rule(who=creators, amount=st.integers(0, 700), dies=st.booleans())
    def withdraw(self, who: str, amount: int, *, dies: bool) -> None:
        """Withdraw, though there may be less."""
        before = self.treasury.purse(who)
        if self.do(lambda: self.treasury.withdraw(who, Wish(Decimal(amount))), dies=dies):
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

    def do(self, act: Callable[[], Done], *, dies: bool) -> tuple[Done, ...]:
        """Do something, or nearly: what came of it, nothing where it was not done."""
        try:
            with self.treasury.records.writing():
                done = act()
                if dies:
                    raise Dies
        except (Dies, Conflict, InvalidInput):
            return ()
        return (done,)


def run_examples(make: Callable[[], Spending]) -> None:
    """Run so many random stories, each with a machine of its own."""
    run_state_machine_as_test(
        make,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck), database=None
        ),
    )
