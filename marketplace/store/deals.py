"""How are campaigns, proposals and collaborations kept? What is read to be written is nobody else's until the end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from marketplace.deals.asking import NEVER, Sight, Wanted
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import UNDER_WAY, Collaboration
from marketplace.deals.proposal import OPEN, Proposal, ProposalStatus
from marketplace.deals.waking import wake_at
from marketplace.errors import Conflict
from marketplace.store.deal_tables import CAMPAIGNS, COLLABORATIONS, PROPOSALS
from marketplace.store.listing import can_be, page_of, seen_in
from marketplace.store.packing import record_of, row_of
from marketplace.store.statements import parts

R = TypeVar("R", Campaign, Proposal, Collaboration)

_CONTACTED = (ProposalStatus.WITHDRAWN, ProposalStatus.EXPIRED)
"""After these a campaign can propose to the creator again."""


class _SqlDeals(Generic[R]):
    """The records of one table."""

    kind: type[R]
    table: Table
    derived: tuple[str, ...] = ("due",)

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, record: R) -> None:
        """Keep a new one."""
        self._connection.execute(insert(self.table).values(self._row(record)))

    def get(self, record_id: str) -> R | None:
        """The record of an id."""
        return self._one(record_id, taken=self._writes)

    def look(self, record_id: str) -> R | None:
        """The record of an id, left to others."""
        return self._one(record_id, taken=False)

    def those(self, ids: Collection[str]) -> Mapping[str, R]:
        """The records of some ids, left to others."""
        asked = (select(self.table).where(self.table.c.id.in_(some)) for some in parts(ids))
        return {one.id: one for each in asked for one in map(self._record, self._connection.execute(each))}

    def replace_all(self, records: Sequence[R]) -> None:
        """Keep another version of each."""
        rows = [self._row(one) for one in records]
        changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0]}
        asked = update(self.table).where(self.table.c.id == bindparam("new_id")).values(changed)
        self._connection.execute(asked, [{f"new_{name}": value for name, value in row.items()} for row in rows])

    def due(self, now: int, *, limit: int) -> Sequence[R]:
        """So many that time has to act on, and that nobody else has taken."""
        asked = select(self.table).where(self.table.c.wake_at <= now).order_by(self.table.c.wake_at, self.table.c.id)
        rows = self._connection.execute(asked.limit(limit).with_for_update(skip_locked=True))
        return [self._record(row) for row in rows]

    def page(self, wanted: Wanted) -> Sequence[R]:
        """A page."""
        rows = self._connection.execute(page_of(self.table, wanted, *seen_in(self.table, wanted.sight)))
        return [self._record(row) for row in rows]

    def _one(self, record_id: str, *, taken: bool) -> R | None:
        if not can_be(record_id):
            return None
        asked = select(self.table).where(self.table.c.id == record_id)
        row = self._connection.execute(asked.with_for_update() if taken else asked).one_or_none()
        return self._record(row) if row else None

    def _row(self, record: R) -> dict[str, object]:
        raise NotImplementedError

    def _record(self, row: Any) -> R:
        return record_of(self.kind, row, derived=self.derived)


class SqlCampaigns(_SqlDeals[Campaign]):
    """The `CampaignRepository` of a transaction."""

    kind = Campaign
    table = CAMPAIGNS

    def remove(self, campaign_id: str) -> None:
        """See `CampaignRepository`."""
        self._connection.execute(delete(CAMPAIGNS).where(CAMPAIGNS.c.id == campaign_id))

    def page(self, wanted: Wanted) -> Sequence[Campaign]:
        """See `CampaignRepository`."""
        if (creator_id := wanted.sight.creator_id) is None:
            return super().page(wanted)
        proposed = exists().where(PROPOSALS.c.campaign_id == CAMPAIGNS.c.id, PROPOSALS.c.creator_id == creator_id)
        return [self._record(row) for row in self._connection.execute(page_of(CAMPAIGNS, wanted, proposed))]

    def has_proposed(self, campaign_id: str, *, creator_id: str) -> bool:
        """See `CampaignRepository`."""
        asked = exists().where(PROPOSALS.c.campaign_id == campaign_id, PROPOSALS.c.creator_id == creator_id)
        return bool(self._connection.scalar(select(asked)))

    def _row(self, record: Campaign) -> dict[str, object]:
        return row_of(record, CAMPAIGNS, due=NEVER if record.ends_at is None else record.ends_at)


class SqlProposals(_SqlDeals[Proposal]):
    """The `ProposalRepository` of a transaction."""

    kind = Proposal
    table = PROPOSALS
    derived = ("due", "status", "wake_at")

    def add_all(self, proposals: Sequence[Proposal]) -> None:
        """See `ProposalRepository`."""
        try:
            self._connection.execute(insert(PROPOSALS), [self._row(one) for one in proposals])
        except IntegrityError:  # the campaign is nobody else's meanwhile, so this is a caller's mistake
            raise Conflict("a creator has a proposal of this campaign already: ask again") from None

    def open_of(self, *, campaign_id: str | None = None, creator_id: str | None = None) -> Sequence[Proposal]:
        """See `ProposalRepository`."""
        owners = {"campaign_id": campaign_id, "creator_id": creator_id}
        mine = [PROPOSALS.c[name] == value for name, value in owners.items() if value is not None]
        asked = select(PROPOSALS).where(*mine, PROPOSALS.c.status.in_(OPEN)).order_by(PROPOSALS.c.id)
        return [self._record(row) for row in self._connection.execute(asked.with_for_update())]

    def proposed(self, campaign_id: str, creator_ids: Collection[str]) -> set[str]:
        """See `ProposalRepository`."""
        asked = select(PROPOSALS.c.creator_id).where(
            PROPOSALS.c.campaign_id == campaign_id,
            PROPOSALS.c.creator_id.in_(creator_ids),
            PROPOSALS.c.status.not_in(_CONTACTED),
        )
        return set(self._connection.scalars(asked))

    def reached(self, campaign_id: str) -> Sequence[str]:
        """See `ProposalRepository`."""
        asked = select(PROPOSALS.c.creator_id).where(
            PROPOSALS.c.campaign_id == campaign_id, PROPOSALS.c.status.in_((*OPEN, ProposalStatus.ACCEPTED))
        )
        return self._connection.scalars(asked.order_by(PROPOSALS.c.id)).all()

    def contacted(self, sight: Sight, *, limit: int) -> Sequence[str]:
        """See `ProposalRepository`."""
        last = func.max(PROPOSALS.c.id)
        asked = select(PROPOSALS.c.creator_id).where(*seen_in(PROPOSALS, sight)).group_by(PROPOSALS.c.creator_id)
        return self._connection.scalars(asked.order_by(last.desc()).limit(limit)).all()

    def _row(self, record: Proposal) -> dict[str, object]:
        due = NEVER if record.deadline_at is None else record.deadline_at
        return row_of(record, PROPOSALS, status=record.status, due=due, wake_at=wake_at(record))


class SqlCollaborations(_SqlDeals[Collaboration]):
    """The `CollaborationRepository` of a transaction."""

    kind = Collaboration
    table = COLLABORATIONS
    derived = ("due", "work_track", "wake_at")

    def under_way_of(self, creator_id: str) -> Sequence[Collaboration]:
        """See `CollaborationRepository`."""
        live = (COLLABORATIONS.c.creator_id == creator_id, COLLABORATIONS.c.standing.in_(UNDER_WAY))
        asked = select(COLLABORATIONS).where(*live).order_by(COLLABORATIONS.c.id).with_for_update()
        return [self._record(row) for row in self._connection.execute(asked)]

    def _row(self, record: Collaboration) -> dict[str, object]:
        due = NEVER if record.deadline_at is None else record.deadline_at
        return row_of(record, COLLABORATIONS, work_track=record.work_track, due=due, wake_at=wake_at(record))
