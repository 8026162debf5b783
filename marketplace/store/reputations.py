"""How is kept which creators are to be reckoned up, and read what they did? Marks are rows that nobody waits for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, or_, select

from marketplace.deals.collaboration import Work
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.reputation import NEWEST, SETTLED, Answer, Mark, Record
from marketplace.store.deal_tables import COLLABORATIONS, PROPOSALS
from marketplace.store.event_tables import REPUTATIONS
from marketplace.store.statements import parts

MOST_MARKS = 5_000
"""Of one transaction, where creators have many."""


class SqlReputations:
    """The `ReputationRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, marks: Sequence[Mark]) -> None:
        """See `ReputationRepository`."""
        self._connection.execute(insert(REPUTATIONS), [{"mark": one.id, "creator_id": one.creator_id} for one in marks])

    def take(self, limit: int) -> Sequence[Mark]:
        """See `ReputationRepository`."""
        asked = select(REPUTATIONS).order_by(REPUTATIONS.c.mark).with_for_update(skip_locked=True)
        creators = {row.creator_id for row in self._connection.execute(asked.limit(limit))}
        theirs = asked.where(REPUTATIONS.c.creator_id.in_(creators)).limit(MOST_MARKS)
        return [Mark(row.mark, row.creator_id) for row in self._connection.execute(theirs)] if creators else []

    def remove(self, marks: Sequence[Mark]) -> None:
        """See `ReputationRepository`."""
        for some in parts([one.id for one in marks]):
            self._connection.execute(delete(REPUTATIONS).where(REPUTATIONS.c.mark.in_(some)))

    def of(self, creator_ids: Collection[str]) -> Mapping[str, Record]:
        """See `ReputationRepository`."""
        completed = self._completed(creator_ids)
        return {one: Record(self._answers(one), completed.get(one, 0)) for one in creator_ids}

    def _answers(self, creator_id: str) -> Sequence[Answer]:
        counting = or_(PROPOSALS.c.answered_at.is_not(None), PROPOSALS.c.status.in_(SETTLED))
        asked = (
            select(PROPOSALS.c.status, PROPOSALS.c.created_at, PROPOSALS.c.answered_at)
            .where(PROPOSALS.c.creator_id == creator_id, counting)
            .order_by(PROPOSALS.c.updated_at.desc(), PROPOSALS.c.id.desc())
            .limit(NEWEST)
        )
        return [
            Answer(ProposalStatus(status), None if answered_at is None else max(0, answered_at - created_at))
            for status, created_at, answered_at in self._connection.execute(asked)
        ]

    def _completed(self, creator_ids: Collection[str]) -> Mapping[str, int]:
        asked = (
            select(COLLABORATIONS.c.creator_id, func.count().label("completed"))
            .where(COLLABORATIONS.c.creator_id.in_(creator_ids), COLLABORATIONS.c.work_track == Work.COMPLETED)
            .group_by(COLLABORATIONS.c.creator_id)
        )
        return {row.creator_id: row.completed for row in self._connection.execute(asked)}
