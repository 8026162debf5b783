"""What is done with the deliverables of a collaboration? Submitted, revised, approved, published, one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from marketplace.accounts.caller import Caller
from marketplace.deals.access import check_expected, own_collaboration
from marketplace.deals.collaboration import MAX_REVISIONS, Collaboration, Part, Piece, Revision, Submission
from marketplace.deals.pieces import with_piece
from marketplace.deals.ports import Deals
from marketplace.deals.shown import allowed_collaboration, allowed_piece
from marketplace.deals.sides import Side, actor_of, side_of
from marketplace.deals.states import Step
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.terms import deadline
from marketplace.deals.tracks import COLLABORATIONS, DELIVERABLES, WORK
from marketplace.deals.values import MAX_NOTES, check_text, check_url
from marketplace.errors import Conflict, NotFound

APPROVAL_HOURS = 14 * 24
"""A submission without an answer is approved after 14 days (domain.md)."""

Changed = Callable[[Piece], Piece]


@dataclass(frozen=True)
class Which:
    """A deliverable of a collaboration by its number, and the version of the collaboration that is meant."""

    collaboration_id: str
    n: int
    expected: int | None = None


class DeliverableService:
    """The deliverables; everything raises NotFound for another's, Forbidden, Conflict, Stale, StoreUnavailable."""

    def __init__(self, records: Deals, steps: Steps) -> None:
        self._records = records
        self._steps = steps

    def submit(self, which: Which, url: str, *, note: str | None, by: Caller) -> Collaboration:
        """Show it to be approved, within 14 days; raises InvalidInput."""
        check_url("url", url)
        check_text("note", note, most=MAX_NOTES)
        now = self._steps.now

        def submitted(piece: Piece) -> Piece:
            submission = Submission(url=url, note=note, at=now)
            approve_by = deadline(APPROVAL_HOURS, now=now)
            return replace(piece, submissions=(*piece.submissions, submission), approve_by=approve_by)

        return self._step(which, "submit", changed=submitted, by=by)

    def approve(self, which: Which, *, by: Caller) -> Collaboration:
        """Let it be published."""
        return self._step(which, "approve", changed=lambda piece: replace(piece, approve_by=None), by=by)

    def request_revision(self, which: Which, note: str, *, by: Caller) -> Collaboration:
        """Have it changed, twice at most; raises InvalidInput."""
        check_text("note", note, most=MAX_NOTES)

        def revised(piece: Piece) -> Piece:
            revision = Revision(note=note, at=self._steps.now)
            return replace(piece, revisions=(*piece.revisions, revision), approve_by=None)

        return self._step(which, "request-revision", changed=revised, by=by)

    def publish(self, which: Which, url: str, *, by: Caller) -> Collaboration:
        """Say where it is published; raises InvalidInput."""
        check_url("url", url)
        return self._step(which, "publish", changed=lambda piece: replace(piece, publication_url=url), by=by)

    def _step(self, which: Which, action: str, *, changed: Changed, by: Caller) -> Collaboration:
        side = side_of(by)
        with self._records.writing() as records:
            before = own_collaboration(records, which.collaboration_id, by=by)
            piece = next((one for one in before.pieces if one.n == which.n), None)
            if piece is None:
                raise NotFound(f"the collaboration has no deliverable {which.n}")
            step = _step_of(before, piece, action=action, side=side)
            check_expected(before, which.expected)
            after = with_piece(before, replace(changed(piece), status=step.after))
            after = self._steps.take(records, before, after=after, action=action, by=actor_of(by))
            self._steps.tell(records, Happening(step.event, after, actor_of(by), n=piece.n))
            return after


def _step_of(collaboration: Collaboration, piece: Piece, *, action: str, side: Side) -> Step[Part]:
    """What follows for a deliverable; raises Forbidden and Conflict."""
    DELIVERABLES.check_side(action, side)
    whole = allowed_collaboration(collaboration, side=side)
    COLLABORATIONS.step(collaboration.standing, WORK, side=side, allowed=whole)
    allowed = allowed_piece(collaboration, piece, side=side)
    step = DELIVERABLES.step(piece.status, action, side=side, allowed=allowed)
    if action not in allowed:
        text = f"the deliverable was revised {MAX_REVISIONS} times already: approve it, or dispute"
        raise Conflict(text, allowed=whole)
    return step
