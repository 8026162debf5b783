"""Is a collaboration ended, argued about and paid by the right side, and to the cent?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.roles import Role
from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Collaboration, Paying, Work
from marketplace.deals.collaborations import Outcome
from marketplace.deals.deliverables import Which
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Stale
from tests.bargains import DAY, STORY, URL, VIDEO, Bargain, euros
from tests.deal_records import THEN

SECOND = 1_000_000
CONSENT = 3 * DAY * SECOND
FORTNIGHT = 14 * DAY * SECOND


def test_what_is_published_is_completed_and_paid(bargain: Bargain) -> None:
    other = bargain.collaboration()
    with pytest.raises(Conflict, match="the collaboration is under way: you can cancel or dispute it") as refused:
        bargain.deals.collaborations.complete(other.id, expected=None, by=bargain.brand)
    assert refused.value.allowed == ("cancel", "dispute")
    begun = published = bargain.published()
    with pytest.raises(Forbidden, match="brand can complete the collaboration, not the creator"):
        bargain.deals.collaborations.complete(begun.id, expected=None, by=bargain.creator)
    done = bargain.deals.collaborations.complete(begun.id, expected=published.version, by=bargain.brand)

    assert (done.work_track, done.payment_track, done.version) == (Work.COMPLETED, Paying.RELEASED, 5)
    assert bargain.moved(done.id) == {"reserve": "100.00", "release": "100.00"}
    assert bargain.gazette.types[-2:] == ["collaboration.completed", "payment.released"]
    fields = [one.field for one in bargain.history(begun.id)[-1].changes]
    assert fields == ["payment_track", "work_track", "payment.reserved", "payment.released"]


@pytest.mark.parametrize(("asker", "back"), [("brand", "100.00"), ("creator", "100.00")])
def test_either_side_wants_out_and_the_other_consents(bargain: Bargain, asker: str, back: str) -> None:
    begun = bargain.collaboration()
    mine, theirs = (bargain.brand, bargain.creator) if asker == "brand" else (bargain.creator, bargain.brand)
    asked = bargain.cancel(begun, by=mine)
    assert asked.cancellation
    assert (asked.cancellation.requested_by, asked.cancellation.reason) == (asker, "no time")
    assert asked.deadline_at == asked.cancellation.consent_by == THEN + CONSENT
    assert (asked.work_track, asked.payment_track) == (Work.NOT_STARTED, Paying.RESERVED)
    for act in (bargain.deals.collaborations.confirm_cancel, bargain.deals.collaborations.reject_cancel):
        with pytest.raises(
            Conflict, match=r"the collaboration is waiting for the .* word on its end: you can dispute it"
        ):
            act(begun.id, expected=None, by=mine)

    ended = bargain.deals.collaborations.confirm_cancel(begun.id, expected=asked.version, by=theirs)
    assert (ended.work_track, ended.payment_track, ended.deadline_at) == (Work.CANCELLED, Paying.REFUNDED, None)
    assert bargain.moved(ended.id) == {"reserve": "100.00", "refund": back}
    assert bargain.gazette.types[-3:] == [
        "collaboration.cancel_requested",
        "collaboration.cancelled",
        "payment.refunded",
    ]


@pytest.mark.parametrize(
    ("asker", "far", "money"),
    [
        ("brand", "submitted", {"refund": "90.00", "release": "10.00"}),
        ("brand", "approved", {"release": "100.00"}),
        ("creator", "submitted", {"refund": "100.00"}),
        ("creator", "approved", {"refund": "100.00"}),
    ],
)
def test_how_far_the_work_is_says_what_goes_back(bargain: Bargain, asker: str, far: str, money: dict[str, str]) -> None:
    begun = bargain.collaboration()
    bargain.submit(begun)
    if far == "approved":
        bargain.deals.deliverables.approve(Which(begun.id, 1), by=bargain.brand)
    mine, theirs = (bargain.brand, bargain.creator) if asker == "brand" else (bargain.creator, bargain.brand)
    bargain.cancel(begun, by=mine)
    bargain.time.passes(DAY)
    ended = bargain.deals.collaborations.confirm_cancel(begun.id, expected=None, by=theirs)
    assert bargain.moved(ended.id) == {"reserve": "100.00", **money}


def test_what_goes_back_is_what_it_was_when_the_end_was_asked_for(bargain: Bargain) -> None:
    due = replace(STORY, due_at=Moment(THEN + DAY * SECOND))
    begun = bargain.submit(bargain.collaboration(deliverables=(VIDEO, due)))
    asked = bargain.cancel(begun, by=bargain.brand)
    assert asked.cancellation
    assert asked.cancellation.refund_share == "0.95"
    bargain.time.passes(2 * DAY)  # all would go back now that a deadline is missed
    ended = bargain.deals.collaborations.confirm_cancel(begun.id, expected=None, by=bargain.creator)
    assert bargain.moved(ended.id) == {"reserve": "100.00", "release": "5.00", "refund": "95.00"}


def works(bargain: Bargain, collaboration: Collaboration) -> dict[str, Callable[[], Any]]:
    """All work on the first deliverable."""
    service, which = bargain.deals.deliverables, Which(collaboration.id, 1)
    return {
        "submit": lambda: service.submit(which, URL, note=None, by=bargain.creator),
        "approve": lambda: service.approve(which, by=bargain.brand),
        "request-revision": lambda: service.request_revision(which, "x", by=bargain.brand),
        "publish": lambda: service.publish(which, URL, by=bargain.creator),
    }


@pytest.mark.parametrize("rest", ["brand", "creator", "dispute"])
def test_work_rests_while_somebody_wants_out_or_disputes(bargain: Bargain, rest: str) -> None:
    begun = bargain.collaboration()
    bargain.submit(begun)
    if rest == "dispute":
        resting = bargain.deals.collaborations.dispute(begun.id, "late", expected=None, by=bargain.brand)
    else:
        resting = bargain.cancel(begun, by=bargain.brand if rest == "brand" else bargain.creator)
    for act in works(bargain, begun).values():
        with pytest.raises(Conflict, match="the collaboration is"):
            act()
    assert bargain.deals.collaborations.get(begun.id, by=bargain.brand) == resting


@pytest.mark.parametrize("asker", ["brand", "creator"])
def test_a_refused_end_gives_the_time_back_that_work_rested(bargain: Bargain, asker: str) -> None:
    begun = bargain.collaboration()
    submitted = bargain.submit(begun)
    assert submitted.deadline_at == THEN + FORTNIGHT
    bargain.time.passes(DAY)
    mine, theirs = (bargain.brand, bargain.creator) if asker == "brand" else (bargain.creator, bargain.brand)
    bargain.cancel(begun, by=mine)
    bargain.time.passes(2 * DAY)
    back = bargain.deals.collaborations.reject_cancel(begun.id, expected=3, by=theirs)

    assert (back.cancellation, back.work_track) == (None, Work.SUBMITTED)
    assert back.deadline_at == THEN + FORTNIGHT + 2 * DAY * SECOND
    assert bargain.moved(back.id) == {"reserve": "100.00"}
    assert bargain.deals.deliverables.approve(Which(begun.id, 1), by=bargain.brand).work_track is Work.APPROVED


def test_each_rest_is_given_back_once_though_no_time_goes_by(bargain: Bargain) -> None:
    begun = bargain.submit(bargain.collaboration())
    bargain.deals.collaborations.dispute(begun.id, "late", expected=None, by=bargain.brand)
    bargain.time.passes(DAY)
    bargain.deals.collaborations.resolve(begun.id, Outcome.RESUMED, refund=None, expected=None, by=bargain.operator)
    bargain.cancel(begun, by=bargain.brand)
    back = bargain.deals.collaborations.reject_cancel(begun.id, expected=None, by=bargain.creator)
    assert back.deadline_at == THEN + FORTNIGHT + DAY * SECOND


def test_a_reason_is_a_text_and_a_stale_version_is_refused(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    for act in (bargain.deals.collaborations.cancel, bargain.deals.collaborations.dispute):
        for reason in ("", "\u200b", "r" * 2_001, "a\0b"):
            with pytest.raises(InvalidInput, match="reason: "):
                act(begun.id, reason, expected=None, by=bargain.brand)
        with pytest.raises(Stale):
            act(begun.id, "r", expected=2, by=bargain.brand)
    assert bargain.deals.collaborations.get(begun.id, by=bargain.brand) == begun


def test_a_collaboration_of_others_is_not_there(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    stranger, other = bargain.office.caller(), bargain.office.caller(Role.CREATOR, creator_id="c2")
    for by in (stranger, other):
        for act in (
            lambda by=by: bargain.deals.collaborations.get(begun.id, by=by),
            lambda by=by: bargain.cancel(begun, by=by),
            lambda by=by: bargain.deals.deliverables.approve(Which(begun.id, 1), by=by),
        ):
            with pytest.raises(NotFound, match=f"there is no collaboration {begun.id}"):
                act()
    with pytest.raises(Forbidden, match="not the operator"):
        bargain.cancel(begun, by=bargain.operator)
    assert bargain.deals.campaigns.get(begun.campaign_id, by=bargain.brand).budget_accepted == euros(100)
