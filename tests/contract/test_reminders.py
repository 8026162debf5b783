"""Is who has to do something told in time, once, and both sides of what time did?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.deals.campaign import Moment
from marketplace.deals.telling import Telling
from marketplace.store.records import SqlRecords
from tests.bargains import DAY, HOUR, VIDEO, Bargain, euros
from tests.databases import Databases
from tests.passing_time import acted, letters

SECOND = 1_000_000


@pytest.fixture
def told(databases: Databases) -> Bargain:
    """A bargain whose sides have addresses, with letters and events."""
    made = Bargain(SqlRecords(databases(wait_seconds=60)), Telling())
    for one, address in ((made.brand, "brand@example.com"), (made.creator, "creator@example.com")):
        made.office.accounts.change(one.account.id, {"email": address})
    return made


def test_who_has_to_do_something_is_reminded_in_time_and_once(told: Bargain) -> None:
    proposal = told.proposal()
    letters(told)
    assert (acted(told, after=144 * HOUR), letters(told)) == ([], [("creator", "Spring")])
    told.deals.proposals.counter(proposal.id, {"price": euros(90)}, expected=None, by=told.creator)
    letters(told)
    assert (acted(told, after=144 * HOUR), letters(told)) == ([], [("brand", "Spring")])
    assert (acted(told, after=HOUR), letters(told)) == ([], [])
    assert (acted(told, after=DAY), letters(told)) == (
        ["proposal.expired"],
        [("brand", "Expired"), ("creator", "Expired")],
    )


def test_work_approvals_and_the_end_have_reminders_too(told: Bargain) -> None:
    due = Moment(told.time() + 10 * DAY * SECOND)
    collaboration = told.collaboration(told.campaign(deliverables=(replace(VIDEO, due_at=due),)))
    letters(told)
    assert (acted(told, after=8 * DAY), letters(told)) == ([], [("creator", "Spring is due soon")])
    told.submit(collaboration)
    letters(told)
    assert (acted(told, after=11 * DAY), letters(told)) == ([], [("brand", "Spring")])
    told.cancel(collaboration, by=told.creator)
    letters(told)
    assert (acted(told, after=2 * DAY), letters(told)) == ([], [("brand", "Spring")])


def test_a_worker_that_comes_late_reminds_of_nothing_that_is_past(told: Bargain) -> None:
    told.proposal()
    letters(told)
    assert acted(told, after=30 * DAY) == ["proposal.expired"]
    assert letters(told) == [("brand", "Expired"), ("creator", "Expired")]


def test_events_reach_both_sides_and_a_creator_without_an_account_misses_none(told: Bargain) -> None:
    told.proposal(creator_ids=("c2",))
    assert acted(told, after=30 * DAY) == ["proposal.expired"]
    with told.records.writing() as records:
        numbered = records.events.number(limit=100)
    assert [(one.account_id, one.type) for one in numbered if "proposal" in one.type] == [
        (told.brand.account.id, "proposal.sent"),
        (told.brand.account.id, "proposal.expired"),
    ]
