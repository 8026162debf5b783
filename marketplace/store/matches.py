"""How is it kept whom each saved search is known to find, up to where changes were looked at, and who looks?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Executable, bindparam, delete, select, update

from marketplace.saved.keeping import Lease, Pair
from marketplace.store.event_tables import LEASES
from marketplace.store.saved_tables import MARKS, MATCHES
from marketplace.store.statements import insert_of, parts

UNTOLD = MATCHES.c.told_at.is_(None)
THIS = (MATCHES.c.search_id == bindparam("of_search"), MATCHES.c.creator_id == bindparam("of_creator"))


class SqlMatches:
    """The `MatchRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = insert_of(connection)

    def known(self, creator_ids: Collection[str]) -> Iterable[Pair]:
        """See `MatchRepository`."""
        for some in parts(creator_ids):
            asked = select(MATCHES.c.search_id, MATCHES.c.creator_id).where(MATCHES.c.creator_id.in_(some))
            yield from ((row.search_id, row.creator_id) for row in self._connection.execute(asked))

    def of(self, search_id: str) -> Sequence[str]:
        """See `MatchRepository`."""
        return self._connection.scalars(select(MATCHES.c.creator_id).where(MATCHES.c.search_id == search_id)).all()

    def add_all(self, pairs: Collection[Pair], *, told_at: int | None = None) -> None:
        """See `MatchRepository`."""
        rows = [{"search_id": search, "creator_id": creator, "told_at": told_at} for search, creator in pairs]
        if rows:
            self._connection.execute(self._insert(MATCHES).on_conflict_do_nothing(), rows)

    def untold(self, ids: Collection[str], *, limit: int) -> Sequence[Pair]:
        """See `MatchRepository`."""
        asked = select(MATCHES.c.search_id, MATCHES.c.creator_id).where(MATCHES.c.search_id.in_(ids), UNTOLD)
        rows = self._connection.execute(asked.order_by(MATCHES.c.search_id, MATCHES.c.creator_id).limit(limit))
        return [(row.search_id, row.creator_id) for row in rows]

    def tell(self, pairs: Collection[Pair], *, at: int) -> None:
        """See `MatchRepository`."""
        self._each(update(MATCHES).where(*THIS, UNTOLD).values(told_at=at), pairs)

    def drop(self, pairs: Collection[Pair]) -> None:
        """See `MatchRepository`."""
        self._each(delete(MATCHES).where(*THIS, UNTOLD), pairs)

    def drop_all(self, search_id: str) -> None:
        """See `MatchRepository`."""
        self._connection.execute(delete(MATCHES).where(MATCHES.c.search_id == search_id, UNTOLD))

    def _each(self, change: Executable, pairs: Collection[Pair]) -> None:
        if pairs:
            self._connection.execute(change, [{"of_search": search, "of_creator": one} for search, one in pairs])

    def forget(self, creator_id: str) -> None:
        """See `MatchRepository`."""
        self._connection.execute(delete(MATCHES).where(MATCHES.c.creator_id == creator_id))


class SqlMarks:
    """The `MarkRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = insert_of(connection)

    def all(self) -> Mapping[str, int]:
        """See `MarkRepository`."""
        return {row.name: row.value for row in self._connection.execute(select(MARKS))}

    def move(self, marks: Mapping[str, int]) -> None:
        """See `MarkRepository`."""
        if marks:
            moved = self._insert(MARKS).values([{"name": name, "value": value} for name, value in marks.items()])
            found = {"value": moved.excluded.value}
            self._connection.execute(moved.on_conflict_do_update(index_elements=["name"], set_=found))


class SqlLeases:
    """The `LeaseRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = insert_of(connection)

    def take(self, name: str, *, now: int, until: int, every: int) -> Lease | None:
        """See `LeaseRepository`."""
        first = self._insert(LEASES).values(name=name, held_until=0, done_at=0)
        self._connection.execute(first.on_conflict_do_nothing())
        row = self._connection.execute(select(LEASES).where(LEASES.c.name == name).with_for_update()).one()
        # what lies further ahead than anybody puts it was put there by a clock that was ahead
        if now < row.held_until <= until or now - every < row.done_at <= now:
            return None
        self.keep(name, until=until)
        return Lease(name, row.done_at)

    def keep(self, name: str, *, until: int) -> None:
        """See `LeaseRepository`."""
        self._connection.execute(update(LEASES).where(LEASES.c.name == name).values(held_until=until))

    def end(self, name: str, *, done_at: int) -> None:
        """See `LeaseRepository`."""
        ended = update(LEASES).where(LEASES.c.name == name)
        self._connection.execute(ended.values(held_until=0, done_at=done_at))
