"""Is each deliverable shown, revised, approved and published in its turn?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Collaboration, Part, Revision, Submission, Work
from marketplace.deals.deliverables import Which
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Stale
from tests.bargains import DAY, STORY, URL, VIDEO, Bargain
from tests.deal_records import THEN

FORTNIGHT = Moment(THEN + 14 * DAY * 1_000_000)


def revise(bargain: Bargain, one: Collaboration, note: str = "louder") -> Collaboration:
    """Have the first deliverable changed."""
    return bargain.deals.deliverables.request_revision(Which(one.id, 1), note, by=bargain.brand)


def test_what_is_shown_waits_a_fortnight_for_an_answer(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    shown = bargain.deals.deliverables.submit(Which(begun.id, 1, 1), URL, note="v1 — ok?", by=bargain.creator)
    (piece,) = shown.pieces
    assert (piece.status, piece.approve_by) == (Part.SUBMITTED, FORTNIGHT)
    assert piece.submissions == (Submission(url=URL, note="v1 — ok?", at=THEN),)
    assert (shown.work_track, shown.deadline_at, shown.version) == (Work.SUBMITTED, FORTNIGHT, 2)
    assert bargain.deals.collaborations.get(begun.id, by=bargain.brand) == shown
    step = bargain.history(begun.id)[-1]
    assert (step.action, step.version) == ("submit", 2)
    assert {one.field for one in step.changes} >= {"deliverables.1.status", "deliverables.1.submissions", "work_track"}
    assert bargain.gazette.types[-1] == "deliverable.submitted"


def test_two_revisions_are_asked_for_and_no_third(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    for note in ("louder", "longer"):
        bargain.submit(begun)
        asked = revise(bargain, begun, note)
        assert (asked.work_track, asked.pieces[0].approve_by) == (Work.REVISION_REQUESTED, None)
    third = bargain.submit(begun)
    (piece,) = third.pieces
    assert piece.revisions == (Revision(note="louder", at=THEN), Revision(note="longer", at=THEN))
    assert len(piece.submissions) == 3
    with pytest.raises(Conflict, match="the deliverable was revised 2 times already: approve it, or dispute") as no:
        revise(bargain, begun)
    assert no.value.allowed == ("cancel", "dispute", "approve")
    assert bargain.deals.collaborations.get(begun.id, by=bargain.brand) == third
    assert bargain.deals.deliverables.approve(Which(begun.id, 1), by=bargain.brand).work_track is Work.APPROVED


def test_what_is_approved_is_published_and_waits_for_nothing(bargain: Bargain) -> None:
    begun = bargain.submit(bargain.collaboration())
    approved = bargain.deals.deliverables.approve(Which(begun.id, 1, 2), by=bargain.brand)
    assert (approved.pieces[0].approve_by, approved.deadline_at) == (None, None)
    published = bargain.deals.deliverables.publish(Which(begun.id, 1, 3), URL, by=bargain.creator)
    assert (published.work_track, published.version) == (Work.PUBLISHED, 4)
    assert published.pieces[0].publication_url == URL
    assert bargain.gazette.types[-3:] == ["deliverable.submitted", "deliverable.approved", "deliverable.published"]
    with pytest.raises(Conflict, match="the collaboration is published: you can dispute it"):
        bargain.deals.deliverables.publish(Which(begun.id, 1), URL, by=bargain.creator)


def test_all_is_published_when_the_last_one_is(bargain: Bargain) -> None:
    one = bargain.collaboration(bargain.campaign(deliverables=(VIDEO, STORY)))
    tracks = []
    for n in (2, 1):
        which = Which(one.id, n)
        tracks.append(bargain.submit(one, n).work_track)
        tracks.append(bargain.deals.deliverables.approve(which, by=bargain.brand).work_track)
        tracks.append(bargain.deals.deliverables.publish(which, URL, by=bargain.creator).work_track)
        with pytest.raises(Conflict):
            bargain.submit(one, n)
    assert tracks == ["submitted", "in_progress", "in_progress", "submitted", "approved", "published"]
    with pytest.raises(NotFound, match="the collaboration has no deliverable 3"):
        bargain.submit(one, 3)


def test_each_step_is_refused_out_of_its_turn_and_names_what_is_legal(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    which, service = Which(begun.id, 1), bargain.deals.deliverables
    for act, legal in (
        (lambda: service.approve(which, by=bargain.brand), ()),
        (lambda: service.request_revision(which, "x", by=bargain.brand), ()),
        (lambda: service.publish(which, URL, by=bargain.creator), ("submit",)),
    ):
        with pytest.raises(Conflict, match="the deliverable is open") as refused:
            act()
        assert refused.value.allowed == legal
    bargain.submit(begun)
    with pytest.raises(Conflict, match="the deliverable is submitted") as refused:
        bargain.submit(begun)
    assert refused.value.allowed == ()
    assert bargain.deals.collaborations.get(begun.id, by=bargain.brand).version == 2


def test_the_wrong_side_is_forbidden_in_any_state(bargain: Bargain) -> None:
    one = bargain.submit(bargain.collaboration())
    bargain.deals.collaborations.dispute(one.id, "r", expected=None, by=bargain.brand)
    which, service = Which(one.id, 1), bargain.deals.deliverables
    for act, side in (
        (lambda by: service.submit(which, URL, note=None, by=by), "creator can submit"),
        (lambda by: service.publish(which, URL, by=by), "creator can publish"),
        (lambda by: service.approve(which, by=by), "brand can approve"),
        (lambda by: service.request_revision(which, "x", by=by), "brand can request-revision"),
    ):
        for by in {bargain.brand.key.id: bargain.brand, "o": bargain.operator, "c": bargain.creator}.values():
            if not side.startswith(str(by.account.role)):
                with pytest.raises(Forbidden, match=f"{side} the deliverable, not the {by.account.role}"):
                    act(by)


def test_at_rest_no_step_of_a_deliverable_is_called_legal(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    bargain.cancel(begun, by=bargain.brand)
    with pytest.raises(Conflict, match="the collaboration is waiting for the creator's word") as refused:
        bargain.deals.deliverables.publish(Which(begun.id, 1), URL, by=bargain.creator)
    assert refused.value.allowed == ("confirm-cancel", "reject-cancel", "dispute")


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("submit", {"url": "http://example.com/", "note": None}, "url: must be a link"),
    ("submit", {"url": "javascript:alert(1)", "note": None}, "url: must be a link"),
    ("submit", {"url": URL, "note": ""}, "note: is empty"),
    ("submit", {"url": URL, "note": "n" * 2_001}, "note: has 2001"),
    ("submit", {"url": URL, "note": "a\0"}, "note: has a NUL"),
    ("publish", {"url": "https://user@example.com/"}, "url: must be a link without a user"),
    ("request_revision", {"note": " "}, "note: is empty"),
    ("request_revision", {"note": "n" * 2_001}, "note: has 2001"),
]


def test_what_is_wrong_is_refused_and_changes_nothing(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    for name, given, reason in WRONG:
        by = bargain.brand if name == "request_revision" else bargain.creator
        with pytest.raises(InvalidInput, match=reason):
            getattr(bargain.deals.deliverables, name)(Which(begun.id, 1), **given, by=by)
    with pytest.raises(Stale):
        bargain.deals.deliverables.submit(Which(begun.id, 1, 2), URL, note=None, by=bargain.creator)
    assert bargain.deals.collaborations.get(begun.id, by=bargain.brand) == begun


def test_a_missed_deadline_gives_all_back_and_one_that_was_kept_does_not(bargain: Bargain) -> None:
    due = (replace(VIDEO, due_at=Moment(THEN + DAY * 1_000_000)),)
    late, kept = bargain.collaboration(deliverables=due), bargain.collaboration(deliverables=due)
    assert late.deadline_at == THEN + DAY * 1_000_000
    bargain.submit(kept)
    bargain.time.passes(DAY + 1)
    shares = [bargain.cancel(one, by=bargain.brand).cancellation for one in (late, kept)]
    assert [one and one.refund_share for one in shares] == ["1", "0.9"]
