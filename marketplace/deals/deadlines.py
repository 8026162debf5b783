"""What does time do with deals? It lets proposals expire, silence approve and consent, and reminds before it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from marketplace.deals.collaboration import Collaboration
from marketplace.deals.moving import Moving
from marketplace.deals.pieces import approved_by_silence
from marketplace.deals.ports import DealRecords, Deals, TimedRepository
from marketplace.deals.proposal import PROPOSALS, Proposal
from marketplace.deals.reminding import remind
from marketplace.deals.settling import payment_events, settled
from marketplace.deals.sides import SYSTEM, Side
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.tracks import COLLABORATIONS
from marketplace.deals.waking import Call, Wake, wakes_of

AT_ONCE = 200
R = TypeVar("R", Proposal, Collaboration)
Due = Mapping[str, Sequence[Wake]]
"""What is to be done, by the id of the record."""


class Deadlines:
    """Acts on what is due; several work side by side, each passes over what another one has taken.

    What is done, told and kept of a record is one transaction: what a worker that dies has begun the next one does.
    """

    def __init__(self, records: Deals, steps: Steps, *, moving: Moving) -> None:
        self._records = records
        self._steps = steps
        self._moving = moving

    def work(self) -> int:
        """Do some of what is due; of how many records that was. Raises StoreUnavailable."""
        with self._records.writing() as records:
            proposals = self._of_proposals(records)
        with self._records.writing() as records:
            return proposals + self._of_collaborations(records)

    def _of_proposals(self, records: DealRecords) -> int:
        found, due = self._due(records.proposals)
        ended = [one for one in found if _has(due[one.id], Call.EXPIRE)]
        others = [one for one in found if not _has(due[one.id], Call.EXPIRE)]
        changes = [(one, _expired(one)) for one in ended]
        taken = self._steps.take_all(records, changes, action=Call.EXPIRE, by=SYSTEM)
        self._steps.tell(records, *(Happening("proposal.expired", one, SYSTEM) for one in taken))
        remind(records, others, due=due, at=self._steps.now)
        _rest(records.proposals, others)
        return len(found)

    def _of_collaborations(self, records: DealRecords) -> int:
        found, due = self._due(records.collaborations)
        current = {one.id: one for one in found}
        current |= self._end(records, [one for one in found if _has(due[one.id], Call.CONSENT)])
        while waiting := [one for one in current.values() if _next_approval(one, due[one.id]) is not None]:
            current |= self._approve(records, waiting, due=due)
        late = [(one, wake.n) for one in current.values() for wake in due[one.id] if wake.call is Call.TELL_OVERDUE]
        now = self._steps.now
        self._steps.tell(records, *(Happening("deliverable.overdue", one, SYSTEM, n=n, at=now) for one, n in late))
        remind(records, found, due=due, at=now)
        _rest(records.collaborations, [one for one in found if current[one.id] is one])
        return len(found)

    def _due(self, repository: TimedRepository[R]) -> tuple[Sequence[R], Due]:
        """Records as they are once time has acted on them, but for what it does; and what that is."""
        now = self._steps.now
        taken = repository.due(now, limit=AT_ONCE)
        due = {one.id: [wake for wake in wakes_of(one) if wake.at <= now] for one in taken}
        return [replace(one, woken_at=now) for one in taken], due

    def _end(self, records: DealRecords, agreed: Sequence[Collaboration]) -> Mapping[str, Collaboration]:
        """End those that a side wanted to be ended and the other one said nothing of."""
        changes = [(one, _ended(one)) for one in agreed]
        taken = self._steps.take_all(records, changes, action=Call.CONSENT, by=SYSTEM)
        for before, after in zip(agreed, taken, strict=True):
            self._moving.follow(records, before, after=after)
            events = ("collaboration.cancelled", *payment_events(before.payment_track, after.payment_track))
            self._steps.tell(records, *(Happening(event, after, SYSTEM) for event in events))
        return {one.id: one for one in taken}

    def _approve(
        self, records: DealRecords, waiting: Sequence[Collaboration], *, due: Due
    ) -> Mapping[str, Collaboration]:
        """Approve a deliverable of each."""
        numbers = [_next_approval(one, due[one.id]) or 0 for one in waiting]
        changes = [(one, approved_by_silence(one, n)) for one, n in zip(waiting, numbers, strict=True)]
        taken = self._steps.take_all(records, changes, action=Call.APPROVE, by=SYSTEM)
        told = (Happening("deliverable.approved", one, SYSTEM, n=n) for one, n in zip(taken, numbers, strict=True))
        self._steps.tell(records, *told)
        return {one.id: one for one in taken}


def _has(wakes: Sequence[Wake], call: Call) -> bool:
    return any(one.call is call for one in wakes)


def _next_approval(collaboration: Collaboration, wakes: Sequence[Wake]) -> int | None:
    """The first of the deliverables that silence approves and that is not approved yet."""
    waiting = {one.n for one in collaboration.pieces if one.approve_by is not None}
    return next((one.n for one in wakes if one.call is Call.APPROVE and one.n in waiting), None)


def _expired(proposal: Proposal) -> Proposal:
    step = PROPOSALS.step(proposal.turn, Call.EXPIRE, side=Side.SYSTEM)
    return replace(proposal, turn=step.after, deadline_at=None)


def _ended(collaboration: Collaboration) -> Collaboration:
    assert collaboration.cancellation
    step = COLLABORATIONS.step(collaboration.standing, Call.CONSENT, side=Side.SYSTEM)
    after = settled(collaboration, share=Decimal(collaboration.cancellation.refund_share))
    return replace(after, standing=step.after)


def _rest(repository: TimedRepository[R], records: Sequence[R]) -> None:
    """Keep up to when time has acted on those that are no other version: they are as they were to everybody."""
    if records:
        repository.replace_all(records)
