"""What is a collaboration? Accepted terms on their way to paid posts: one track of work, one of money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Deliverable, Moment
from marketplace.deals.proposal import Terms
from marketplace.deals.sides import Side

MAX_REVISIONS = 2
"""Rounds of revision (domain.md); whoever is not content then can dispute it."""


class Work(StrEnum):
    """How far the work is, all of it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    REVISION_REQUESTED = "revision_requested"
    APPROVED = "approved"
    PUBLISHED = "published"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    DISPUTED = "disputed"


class Part(StrEnum):
    """How far one deliverable is."""

    OPEN = "open"
    SUBMITTED = "submitted"
    REVISION_REQUESTED = "revision_requested"
    APPROVED = "approved"
    PUBLISHED = "published"


class Paying(StrEnum):
    """Where the money is."""

    NONE = "none"
    RESERVED = "reserved"
    RELEASED = "released"
    REFUNDED = "refunded"
    PARTLY_REFUNDED = "partly_refunded"


class Standing(StrEnum):
    """What is open between the two sides; the states in which they may part."""

    UNDER_WAY = "under_way"
    """Both work on it."""

    PUBLISHED = "published"
    """All is published, and to be paid."""

    BRAND_WANTS_OUT = "brand_wants_out"
    CREATOR_WANTS_OUT = "creator_wants_out"
    DISPUTED = "disputed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


UNDER_WAY = (Standing.UNDER_WAY, Standing.BRAND_WANTS_OUT, Standing.CREATOR_WANTS_OUT)
"""What can still be ended by who leaves."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What a creator shows to be approved: a link that is never followed here."""

    url: str
    note: str | None = None
    at: Moment


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What is to be changed."""

    note: str
    at: Moment


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A deliverable as it is worked on; what is submitted is approved by silence at `approve_by`."""

    n: int
    asked: Deliverable
    status: Part = Part.OPEN
    submissions: tuple[Submission, ...] = ()
    revisions: tuple[Revision, ...] = ()
    approve_by: Moment | None = None
    publication_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Payment:
    """What was agreed, and where it is; in one currency."""

    agreed: Money
    reserved: Money
    released: Money
    refunded: Money


@dataclass(frozen=True, kw_only=True)
class Cancellation:
    """A side that wants out; silence of the other one until `consent_by` is consent.

    `refund_share` is that of the moment it was asked for, a decimal in 0..1: what is done later does not change it.
    """

    requested_by: Side
    reason: str
    requested_at: Moment
    consent_by: Moment
    refund_share: str


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """What the sides can't settle by themselves, and what an operator decided."""

    opened_by: Side
    reason: str
    opened_at: Moment
    outcome: str | None = None
    refund_share: str | None = None
    resolved_at: Moment | None = None


@dataclass(frozen=True, kw_only=True)
class Collaboration:
    """A collaboration, begun when its proposal was accepted; `woken_at` is up to when time has done what it has to."""

    id: str
    proposal_id: str
    campaign_id: str
    account_id: str
    client_id: str | None = None
    creator_id: str
    terms: Terms
    standing: Standing = Standing.UNDER_WAY
    payment_track: Paying = Paying.NONE
    pieces: tuple[Piece, ...]
    payment: Payment
    cancellation: Cancellation | None = None
    dispute: Dispute | None = None
    woken_at: int = 0
    version: int = 1
    created_at: Moment
    updated_at: Moment

    @property
    def work_track(self) -> Work:
        """How far the work is: what is settled as a whole, else what its deliverables say together."""
        return _SETTLED.get(self.standing) or _work_of({one.status for one in self.pieces})

    @property
    def deadline_at(self) -> Moment | None:
        """The next moment at which something is due or happens by itself."""
        if self.standing in _SETTLED:
            return None
        if self.cancellation and self.standing in (Standing.BRAND_WANTS_OUT, Standing.CREATOR_WANTS_OUT):
            return self.cancellation.consent_by
        return min((due for one in self.pieces if (due := _due(one))), default=None)


_SETTLED = {
    Standing.DISPUTED: Work.DISPUTED,
    Standing.COMPLETED: Work.COMPLETED,
    Standing.CANCELLED: Work.CANCELLED,
}


def _work_of(statuses: set[Part]) -> Work:
    """The one thing that is to be done next, where there is one; else how far all are."""
    for part, work in ((Part.SUBMITTED, Work.SUBMITTED), (Part.REVISION_REQUESTED, Work.REVISION_REQUESTED)):
        if part in statuses:
            return work
    if statuses == {Part.OPEN}:
        return Work.NOT_STARTED
    if Part.OPEN in statuses:
        return Work.IN_PROGRESS
    return Work.PUBLISHED if statuses == {Part.PUBLISHED} else Work.APPROVED


def _due(piece: Piece) -> Moment | None:
    if piece.status is Part.SUBMITTED:
        return piece.approve_by
    return piece.asked.due_at if piece.status in (Part.OPEN, Part.REVISION_REQUESTED) else None
