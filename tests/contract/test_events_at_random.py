"""Whatever the platform tells, twice, late and in any order, whoever dies amid it: does the ledger add up?"""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import rule

from marketplace.creators.times import DAY, format_time
from marketplace.programme.following import Followers
from marketplace.programme.fund import FundReckoning, FundReleases
from marketplace.programme.taking import Taking
from marketplace.store.database import Database
from marketplace.store.records import SqlRecords
from tests.databases import Databases
from tests.spending import Spending, run_examples
from tests.till import Register, Till, event, gift, reversal, rules_with, tip, views
from tests.treasury import Treasury

HOME = {"c1": "DE", "c2": "JP", "c3": "US"}
KINDS = ("live", "video", "tip", "views", "reversal", "facts")

stories = st.tuples(st.sampled_from(KINDS), st.integers(0, 15), st.integers(0, 15), st.integers(1, 90_000))
"""What is told, the numbers of its id and of another one (ids come again, told otherwise), and how much."""


class Telling(Spending):
    """Three members, and what is told of them."""

    def __init__(self, treasury: Treasury, *, database: Database, taking: Taking) -> None:
        super().__init__(treasury, database=database)
        self.taking = taking
        self.story = treasury.earn.make_id("story")  # the same database has had others

    @rule(told=st.lists(stories, min_size=1, max_size=8), dies=st.booleans())
    def tell(self, told: list[Any], *, dies: bool) -> None:
        """Tell some events, of now or of some days ago."""
        now = self.treasury.time.now
        self.do(lambda: self.taking.take([self._event(*one, now=now) for one in told]), dies=dies)

    @rule(dies=st.booleans())
    def fund(self, *, dies: bool) -> None:
        """Let the worker reckon up the fund, and release it."""
        for job in (FundReckoning, FundReleases):
            self.do(job(self.treasury.records, self.taking.rules, self.treasury.time).work, dies=dies)

    @rule(days=st.sampled_from([1, 20, 35]))
    def month(self, days: int) -> None:
        """Let a month go by, or some of it."""
        self.treasury.time.passes(days * 86_400)

    def _event(self, kind: str, *numbers: int, now: int) -> dict[str, Any]:
        number, other, much = f"{self.story}-{numbers[0]}", f"{self.story}-{numbers[1]}", numbers[2]
        who, at = [*HOME][numbers[kind == "reversal"] % len(HOME)], now - (much % 30) * DAY
        told = {"creator_id": who, "occurred_at": format_time(at)}
        if kind == "views":
            return views(number, much * 100, day=format_time(at - DAY)[:10], creator_id=who)
        if kind == "tip":
            return tip(number, str(much // 100 + 1), ("EUR", "JPY", "USD")[much % 3], **told)
        if kind == "reversal":
            return reversal(number, other, **told)
        if kind == "facts":
            return event(number, "facts", **told, standing="lost" if much % 9 == 0 else "good")
        return gift(number, much, **told) | ({} if kind == "live" else {"type": "video_gift", "post_kind": "own"})


def test_whatever_is_told_the_ledger_adds_up(databases: Databases) -> None:
    records = SqlRecords(databases(wait_seconds=60))
    treasury, till, rules = Treasury(records), Till(records, member=False), rules_with("JP")
    followers = Followers(records, rules)
    taking = Taking(records=records, people=Register(), rules=rules, follower=followers, now=treasury.time)
    for who, market in HOME.items():
        till.member(who, market)
        known = {"birth_date": "1990-01-01", "live_permission": True, "payout_account": f"acct_{who}"}
        told = event(f"facts-{who}", "facts", creator_id=who, occurred_at=format_time(treasury.time.now - DAY), **known)
        assert taking.take([told]).accepted == 1
    database = databases()
    run_examples(lambda: Telling(treasury, database=database, taking=taking))
