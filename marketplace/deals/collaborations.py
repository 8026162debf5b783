"""What is done with a collaboration as a whole? Ended by consent, argued about, completed; each is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from marketplace.accounts.caller import Caller
from marketplace.deals.access import check_expected, own_collaboration, seen_page
from marketplace.deals.asking import Wanted
from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Cancellation, Collaboration, Dispute, Part, Piece, Standing
from marketplace.deals.moving import Moving
from marketplace.deals.ports import Deals
from marketplace.deals.settling import NONE, payment_events, refund_share, settled
from marketplace.deals.shown import allowed_collaboration
from marketplace.deals.sides import actor_of, side_of
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.terms import deadline
from marketplace.deals.tracks import COLLABORATIONS
from marketplace.deals.values import MAX_REASON, check_text
from marketplace.errors import InvalidInput, Problem

CONSENT_HOURS = 72
"""Silence for so long is consent to end a collaboration (domain.md)."""


class Outcome(StrEnum):
    """How an operator ends a dispute."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RESUMED = "resumed"


Changed = Callable[[Collaboration], Collaboration]


class CollaborationService:
    """The collaborations; everything raises NotFound for another's, Forbidden, Conflict, Stale, StoreUnavailable."""

    def __init__(self, records: Deals, steps: Steps, *, moving: Moving) -> None:
        self._records = records
        self._steps = steps
        self._moving = moving

    def get(self, collaboration_id: str, *, by: Caller) -> Collaboration:
        """A collaboration."""
        with self._records.reading() as records:
            return own_collaboration(records, collaboration_id, by=by)

    def page(self, wanted: Wanted, *, by: Caller) -> Sequence[Collaboration]:
        """A page of those that the caller may see; raises InvalidInput."""
        with self._records.reading() as records:
            return records.collaborations.page(seen_page(wanted, by=by))

    def cancel(self, collaboration_id: str, reason: str, *, expected: int | None, by: Caller) -> Collaboration:
        """Want out, of which the other side has three days to think; raises InvalidInput."""
        check_text("reason", reason, most=MAX_REASON)

        def wanted(before: Collaboration) -> Collaboration:
            now = self._steps.now
            wish = Cancellation(
                requested_by=side_of(by),
                reason=reason,
                requested_at=now,
                consent_by=deadline(CONSENT_HOURS, now=now),
                refund_share=f"{refund_share(before, ended_by=side_of(by), now=now):f}",
            )
            return replace(before, cancellation=wish)

        return self._step(collaboration_id, "cancel", changed=wanted, expected=expected, by=by)

    def confirm_cancel(self, collaboration_id: str, *, expected: int | None, by: Caller) -> Collaboration:
        """Consent to the end; the money goes where it belongs by how far the work was when it was asked for."""

        def ended(before: Collaboration) -> Collaboration:
            assert before.cancellation
            return settled(before, share=Decimal(before.cancellation.refund_share))

        return self._step(collaboration_id, "confirm-cancel", changed=ended, expected=expected, by=by)

    def reject_cancel(self, collaboration_id: str, *, expected: int | None, by: Caller) -> Collaboration:
        """Refuse the end: the work goes on."""
        return self._step(
            collaboration_id,
            "reject-cancel",
            changed=lambda before: _resumed(before, pauses=[before.cancellation], now=self._steps.now),
            expected=expected,
            by=by,
        )

    def dispute(self, collaboration_id: str, reason: str, *, expected: int | None, by: Caller) -> Collaboration:
        """Let an operator decide; raises InvalidInput."""
        check_text("reason", reason, most=MAX_REASON)
        return self._step(
            collaboration_id,
            "dispute",
            changed=lambda before: replace(
                before, dispute=Dispute(opened_by=side_of(by), reason=reason, opened_at=self._steps.now)
            ),
            expected=expected,
            by=by,
        )

    def resolve(
        self,
        collaboration_id: str,
        outcome: Outcome,
        *,
        refund: Decimal | None,
        expected: int | None,
        by: Caller,
    ) -> Collaboration:
        """Decide a dispute: the work goes on, or ends with a share of the money back; raises InvalidInput."""
        share = _checked_share(outcome, refund)

        def decided(before: Collaboration) -> Collaboration:
            assert before.dispute
            told = None if outcome is Outcome.RESUMED else f"{share:f}"
            dispute = replace(before.dispute, outcome=outcome.value, refund_share=told, resolved_at=self._steps.now)
            after = replace(before, dispute=dispute)
            if outcome is Outcome.RESUMED:
                return _resumed(after, pauses=[before.cancellation, before.dispute], now=self._steps.now)
            return replace(settled(after, share=share), standing=Standing(outcome.value))

        return self._step(collaboration_id, "resolve", changed=decided, expected=expected, by=by)

    def complete(self, collaboration_id: str, *, expected: int | None, by: Caller) -> Collaboration:
        """Be content with what is published: the creator is paid."""
        return self._step(
            collaboration_id,
            "complete",
            changed=lambda before: settled(before, share=NONE),
            expected=expected,
            by=by,
        )

    def _step(
        self, collaboration_id: str, action: str, *, changed: Changed, expected: int | None, by: Caller
    ) -> Collaboration:
        with self._records.writing() as records:
            before = own_collaboration(records, collaboration_id, by=by)
            allowed = allowed_collaboration(before, side=side_of(by))
            step = COLLABORATIONS.step(before.standing, action, side=side_of(by), allowed=allowed)
            check_expected(before, expected)
            after = changed(before)
            if action != "resolve":  # there the operator says what follows
                after = replace(after, standing=step.after)
            after = self._steps.take(records, before, after=after, action=action, by=actor_of(by))
            self._moving.follow(records, before, after=after)
            events = (step.event, *payment_events(before.payment_track, after.payment_track))
            self._steps.tell(records, *(Happening(event, after, actor_of(by)) for event in events))
            return after


