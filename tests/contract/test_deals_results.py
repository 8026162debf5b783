"""Are the results of a campaign, and of each collaboration, what was done with its proposals, on both databases?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role
from marketplace.deals.collaborations import Outcome
from marketplace.deals.deliverables import Which
from marketplace.deals.results import Course, Results, days_of, funnel_of, median_hours, spend_of
from marketplace.errors import Forbidden, NotFound
from tests.bargains import DAY, HOUR, STORY, URL, VIDEO, Bargain, euros

HOUR_US = HOUR * 1_000_000


def report(bargain: Bargain, campaign_id: str) -> Results:
    return bargain.deals.reports.of_campaign(campaign_id, by=bargain.brand)[1]


def course(bargain: Bargain, collaboration_id: str) -> Course:
    """The course of one collaboration, as its creator is told."""
    _, results = bargain.deals.reports.of_collaboration(collaboration_id, by=bargain.creator)
    (found,) = results.courses
    return found


def creator(bargain: Bargain, creator_id: str) -> Caller:
    """Another creator."""
    return bargain.office.caller(Role.CREATOR, creator_id=creator_id)


def test_the_funnel_counts_how_far_each_proposal_came(bargain: Bargain) -> None:
    campaign, elsewhere = bargain.campaign(budget=euros(5_000)), bargain.campaign()
    bargain.collaboration(elsewhere)
    creators = [bargain.creator, *(creator(bargain, f"k{n}") for n in range(5))]
    sent, _ = bargain.offer(campaign, "c1", "k0", "k1", "k2", "k3", "k4")
    service = bargain.deals.proposals
    bargain.time.passes(2 * HOUR)
    bargain.accept(sent[0], by=creators[0])
    service.decline(sent[1].id, None, expected=None, by=creators[1])
    service.withdraw(sent[2].id, expected=None, by=bargain.brand)
    bargain.time.passes(2 * HOUR)
    countered = service.counter(sent[3].id, {"price": euros(150)}, expected=None, by=creators[3])
    bargain.accept(countered, by=bargain.brand)
    service.counter(sent[4].id, {"price": euros(150)}, expected=None, by=creators[4])

    results = report(bargain, campaign.id)

    assert vars(funnel_of(results.courses)) == {
        "proposed": 6,
        "answered": 4,
        "accepted": 2,
        "published": 0,
        "completed": 0,
        "declined": 1,
        "withdrawn": 1,
        "expired": 0,
        "open": 2,
    }
    assert median_hours(results.courses, begun="proposed_at", ended="answered_at") == 3.0
    assert median_hours(results.courses, begun="proposed_at", ended="accepted_at") == 3.0
    after = bargain.deals.campaigns.get(campaign.id, by=bargain.brand)
    spend = spend_of(after, results.paid)
    assert (spend.agreed, spend.left, after.budget_accepted) == (euros(250), euros(4_750), euros(250))


def test_money_is_that_of_the_rows_of_payments_by_day(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    done = bargain.collaboration(campaign)
    bargain.publish(done, 1)
    bargain.time.passes(DAY)
    bargain.deals.collaborations.complete(done.id, expected=None, by=bargain.brand)
    (sent,), _ = bargain.offer(campaign, "c2", price=euros(200))
    ended = bargain.accept(sent, by=creator(bargain, "c2")).collaboration_id
    assert ended
    bargain.time.passes(3 * DAY)
    bargain.deals.collaborations.dispute(ended, "late", expected=None, by=bargain.brand)
    bargain.deals.collaborations.resolve(
        ended, Outcome.CANCELLED, refund=Decimal("0.25"), expected=None, by=bargain.operator
    )

    days = days_of(report(bargain, campaign.id))

    assert [(one.agreed, one.released, one.refunded) for one in days] == [
        (100_00, 0, 0),
        (200_00, 100_00, 0),
        (0, 0, 0),
        (0, 0, 0),
        (0, 150_00, 50_00),
    ]
    assert [(one.proposed, one.accepted, one.published, one.completed) for one in days] == [
        (1, 1, 1, 0),
        (1, 1, 0, 1),
        *[(0, 0, 0, 0)] * 3,
    ]


def test_a_collaboration_is_approved_and_published_when_all_of_it_is(bargain: Bargain) -> None:
    begun = bargain.collaboration(bargain.campaign(deliverables=(VIDEO, STORY)))
    at = {"start": bargain.time.now}
    for n, name in ((1, "first"), (2, "second")):
        bargain.time.passes(HOUR)
        at[name] = bargain.time.now
        bargain.submit(begun, n)
        bargain.deals.deliverables.approve(Which(begun.id, n), by=bargain.brand)
        assert (course(bargain, begun.id).approved_at is None) is (n == 1)
    for n in (1, 2):
        bargain.time.passes(HOUR)
        assert course(bargain, begun.id).published_at is None
        bargain.deals.deliverables.publish(Which(begun.id, n), URL, by=bargain.creator)
    bargain.time.passes(HOUR)
    found = course(bargain, begun.id)
    assert (found.accepted_at, found.submitted_at, found.approved_at) == (at["start"], at["first"], at["second"])
    assert (found.published_at, found.completed_at) == (at["second"] + 2 * HOUR_US, None)

    bargain.deals.collaborations.complete(begun.id, expected=None, by=bargain.brand)
    assert course(bargain, begun.id).completed_at == bargain.time.now


def test_what_an_operator_lets_be_completed_is_completed_without_being_published(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    bargain.deals.collaborations.dispute(begun.id, "late", expected=None, by=bargain.brand)
    bargain.time.passes(HOUR)
    bargain.deals.collaborations.resolve(begun.id, Outcome.COMPLETED, refund=None, expected=None, by=bargain.operator)
    found = course(bargain, begun.id)
    assert (found.published_at, found.completed_at) == (None, bargain.time.now)


def test_results_are_the_affair_of_those_whose_deal_it_is(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    begun, stranger, reports = bargain.collaboration(campaign), bargain.office.caller(), bargain.deals.reports
    for by in (bargain.brand, bargain.operator):
        assert len(reports.of_campaign(campaign.id, by=by)[1].courses) == 1
    with pytest.raises(Forbidden, match="can't read the results of a campaign"):
        reports.of_campaign(campaign.id, by=bargain.creator)
    for of, record in ((reports.of_campaign, campaign), (reports.of_collaboration, begun)):
        with pytest.raises(NotFound):
            of(record.id, by=stranger)
    for by in (bargain.brand, bargain.creator, bargain.operator):
        assert reports.of_collaboration(begun.id, by=by)[0] == begun


def test_a_campaign_without_proposals_has_empty_results(bargain: Bargain) -> None:
    assert report(bargain, bargain.campaign().id) == Results([], [])
