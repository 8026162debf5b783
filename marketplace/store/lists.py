"""How are lists of creators kept? What is read to be written is nobody else's until the end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from marketplace.deals.asking import Wanted
from marketplace.saved.creator_list import CreatorList, Listed
from marketplace.store.listing import can_be, page_of, seen_in
from marketplace.store.packing import record_of, row_of
from marketplace.store.saved_tables import LISTED, LISTS

AT_ONCE = 500
"""Lists that a creator who leaves is taken off together."""


class SqlLists:
    """The `ListRepository` of a transaction."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, made: CreatorList) -> None:
        """See `ListRepository`."""
        self._connection.execute(insert(LISTS).values(row_of(made, LISTS)))

    def get(self, list_id: str) -> CreatorList | None:
        """See `ListRepository`."""
        if not can_be(list_id):
            return None
        asked = select(LISTS).where(LISTS.c.id == list_id)
        row = self._connection.execute(asked.with_for_update() if self._writes else asked).one_or_none()
        return record_of(CreatorList, row) if row else None

    def those(self, ids: Collection[str]) -> Mapping[str, CreatorList]:
        """See `ListRepository`."""
        asked = select(LISTS).where(LISTS.c.id.in_([one for one in ids if can_be(one)]))
        return {one.id: one for one in (record_of(CreatorList, row) for row in self._connection.execute(asked))}

    def replace(self, after: CreatorList) -> None:
        """See `ListRepository`."""
        self._connection.execute(update(LISTS).where(LISTS.c.id == after.id).values(row_of(after, LISTS)))

    def remove(self, list_id: str) -> None:
        """See `ListRepository`."""
        self._connection.execute(delete(LISTED).where(LISTED.c.list_id == list_id))
        self._connection.execute(delete(LISTS).where(LISTS.c.id == list_id))

    def page(self, wanted: Wanted) -> Sequence[CreatorList]:
        """See `ListRepository`."""
        rows = self._connection.execute(page_of(LISTS, wanted, *seen_in(LISTS, wanted.sight)))
        return [record_of(CreatorList, row) for row in rows]

    def count(self, account_id: str) -> int:
        """See `ListRepository`."""
        asked = select(func.count()).select_from(LISTS).where(LISTS.c.account_id == account_id)
        return int(self._connection.execute(asked).scalar_one())

    def listed(self, list_id: str) -> Sequence[Listed]:
        """See `ListRepository`."""
        columns = (LISTED.c.creator_id, LISTED.c.note, LISTED.c.added_at)
        asked = select(*columns).where(LISTED.c.list_id == list_id).order_by(LISTED.c.place)
        return [Listed(*row) for row in self._connection.execute(asked)]

    def put(self, list_id: str, after: Sequence[Listed], *, before: Sequence[Listed]) -> None:
        """See `ListRepository`."""
        kept = {one.creator_id for one in after}
        stay = [one for one in before if one.creator_id in kept]
        if [one.creator_id for one in stay] != [one.creator_id for one in after[: len(stay)]]:
            stay = []  # in another order: all anew
        self._delete(list_id, {one.creator_id for one in before} - {one.creator_id for one in stay})
        noted = [new for old, new in zip(stay, after, strict=False) if old.note != new.note]
        self._note(list_id, noted)
        self._append(list_id, after[len(stay) :])

    def creators_of(self, list_ids: Collection[str]) -> frozenset[str]:
        """See `ListRepository`."""
        asked = select(LISTED.c.creator_id).where(LISTED.c.list_id.in_(list_ids))
        return frozenset(self._connection.scalars(asked)) if list_ids else frozenset()

    def take_off(self, creator_id: str, *, at: int) -> None:
        """See `ListRepository`."""
        while taken := self._taken_with(creator_id):
            its = (LISTED.c.creator_id == creator_id, LISTED.c.list_id.in_([one.id for one in taken]))
            left = set(self._connection.scalars(delete(LISTED).where(*its).returning(LISTED.c.list_id)))
            for one in taken:
                if one.id in left:
                    later = max(at, one.updated_at)
                    self.replace(replace(one, size=one.size - 1, version=one.version + 1, updated_at=later))

    def _taken_with(self, creator_id: str) -> Sequence[CreatorList]:
        """Some lists that a creator is on, nobody else's until the end; in one order, so that no two wait for two."""
        its = select(LISTED.c.list_id).where(LISTED.c.creator_id == creator_id).order_by(LISTED.c.list_id)
        ids = self._connection.scalars(its.limit(AT_ONCE)).all()
        taken = select(LISTS).where(LISTS.c.id.in_(ids)).order_by(LISTS.c.id).with_for_update()
        return [record_of(CreatorList, row) for row in self._connection.execute(taken)] if ids else []

    def _delete(self, list_id: str, creator_ids: Collection[str]) -> None:
        if creator_ids:
            gone = (LISTED.c.list_id == list_id, LISTED.c.creator_id.in_(creator_ids))
            self._connection.execute(delete(LISTED).where(*gone))

    def _note(self, list_id: str, noted: Sequence[Listed]) -> None:
        if noted:
            its = (LISTED.c.list_id == list_id, LISTED.c.creator_id == bindparam("its"))
            said = update(LISTED).where(*its).values(note=bindparam("said"))
            self._connection.execute(said, [{"its": one.creator_id, "said": one.note} for one in noted])

    def _append(self, list_id: str, new: Sequence[Listed]) -> None:
        if new:
            last = select(func.coalesce(func.max(LISTED.c.place), 0)).where(LISTED.c.list_id == list_id)
            place = int(self._connection.execute(last).scalar_one())
            rows = [{"list_id": list_id, "place": place + n, **vars(one)} for n, one in enumerate(new, start=1)]
            self._connection.execute(insert(LISTED), rows)
