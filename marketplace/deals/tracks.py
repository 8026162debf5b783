"""What may be done with a collaboration, by whom? Tables for the whole, for one deliverable, and for the money."""

from __future__ import annotations

from marketplace.deals.collaboration import UNDER_WAY, Part, Paying, Standing
from marketplace.deals.sides import Side
from marketplace.deals.states import Machine, Rule

_BRAND, _CREATOR, _BOTH, _OPERATOR = (Side.BRAND,), (Side.CREATOR,), (Side.BRAND, Side.CREATOR), (Side.OPERATOR,)
_TIME = (Side.SYSTEM,)
WORK = "work on"
"""What every action on a deliverable is to the whole: it rests while somebody wants out, and in a dispute."""

_ASKED = (Standing.BRAND_WANTS_OUT, Standing.CREATOR_WANTS_OUT)
_LIVE = (Standing.UNDER_WAY, Standing.PUBLISHED, *_ASKED)

COLLABORATIONS: Machine[Standing] = Machine(
    "the collaboration",
    (
        Rule((Standing.UNDER_WAY,), WORK, (*_BOTH, *_TIME), None, ""),
        Rule((Standing.UNDER_WAY,), "cancel", _BRAND, Standing.BRAND_WANTS_OUT, "collaboration.cancel_requested"),
        Rule((Standing.UNDER_WAY,), "cancel", _CREATOR, Standing.CREATOR_WANTS_OUT, "collaboration.cancel_requested"),
        Rule((Standing.CREATOR_WANTS_OUT,), "confirm-cancel", _BRAND, Standing.CANCELLED, "collaboration.cancelled"),
        Rule((Standing.BRAND_WANTS_OUT,), "confirm-cancel", _CREATOR, Standing.CANCELLED, "collaboration.cancelled"),
        Rule(_ASKED, "confirm-cancel", _TIME, Standing.CANCELLED, "collaboration.cancelled"),
        Rule(
            (Standing.CREATOR_WANTS_OUT,),
            "reject-cancel",
            _BRAND,
            Standing.UNDER_WAY,
            "collaboration.cancel_rejected",
        ),
        Rule(
            (Standing.BRAND_WANTS_OUT,),
            "reject-cancel",
            _CREATOR,
            Standing.UNDER_WAY,
            "collaboration.cancel_rejected",
        ),
        Rule(UNDER_WAY, "leave", _TIME, Standing.CANCELLED, "collaboration.cancelled"),
        Rule(_LIVE, "dispute", _BOTH, Standing.DISPUTED, "collaboration.disputed"),
        Rule((Standing.DISPUTED,), "resolve", _OPERATOR, None, "collaboration.resolved"),
        Rule((Standing.PUBLISHED,), "complete", _BRAND, Standing.COMPLETED, "collaboration.completed"),
    ),
    said={
        Standing.BRAND_WANTS_OUT: "waiting for the creator's word on its end",
        Standing.CREATOR_WANTS_OUT: "waiting for the brand's word on its end",
    },
)
"""Published is what becomes of a collaboration whose last deliverable is; how a dispute ends the operator says."""

DELIVERABLES: Machine[Part] = Machine(
    "the deliverable",
    (
        Rule((Part.OPEN, Part.REVISION_REQUESTED), "submit", _CREATOR, Part.SUBMITTED, "deliverable.submitted"),
        Rule((Part.SUBMITTED,), "approve", _BRAND, Part.APPROVED, "deliverable.approved"),
        Rule((Part.SUBMITTED,), "approve", _TIME, Part.APPROVED, "deliverable.approved"),
        Rule(
            (Part.SUBMITTED,),
            "request-revision",
            _BRAND,
            Part.REVISION_REQUESTED,
            "deliverable.revision_requested",
        ),
        Rule((Part.APPROVED,), "publish", _CREATOR, Part.PUBLISHED, "deliverable.published"),
    ),
)

PAYMENTS: Machine[Paying] = Machine(
    "the payment",
    (
        Rule((Paying.NONE,), "reserve", _TIME, Paying.RESERVED, "payment.reserved"),
        Rule((Paying.RESERVED,), "release", _TIME, Paying.RELEASED, "payment.released"),
        Rule((Paying.RESERVED,), "refund", _TIME, Paying.REFUNDED, "payment.refunded"),
        Rule((Paying.RESERVED,), "refund-part", _TIME, Paying.PARTLY_REFUNDED, "payment.refunded"),
    ),
)
"""Nobody does any of it by itself: it follows what is done with the collaboration."""
