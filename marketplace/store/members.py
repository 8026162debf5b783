"""How are members kept, and what only the platform knows of creators?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select, update

from marketplace.programme.member import Member
from marketplace.programme.person import Facts
from marketplace.store.packing import record_of, row_of
from marketplace.store.programme_tables import FACTS, MEMBERS
from marketplace.store.statements import insert_of, parts


class SqlFacts:
    """The `FactsRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, creator_ids: Collection[str]) -> Mapping[str, Facts]:
        """See `FactsRepository`."""
        found: dict[str, Facts] = {}
        for some in parts(creator_ids):
            rows = self._connection.execute(select(FACTS).where(FACTS.c.creator_id.in_(some)))
            found |= {row.creator_id: record_of(Facts, row) for row in rows}
        return found

    def take(self, creator_id: str) -> Facts | None:
        """See `FactsRepository`."""
        asked = select(FACTS).where(FACTS.c.creator_id == creator_id).with_for_update()
        row = self._connection.execute(asked).one_or_none()
        return record_of(Facts, row) if row else None

    def put_all(self, facts: Sequence[Facts]) -> None:
        """See `FactsRepository`."""
        for some in parts(facts):
            put = insert_of(self._connection)(FACTS).values([row_of(one, FACTS) for one in some])
            newer = {name: put.excluded[name] for name in row_of(facts[0], FACTS) if name != "creator_id"}
            self._connection.execute(put.on_conflict_do_update(index_elements=["creator_id"], set_=newer))


class SqlMembers:
    """The `MemberRepository` of a transaction."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, member: Member) -> bool:
        """See `MemberRepository`."""
        put = insert_of(self._connection)(MEMBERS).values(row_of(member, MEMBERS))
        added = put.on_conflict_do_nothing(index_elements=["creator_id"]).returning(MEMBERS.c.id)
        return self._connection.execute(added).one_or_none() is not None

    def get(self, creator_id: str) -> Member | None:
        """See `MemberRepository`."""
        return self._one(creator_id, taken=self._writes)

    def look(self, creator_id: str) -> Member | None:
        """See `MemberRepository`."""
        return self._one(creator_id, taken=False)

    def those(self, creator_ids: Collection[str]) -> Mapping[str, Member]:
        """See `MemberRepository`."""
        return self._all(creator_ids, taken=False)

    def take(self, creator_ids: Collection[str]) -> Mapping[str, Member]:
        """See `MemberRepository`."""
        return self._all(sorted(creator_ids), taken=True)

    def replace(self, member: Member) -> None:
        """See `MemberRepository`."""
        self._connection.execute(update(MEMBERS).where(MEMBERS.c.id == member.id).values(row_of(member, MEMBERS)))

    def page(self, *, after: str, limit: int, market: str | None = None) -> Sequence[Member]:
        """See `MemberRepository`."""
        asked = select(MEMBERS).where(MEMBERS.c.id > after).order_by(MEMBERS.c.id).limit(limit)
        if market is not None:
            asked = asked.where(MEMBERS.c.market == market)
        return [record_of(Member, row) for row in self._connection.execute(asked)]

    def _all(self, creator_ids: Collection[str], *, taken: bool) -> Mapping[str, Member]:
        found: dict[str, Member] = {}
        for some in parts(creator_ids):
            asked = select(MEMBERS).where(MEMBERS.c.creator_id.in_(some)).order_by(MEMBERS.c.creator_id)
            rows = self._connection.execute(asked.with_for_update() if taken else asked)
            found |= {row.creator_id: record_of(Member, row) for row in rows}
        return found

    def _one(self, creator_id: str, *, taken: bool) -> Member | None:
        asked = select(MEMBERS).where(MEMBERS.c.creator_id == creator_id)
        row = self._connection.execute(asked.with_for_update() if taken else asked).one_or_none()
        return record_of(Member, row) if row else None
