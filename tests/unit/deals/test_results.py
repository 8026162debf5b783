"""Do results say what became of proposals: the whole as the sum of its days, no day left out, hours as they passed?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.times import DAY, MICROSECONDS, midnight
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Moment
from marketplace.deals.paying import PaymentAction
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.results import (
    MOST_DAYS,
    Course,
    Paid,
    Results,
    days_of,
    funnel_of,
    hours,
    is_gapless,
    median_hours,
    spend_of,
)
from tests.deal_records import THEN, make_campaign

HOUR = 3_600 * MICROSECONDS
STEPS = ("proposed", "answered", "accepted", "published", "completed")

moments = st.integers(THEN, THEN + 20 * DAY).map(Moment)
paid = st.builds(Paid, moments, st.sampled_from(PaymentAction), st.integers(0, 10**12))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """A proposal that came so far."""
    status = draw(st.sampled_from(ProposalStatus))
    maybe = st.none() | moments
    made = Course(status=status, proposed_at=draw(moments), answered_at=draw(maybe))
    if status is not ProposalStatus.ACCEPTED:
        return made
    return replace(made, accepted_at=draw(moments), published_at=draw(maybe), completed_at=draw(maybe))


def course(**at: Any) -> Course:
    """A proposal that was sent at THEN, and further steps so many hours later."""
    moments = {f"{name}_at": Moment(THEN + round(hours * HOUR)) for name, hours in at.items()}
    return Course(status=ProposalStatus.SENT, proposed_at=THEN, **moments)


@given(found=st.lists(courses()), moved=st.lists(paid))
def test_the_whole_is_the_sum_of_its_days(found: list[Course], moved: list[Paid]) -> None:
    days, funnel = days_of(Results(found, moved)), funnel_of(found)
    spend = spend_of(make_campaign(), moved)

    assert {name: sum(getattr(day, name) for day in days) for name in STEPS} == {
        name: getattr(funnel, name) for name in STEPS
    }
    for name in ("agreed", "released", "refunded"):
        assert sum(getattr(day, name) for day in days) == getattr(spend, name).minor
    ends = (funnel.accepted, funnel.declined, funnel.withdrawn, funnel.expired, funnel.open)
    assert sum(ends) == funnel.proposed == len(found)
    assert spend.reserved + spend.released + spend.refunded == spend.agreed


@given(found=st.lists(courses(), min_size=1), moved=st.lists(paid))
def test_no_day_is_left_out_from_the_first_to_the_last(found: list[Course], moved: list[Paid]) -> None:
    days = [one.at for one in days_of(Results(found, moved))]
    assert days == list(range(days[0], days[-1] + 1, DAY))
    assert days[0] <= midnight(min(one.proposed_at for one in found))
    assert is_gapless(days)


def test_over_very_many_days_those_alone_are_told_on_which_something_happened() -> None:
    last = 24 * (MOST_DAYS - 1)
    within, beyond = (days_of(Results([course(answered=hours)], [])) for hours in (last, last + 24))
    assert (len(within), is_gapless([one.at for one in within])) == (MOST_DAYS, True)
    assert [(one.proposed, one.answered) for one in beyond] == [(1, 0), (0, 1)]
    assert not is_gapless([one.at for one in beyond])


def test_of_nothing_there_are_no_days() -> None:
    assert (days_of(Results([], [])), is_gapless([]), funnel_of([]).proposed) == ([], True, 0)


def test_a_day_begins_at_midnight_of_utc() -> None:
    begins = midnight(THEN)
    early, late = (replace(course(), proposed_at=Moment(at)) for at in (begins - 1, begins))
    assert [one.at for one in days_of(Results([early, late], []))] == [begins - DAY, begins]


def test_hours_are_told_to_hundredths_of_those_who_took_both_steps() -> None:
    found = [course(answered=1), course(answered=2.004), course(answered=100), course(), course(accepted=7)]
    assert median_hours(found, begun="proposed_at", ended="answered_at") == 2.0
    assert median_hours(found[:2], begun="proposed_at", ended="answered_at") == 1.5
    assert median_hours(found, begun="accepted_at", ended="published_at") is None


def test_a_clock_that_was_set_back_makes_no_negative_hours() -> None:
    assert hours(THEN, THEN - HOUR) == 0
    assert (hours(None, THEN), hours(THEN, None)) == (None, None)


def test_what_is_left_is_what_proposals_may_still_cost_whatever_came_back() -> None:
    campaign = make_campaign(budget=Money(1_000, "EUR"), budget_accepted=Money(300, "EUR"))
    moved = [Paid(THEN, PaymentAction.RESERVE, 300), Paid(THEN, PaymentAction.REFUND, 100)]
    spend = spend_of(campaign, moved)
    assert (spend.agreed.minor, spend.refunded.minor, spend.reserved.minor, spend.left.minor) == (300, 100, 200, 700)
