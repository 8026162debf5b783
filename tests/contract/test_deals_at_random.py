"""Whatever two sides and an operator do to each other, in any order: is what is told true, and nothing lost?"""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Table, select

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role
from marketplace.deals.campaign import Campaign, Deliverable
from marketplace.errors import Conflict, Forbidden, MarketplaceError, NotFound
from marketplace.store.database import Database
from marketplace.store.deal_tables import CAMPAIGNS, COLLABORATIONS, HISTORY, MESSAGES, PAYMENTS, PROPOSALS
from marketplace.store.records import SqlRecords
from tests.bargains import DAY, HOUR, STORY, VIDEO, Bargain, euros
from tests.databases import Databases
from tests.deal_acts import Act, Record, acts_of, allowed

TABLES = (CAMPAIGNS, PROPOSALS, COLLABORATIONS, MESSAGES, HISTORY, PAYMENTS)
numbers = st.integers(0, 10_000)


class Undone(Exception):
    """Raised within a transaction that is only tried."""


class Dealing(RuleBasedStateMachine):
    """A campaign of a budget for some of its three creators, and what becomes of it."""

    def __init__(self, bargain: Bargain, *, database: Database, creators: dict[str, Caller]) -> None:
        super().__init__()
        self.bargain, self.database, self.creators = bargain, database, creators

    @initialize(budget=st.integers(100, 400), far=st.integers(0, 4), pieces=st.sampled_from([(VIDEO,), (VIDEO, STORY)]))
    def begin(self, budget: int, far: int, pieces: tuple[Deliverable, ...]) -> None:
        """A draft, or a campaign that has proposed, or with whom somebody agreed, or has nearly done with it."""
        draft = self.bargain.draft(budget=euros(budget), deliverables=pieces)
        self.campaign_id = draft.id
        if far == 0:
            return
        self.bargain.deals.campaigns.publish(draft.id, expected=1, by=self.bargain.brand)
        made, _ = self.bargain.offer(draft, "c1", "c2")
        if far > 1:
            begun = self.bargain.deals.collaborations.get(
                str(self.bargain.accept(made[0]).collaboration_id), by=self.bargain.brand
            )
        if far > 2:
            self.bargain.publish(begun, 1)

    @rule(who=st.sampled_from(["c1", "c2", "c3"]))
    def ask_again(self, who: str) -> None:
        """Propose to somebody, if it can be."""
        if self._campaign().status == "published":
            self.bargain.offer(self._campaign(), who)

    @rule(which=numbers, what=numbers)
    def go_on(self, which: int, what: int) -> None:
        """Do something that is told to be allowed; it succeeds."""
        record = self._pick(which)
        legal = [one for one in self._acts(record) if self._is_allowed(record, one)]
        harmless = [one for one in legal if one.name not in ("delete", "close", "decline", "withdraw")]
        if legal:
            chosen = (harmless or legal)[what % len(harmless or legal)] if what % 5 else legal[what % len(legal)]
            if chosen.name != "delete" and not self._is_too_dear(record, chosen):
                chosen.do()
                self._probe(self._again(record))

    @rule(which=numbers, what=numbers)
    def try_anything(self, which: int, what: int) -> None:
        """Try something that is not told to be allowed; it is refused, and nothing changes."""
        record = self._pick(which)
        illegal = [one for one in self._acts(record) if not self._is_allowed(record, one)]
        before = self._all()
        refused = self._outcome(illegal[what % len(illegal)])
        assert isinstance(refused, Conflict | Forbidden | NotFound), refused
        assert self._all() == before

    @rule(seconds=st.sampled_from([1, HOUR, DAY, 4 * DAY, 8 * DAY]))
    def wait(self, seconds: int) -> None:
        """Let time go by."""
        self.bargain.time.passes(seconds)

    @rule(which=numbers)
    def look_into(self, which: int) -> None:
        """Try all that anybody can try with a record, and take each back."""
        self._probe(self._pick(which))

    @invariant()
    def a_step_is_a_version_and_a_version_a_step(self) -> None:
        for record in self._records():
            versions = [one.version for one in self.bargain.history(record.id)]
            assert versions == [*range(1, record.version + 1)], record

    @invariant()
    def money_is_where_it_should_be(self) -> None:
        begun = [one for one in self._records() if hasattr(one, "payment")]
        campaign = self._campaign()
        assert campaign.budget_accepted.minor == sum(one.payment.agreed.minor for one in begun)
        assert campaign.budget_accepted <= campaign.budget
        for one in begun:
            self.bargain.moved(one.id)
            settled = one.payment.reserved.minor == 0
            assert settled == (one.work_track in ("completed", "cancelled")), one
            assert (one.payment_track == "reserved") is not settled

    @invariant()
    def an_accepted_proposal_has_a_collaboration_and_no_other_has(self) -> None:
        records = self._records()
        bound = {one.collaboration_id for one in records if getattr(one, "status", "") == "accepted"}
        assert bound == {one.id for one in records if hasattr(one, "payment")}

    def _probe(self, record: Record) -> None:
        before, told = self._all(), len(self.bargain.gazette.told)
        for act in self._acts(record):
            failed = self._outcome(act, undo=True)
            if not self._is_allowed(record, act):
                assert isinstance(failed, Conflict | Forbidden | NotFound), (act.name, act.by.account.role, record)
                if isinstance(failed, Conflict):
                    assert failed.allowed is not None
                    lists = allowed(self.bargain, record, by=act.by)
                    assert [*failed.allowed] in (lists[None], lists[act.n]), (act.name, failed)
            elif self._is_too_dear(record, act):
                assert isinstance(failed, Conflict), record
            else:
                assert failed is None, (act.name, act.by.account.role, failed, record)
        del self.bargain.gazette.told[told:]
        assert self._all() == before

    def _outcome(self, act: Act, *, undo: bool = False) -> MarketplaceError | None:
        try:
            with self.bargain.records.writing():
                act.do()
                if undo:
                    raise Undone
        except Undone:
            return None
        except MarketplaceError as error:
            return error
        return None

    def _is_allowed(self, record: Record, act: Act) -> bool:
        return act.name in allowed(self.bargain, record, by=act.by)[act.n]

    def _is_too_dear(self, record: Record, act: Act) -> bool:
        """Whether it is accepted for more than is left, which a proposal by itself can't tell."""
        if act.name != "accept":
            return False
        campaign = self._campaign()
        return bool(campaign.budget_accepted + record.newest.price > campaign.budget)  # type: ignore[union-attr]

    def _acts(self, record: Record) -> list[Act]:
        name = getattr(record, "creator_id", "c1")
        if name not in self.creators:
            self.creators[name] = self.bargain.office.caller(Role.CREATOR, creator_id=name)
        people = (self.bargain.brand, self.creators[name], self.bargain.operator)
        return [act for by in people for act in acts_of(self.bargain, record, by=by)]

    def _campaign(self) -> Campaign:
        return self.bargain.deals.campaigns.get(self.campaign_id, by=self.bargain.operator)

    def _records(self) -> list[Any]:
        mine = {"filters": {"campaign_id": self.campaign_id}}
        return [self._campaign(), *self.bargain.page("proposals", **mine), *self.bargain.page("collaborations", **mine)]

    def _pick(self, which: int) -> Any:
        """Any record; collaborations, of which most is to be done, the more often."""
        every = self._records()
        begun = [one for one in every if hasattr(one, "payment")]
        found = begun if begun and which % 3 else every
        return found[which % len(found)]

    def _again(self, record: Record) -> Any:
        return next(one for one in self._records() if one.id == record.id)

    def _all(self) -> list[Any]:
        """Every row."""
        with self.database.reading() as connection:
            return [connection.execute(select(table).order_by(_key(table))).all() for table in TABLES]


def _key(table: Table) -> Any:
    return table.c.id


def test_whatever_is_done_what_is_told_is_true_and_nothing_is_lost(sqlite_databases: Databases) -> None:
    bargain = Bargain(SqlRecords(sqlite_databases(wait_seconds=60)))
    database, creators = sqlite_databases(), {"c1": bargain.creator}
    run_state_machine_as_test(
        lambda: Dealing(bargain, database=database, creators=creators),
        settings=settings(max_examples=30, stateful_step_count=30),
    )
