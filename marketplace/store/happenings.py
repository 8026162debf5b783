"""How is kept what the platform told? Rows that are only ever added, each id once for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update

from marketplace.programme.happening import Happening, HappeningType
from marketplace.store.packing import record_of
from marketplace.store.programme_tables import HAPPENINGS
from marketplace.store.statements import insert_many, parts


class SqlHappenings:
    """The `HappeningRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def those(self, ids: Collection[str]) -> Mapping[str, Happening]:
        """See `HappeningRepository`."""
        asked = (select(HAPPENINGS).where(HAPPENINGS.c.id.in_(some)) for some in parts(ids))
        return {one.id: one for one in self._all(asked)}

    def reversing(self, ids: Collection[str]) -> Sequence[Happening]:
        """See `HappeningRepository`."""
        asked = (select(HAPPENINGS).where(HAPPENINGS.c.reverses.in_(some)) for some in parts(ids))
        return sorted(self._all(asked), key=lambda one: one.id)

    def of_facts(self, creator_ids: Collection[str]) -> Sequence[Happening]:
        """See `HappeningRepository`."""
        telling = select(HAPPENINGS).where(HAPPENINGS.c.type == HappeningType.FACTS.value)
        asked = (telling.where(HAPPENINGS.c.creator_id.in_(some)) for some in parts(creator_ids))
        return sorted(self._all(asked), key=lambda one: (one.at, one.id))

    def add_all(self, happenings: Sequence[Happening]) -> Collection[str]:
        """See `HappeningRepository`."""
        if not happenings:
            return frozenset()
        # in one order: who adds the same waits for each other at the first of them, and at no other
        rows = [_row(one) for one in sorted(happenings, key=lambda one: one.id)]
        put, given = insert_many(self._connection, HAPPENINGS, rows=rows)
        return frozenset(self._connection.scalars(put.on_conflict_do_nothing().returning(HAPPENINGS.c.id), given))

    def forget(self, creator_id: str, fields: Collection[str]) -> None:
        """See `HappeningRepository`."""
        for told in self.of_facts([creator_id]):
            kept = {name: value for name, value in told.detail.items() if name not in fields}
            self._connection.execute(update(HAPPENINGS).where(HAPPENINGS.c.id == told.id).values(detail=kept))

    def reverse_all(self, undone: Mapping[str, str]) -> None:
        """See `HappeningRepository`."""
        if undone:
            one = update(HAPPENINGS).where(HAPPENINGS.c.id == bindparam("which")).values(reversed_by=bindparam("by"))
            self._connection.execute(one, [{"which": which, "by": by} for which, by in sorted(undone.items())])

    def _all(self, asked: Iterator[Select[Any]]) -> Iterator[Happening]:
        for one in asked:
            yield from (record_of(Happening, row) for row in self._connection.execute(one))


def _row(one: Happening) -> dict[str, object]:
    """The row of an event, written out: a converter takes longer than the database."""
    return {**vars(one), "type": one.type.value}
