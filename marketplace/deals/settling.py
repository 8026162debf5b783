"""Who gets which part of the money? By how far the work is when somebody ends it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from marketplace.deals.amounts import nothing
from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Collaboration, Part, Paying, Payment, Piece
from marketplace.deals.sides import Side
from marketplace.deals.tracks import PAYMENTS

ALL, MOST, NONE = Decimal(1), Decimal("0.9"), Decimal(0)
"""Back to the brand of a deliverable: before content is submitted, after it, once it is approved (domain.md)."""

_SHARES = {
    Part.OPEN: ALL,
    Part.SUBMITTED: MOST,
    Part.REVISION_REQUESTED: MOST,
    Part.APPROVED: NONE,
    Part.PUBLISHED: NONE,
}


def refund_share(collaboration: Collaboration, *, ended_by: Side, now: Moment) -> Decimal:
    """Which share of what was agreed goes back to the brand: the mean of its deliverables', each worth the same.

    All of it where the creator ends it, or has missed a deadline.
    """
    pieces = collaboration.pieces
    if ended_by is Side.CREATOR or any(_is_overdue(one, now=now) for one in pieces):
        return ALL
    return sum((_SHARES[one.status] for one in pieces), Decimal(0)) / len(pieces)


def reserved(collaboration: Collaboration) -> Collaboration:
    """The collaboration with all that was agreed put aside."""
    step = PAYMENTS.step(collaboration.payment_track, "reserve", side=Side.SYSTEM)
    agreed = collaboration.payment.agreed
    payment = replace(collaboration.payment, reserved=agreed)
    return replace(collaboration, payment=payment, payment_track=step.after)


def settled(collaboration: Collaboration, *, share: Decimal) -> Collaboration:
    """The collaboration with a share of what was put aside back at the brand, and the rest with the creator.

    To the minor unit: what one does not get the other does.
    """
    before = collaboration.payment
    refunded = before.reserved.share(share)
    released = before.reserved - refunded
    action = "release" if not refunded.minor else "refund" if not released.minor else "refund-part"
    if not before.reserved.minor:  # of nothing all is paid, or all goes back
        action = "refund" if share == ALL else "release"
    step = PAYMENTS.step(collaboration.payment_track, action, side=Side.SYSTEM)
    payment = Payment(
        agreed=before.agreed,
        reserved=nothing(before.agreed.currency),
        released=released,
        refunded=refunded,
    )
    pieces = tuple(replace(one, approve_by=None) for one in collaboration.pieces)  # nobody waits for it any more
    return replace(collaboration, payment=payment, payment_track=step.after, pieces=pieces)


def payment_events(before: Paying, after: Paying) -> tuple[str, ...]:
    """What is told of the money, when it has moved."""
    if before is after:
        return ()
    events = dict.fromkeys(rule.event for rule in PAYMENTS.rules if before in rule.before and rule.after is after)
    return (*events, "payment.released") if after is Paying.PARTLY_REFUNDED else tuple(events)


def _is_overdue(piece: Piece, *, now: Moment) -> bool:
    due = piece.asked.due_at
    return piece.status is Part.OPEN and due is not None and due < now
