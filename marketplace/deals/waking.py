"""When does a deal need time to act? At its deadlines, and some time before each, to remind who is to do something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from marketplace.creators.times import MICROSECONDS
from marketplace.deals.asking import NEVER
from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Collaboration, Part, Piece, Standing
from marketplace.deals.proposal import OPEN, Proposal

HOUR = 3_600 * MICROSECONDS
ANSWER_HOURS, CONSENT_HOURS, DUE_HOURS, APPROVAL_HOURS = 24, 24, 48, 72
"""How long before a deadline somebody is reminded of it; of an answer at half of the time, where that is less."""


class Call(StrEnum):
    """What is to be done; the first three are actions of the tables, reminders are letters."""

    EXPIRE = "expire"
    APPROVE = "approve"
    CONSENT = "confirm-cancel"
    TELL_OVERDUE = "tell overdue"
    REMIND_ANSWER = "remind.answer"
    REMIND_DUE = "remind.due"
    REMIND_APPROVAL = "remind.approval"
    REMIND_CONSENT = "remind.consent"


REMINDERS = (Call.REMIND_ANSWER, Call.REMIND_DUE, Call.REMIND_APPROVAL, Call.REMIND_CONSENT)


@dataclass(frozen=True)
class Wake:
    """What is to be done at a moment; `n` is the deliverable that it is about."""

    at: Moment
    call: Call
    n: int | None = None


def wakes_of(record: Proposal | Collaboration) -> Iterator[Wake]:
    """All that is to be done by time and is not done yet; what was told once (`woken_at`) is not told again."""
    found = _of_proposal(record) if isinstance(record, Proposal) else _of_collaboration(record)
    return (one for one in found if one.at > record.woken_at or one.call in _ACTIONS)


def wake_at(record: Proposal | Collaboration) -> Moment:
    """When time has to act next; NEVER when it has not to."""
    return min((one.at for one in wakes_of(record)), default=Moment(NEVER))


_ACTIONS = (Call.EXPIRE, Call.APPROVE, Call.CONSENT)
"""After these the record is in another state: whoever does them twice finds nothing to do."""


def _of_proposal(proposal: Proposal) -> Iterator[Wake]:
    if proposal.status not in OPEN or proposal.deadline_at is None:
        return
    before = min(ANSWER_HOURS * HOUR, proposal.response_hours * HOUR // 2)
    yield Wake(Moment(proposal.deadline_at - before), Call.REMIND_ANSWER)
    yield Wake(proposal.deadline_at, Call.EXPIRE)


def _of_collaboration(collaboration: Collaboration) -> Iterator[Wake]:
    wish = collaboration.cancellation
    if wish and collaboration.standing in (Standing.BRAND_WANTS_OUT, Standing.CREATOR_WANTS_OUT):
        yield Wake(Moment(wish.consent_by - CONSENT_HOURS * HOUR), Call.REMIND_CONSENT)
        yield Wake(wish.consent_by, Call.CONSENT)
    if collaboration.standing is Standing.UNDER_WAY:
        for piece in collaboration.pieces:
            yield from _of_piece(piece)


def _of_piece(piece: Piece) -> Iterator[Wake]:
    if piece.status is Part.SUBMITTED and piece.approve_by is not None:
        yield Wake(Moment(piece.approve_by - APPROVAL_HOURS * HOUR), Call.REMIND_APPROVAL, piece.n)
        yield Wake(piece.approve_by, Call.APPROVE, piece.n)
    due = piece.asked.due_at
    if due is not None and piece.status in (Part.OPEN, Part.REVISION_REQUESTED):
        yield Wake(Moment(due - DUE_HOURS * HOUR), Call.REMIND_DUE, piece.n)
    if due is not None and piece.status is Part.OPEN:
        yield Wake(due, Call.TELL_OVERDUE, piece.n)
