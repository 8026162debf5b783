"""Whatever happens to wallets in any order, whoever dies amid it: does the ledger add up afterwards?"""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis.stateful import rule

from marketplace.programme.happening import HappeningType
from marketplace.store.database import Database
from marketplace.store.records import SqlRecords
from tests.databases import Databases
from tests.earnings import GIFT_FEATURES
from tests.spending import Spending, creators, run_examples
from tests.treasury import Treasury

currencies = st.sampled_from([None, "JPY", "USD"])


class Living(Spending):
    """Three wallets, and what fills them."""

    def __init__(self, treasury: Treasury, *, database: Database) -> None:
        super().__init__(treasury, database=database)
        self.events: list[str] = []

    @rule(who=creators, milli=st.integers(0, 400_000), kind=st.sampled_from([*GIFT_FEATURES]), dies=st.booleans())
    def gift(self, who: str, milli: int, kind: HappeningType, *, dies: bool) -> None:
        """Give something."""
        self.events += self.do(lambda: self.treasury.earn.gift(who, milli, kind), dies=dies)

    @rule(who=creators, minor=st.integers(1, 90_000), currency=currencies, dies=st.booleans())
    def tip(self, who: str, minor: int, currency: str | None, *, dies: bool) -> None:
        """Tip somebody."""
        self.events += self.do(lambda: self.treasury.earn.tip(who, minor, currency), dies=dies)

    @rule(which=st.integers(0, 1_000), dies=st.booleans())
    def reverse(self, which: int, *, dies: bool) -> None:
        """Take back what was not taken back yet."""
        if self.events:
            event = self.events.pop(which % len(self.events))
            if not self.do(lambda: self.treasury.earn.reverse(event), dies=dies):
                self.events.append(event)

    @rule(who=creators, minor=st.integers(1, 9_000), released=st.booleans())
    def fund(self, who: str, minor: int, *, released: bool) -> None:
        """End a month of the fund."""
        self.treasury.earn.fund(who, minor, month=self.treasury.earn.make_id("")[-7:], released=released)


def test_whatever_happens_the_ledger_adds_up(databases: Databases) -> None:
    treasury, database = Treasury(SqlRecords(databases(wait_seconds=60))), databases()
    run_examples(lambda: Living(treasury, database=database))
