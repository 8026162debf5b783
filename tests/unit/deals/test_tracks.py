"""Do the deliverables say together how far the work is, and what is due next?"""

from __future__ import annotations

import pytest

from marketplace.deals.campaign import Deliverable, Kind, Moment
from marketplace.deals.collaboration import Cancellation, Part, Piece, Standing, Work
from marketplace.deals.sides import Side
from tests.deal_records import THEN, make_collaboration

N, S, R, A, P = Part.OPEN, Part.SUBMITTED, Part.REVISION_REQUESTED, Part.APPROVED, Part.PUBLISHED
WISH = Cancellation(
    requested_by=Side.BRAND, reason="r", requested_at=THEN, consent_by=Moment(THEN + 7), refund_share="1"
)


@pytest.mark.parametrize(
    ("parts", "work"),
    [
        ((N,), Work.NOT_STARTED),
        ((N, N), Work.NOT_STARTED),
        ((S,), Work.SUBMITTED),
        ((N, S, R, A, P), Work.SUBMITTED),
        ((N, R, A), Work.REVISION_REQUESTED),
        ((N, A), Work.IN_PROGRESS),
        ((N, P), Work.IN_PROGRESS),
        ((A,), Work.APPROVED),
        ((A, P), Work.APPROVED),
        ((P, P), Work.PUBLISHED),
    ],
)
def test_the_work_is_as_far_as_what_is_to_be_done_next(parts: tuple[Part, ...], work: Work) -> None:
    assert make_collaboration(*parts).work_track is work


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("standing", [Standing.DISPUTED, Standing.COMPLETED, Standing.CANCELLED])
def test_what_is_settled_as_a_whole_is_so_whatever_its_deliverables_are(standing: Standing, part: Part) -> None:
    collaboration = make_collaboration(part, standing=standing, cancellation=WISH)
    assert (collaboration.work_track, collaboration.deadline_at) == (Work(standing.value), None)


def piece(n: int, status: Part, *, due: int | None = None, approve: int | None = None) -> Piece:
    due_at = None if due is None else Moment(due)
    approve_by = None if approve is None else Moment(approve)
    return Piece(n=n, asked=Deliverable(n=n, kind=Kind.VIDEO, due_at=due_at), status=status, approve_by=approve_by)


@pytest.mark.parametrize(
    ("pieces", "deadline"),
    [
        ([piece(1, N)], None),
        ([piece(1, N, due=5)], 5),
        ([piece(1, R, due=5)], 5),
        ([piece(1, S, due=5, approve=9)], 9),
        ([piece(1, S, due=5)], None),
        ([piece(1, A, due=5), piece(2, P, due=4)], None),
        ([piece(1, N, due=8), piece(2, S, approve=7), piece(3, N, due=6), piece(4, N)], 6),
    ],
)
def test_the_deadline_is_the_first_thing_that_is_due(pieces: list[Piece], deadline: int | None) -> None:
    assert make_collaboration(pieces=tuple(pieces)).deadline_at == deadline


@pytest.mark.parametrize("standing", [Standing.BRAND_WANTS_OUT, Standing.CREATOR_WANTS_OUT])
def test_while_somebody_wants_out_it_is_when_silence_is_consent(standing: Standing) -> None:
    pieces = (piece(1, N, due=THEN),)
    assert make_collaboration(pieces=pieces, standing=standing, cancellation=WISH).deadline_at == THEN + 7