def _checked_share(outcome: Outcome, refund: Decimal | None) -> Decimal:
    """The share of the money that goes back to the brand; raises InvalidInput."""
    if outcome is Outcome.RESUMED and refund is not None:
        raise InvalidInput(Problem("refund_share", "can't be there when the work goes on: leave it out"))
    if outcome is Outcome.CANCELLED and refund is None:
        raise InvalidInput(Problem("refund_share", "is required when it is cancelled: 0 to 1"))
    share = NONE if refund is None else refund
    if not 0 <= share <= 1:
        raise InvalidInput(Problem("refund_share", "must be 0 to 1"))
    return share


def _resumed(
    collaboration: Collaboration, *, pauses: Sequence[Cancellation | Dispute | None], now: Moment
) -> Collaboration:
    """The collaboration as both work on it again: what waits for approval has the time that it rested on top."""
    begun = min(_begun(one) for one in pauses if one)
    pieces = tuple(_later(one, begun=begun, pause=now - begun) for one in collaboration.pieces)
    whole = all(one.status is Part.PUBLISHED for one in pieces)
    standing = Standing.PUBLISHED if whole else Standing.UNDER_WAY
    return replace(collaboration, pieces=pieces, cancellation=None, standing=standing)


def _begun(pause: Cancellation | Dispute) -> Moment:
    return pause.requested_at if isinstance(pause, Cancellation) else pause.opened_at


def _later(piece: Piece, *, begun: Moment, pause: int) -> Piece:
    """A deliverable with so much more time for what waits: nobody could do it meanwhile. What was late stays late."""
    if piece.approve_by is not None:
        return replace(piece, approve_by=Moment(piece.approve_by + pause))
    due = piece.asked.due_at
    if due is None or due <= begun or piece.status not in (Part.OPEN, Part.REVISION_REQUESTED):
        return piece
    return replace(piece, asked=replace(piece.asked, due_at=Moment(due + pause)))
