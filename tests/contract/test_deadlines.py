"""Do deadlines act by themselves: once each, whoever works, with a word in time to who has to do something?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Paying, Standing, Work
from marketplace.deals.deadlines import AT_ONCE
from marketplace.deals.deliverables import Which
from marketplace.deals.proposal import ProposalStatus
from marketplace.errors import Conflict
from marketplace.store.records import SqlRecords
from tests.bargains import DAY, HOUR, STORY, URL, VIDEO, Bargain, euros
from tests.databases import Databases
from tests.passing_time import acted

SECOND = 1_000_000


def test_a_proposal_that_nobody_answers_expires_at_its_deadline(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    assert acted(bargain, after=168 * HOUR - 1) == []
    assert acted(bargain, after=1) == ["proposal.expired"]
    after = bargain.deals.proposals.get(proposal.id, by=bargain.brand)
    assert (after.status, after.deadline_at, after.version) == (ProposalStatus.EXPIRED, None, 2)
    last = bargain.history(proposal.id)[-1]
    assert (last.action, last.actor.role) == ("expire", "system")
    assert acted(bargain, after=DAY) == []
    assert bargain.proposal(bargain.deals.campaigns.get(proposal.campaign_id, by=bargain.brand)), "proposed again"


def test_a_proposal_that_is_extended_or_countered_waits_from_then_on(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    extended = bargain.deals.proposals.extend(bargain.proposal(campaign).id, expected=None, by=bargain.brand)
    countered = bargain.proposal(campaign, creator_ids=("c2",))
    assert acted(bargain, after=168 * HOUR) == ["proposal.expired"]
    assert bargain.deals.proposals.get(countered.id, by=bargain.brand).status is ProposalStatus.EXPIRED
    bargain.deals.proposals.counter(extended.id, {"price": euros(90)}, expected=None, by=bargain.creator)
    assert acted(bargain, after=168 * HOUR - 1) == []
    assert acted(bargain, after=1) == ["proposal.expired"]


def test_silence_approves_after_14_days_each_deliverable_by_itself(bargain: Bargain) -> None:
    collaboration = bargain.collaboration(bargain.campaign(deliverables=(VIDEO, STORY)))
    bargain.submit(collaboration, 1)
    bargain.time.passes(DAY)
    bargain.submit(collaboration, 2)
    assert acted(bargain, after=13 * DAY) == ["deliverable.approved"]
    assert [one.status for one in bargain.seen(collaboration).pieces] == ["approved", "submitted"]
    assert bargain.gazette.told[-1].n == 1
    assert acted(bargain, after=DAY) == ["deliverable.approved"]
    bargain.deals.deliverables.publish(Which(collaboration.id, 2), URL, by=bargain.creator)
    assert acted(bargain, after=400 * DAY) == []


def test_deliverables_whose_time_came_together_are_approved_one_by_one(bargain: Bargain) -> None:
    collaboration = bargain.collaboration(bargain.campaign(deliverables=(VIDEO, STORY)))
    for n in (1, 2):
        bargain.submit(collaboration, n)
    assert acted(bargain, after=30 * DAY) == ["deliverable.approved"] * 2
    after = bargain.seen(collaboration)
    assert (after.work_track, [one.n for one in bargain.gazette.told[-2:]]) == (Work.APPROVED, [1, 2])
    actions = [(one.action, one.version) for one in bargain.history(collaboration.id)]
    assert actions == [("start", 1), ("submit", 2), ("submit", 3), ("approve", 4), ("approve", 5)]


def test_silence_of_72_hours_is_consent_to_the_end(bargain: Bargain) -> None:
    collaboration = bargain.collaboration()
    bargain.cancel(collaboration, by=bargain.brand)
    assert acted(bargain, after=72 * HOUR - 1) == []
    assert acted(bargain, after=1) == ["collaboration.cancelled", "payment.refunded"]
    after = bargain.seen(collaboration)
    assert (after.standing, after.payment_track) == (Standing.CANCELLED, Paying.REFUNDED)
    assert bargain.moved(collaboration.id) == {"reserve": "100.00", "refund": "100.00"}
    assert acted(bargain, after=DAY) == []


def test_while_a_side_wants_out_nothing_else_is_due_and_a_dispute_stops_time(bargain: Bargain) -> None:
    collaboration = bargain.submit(bargain.collaboration())
    bargain.time.passes(13 * DAY)
    bargain.cancel(collaboration, by=bargain.brand)
    assert acted(bargain, after=2 * DAY) == []
    bargain.deals.collaborations.dispute(collaboration.id, "unfair", expected=None, by=bargain.creator)
    assert acted(bargain, after=400 * DAY) == []
    assert bargain.seen(collaboration).standing is Standing.DISPUTED


def test_what_is_late_is_told_once_and_is_no_other_version(bargain: Bargain) -> None:
    due = Moment(bargain.time() + 10 * DAY * SECOND)
    collaboration = bargain.collaboration(bargain.campaign(deliverables=(replace(VIDEO, due_at=due), STORY)))
    assert acted(bargain, after=10 * DAY - 1) == []
    assert acted(bargain, after=1) == ["deliverable.overdue"]
    told = bargain.gazette.told[-1]
    assert (told.record.id, told.record.version, told.n, told.at) == (collaboration.id, 1, 1, bargain.time())
    assert bargain.seen(collaboration).version == 1
    assert acted(bargain, after=100 * DAY) == []


def test_what_was_late_before_a_rest_is_not_told_again(bargain: Bargain) -> None:
    due = Moment(bargain.time() + 10 * DAY * SECOND)
    collaboration = bargain.collaboration(bargain.campaign(deliverables=(replace(VIDEO, due_at=due),)))
    assert acted(bargain, after=11 * DAY) == ["deliverable.overdue"]
    bargain.cancel(collaboration, by=bargain.brand)
    bargain.time.passes(10 * HOUR)
    bargain.deals.collaborations.reject_cancel(collaboration.id, expected=None, by=bargain.creator)
    assert acted(bargain, after=DAY) == []
    assert bargain.seen(collaboration).pieces[0].asked.due_at == due


def test_workers_side_by_side_do_each_thing_once(databases: Databases) -> None:
    bargain = Bargain(SqlRecords(databases(wait_seconds=60)))
    made = many(bargain)
    bargain.time.passes(30 * DAY)

    def work(_: int) -> int:
        return sum(iter(bargain.deals.deadlines.work, 0))

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(work, range(4))) == made
    assert bargain.gazette.types.count("proposal.expired") == made
    assert len({one.record.id for one in bargain.gazette.told if one.type == "proposal.expired"}) == made


def test_whoever_answers_while_time_acts_comes_first_or_too_late(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    bargain.time.passes(168 * HOUR)
    with pytest.raises(Conflict, match="past its deadline"):
        bargain.accept(proposal)
    assert acted(bargain, after=0) == ["proposal.expired"]
    with pytest.raises(Conflict, match="is expired"):
        bargain.accept(proposal)


def test_deals_of_before_there_were_workers_are_caught_up_with(databases: Databases, bargain: Bargain) -> None:
    proposal = bargain.proposal()
    with databases().writing() as connection:  # as the migration leaves them
        connection.execute(text("UPDATE proposals SET wake_at = 0, woken_at = 0"))
    assert acted(bargain, after=HOUR) == []
    assert acted(bargain, after=168 * HOUR) == ["proposal.expired"]
    assert bargain.deals.proposals.get(proposal.id, by=bargain.brand).version == 2


def many(bargain: Bargain) -> int:
    """Propose to more creators than are acted on at once."""
    campaign = bargain.campaign(budget=euros(1_000_000))
    names = [f"d{number}" for number in range(2 * AT_ONCE + 10)]
    for some in parts(names):
        bargain.offer(campaign, *some)
    return len(names)


def parts(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + 100] for start in range(0, len(names), 100))
