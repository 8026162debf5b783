"""How are overlays kept?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import orjson
from sqlalchemy import Connection, Row, func, insert, select, update

from marketplace.creators.overlays import Overlay, check_id, check_names, checked_fields, is_id
from marketplace.store.database import Database
from marketplace.store.tables import OVERLAY_COUNTER, OVERLAYS

Fields = Mapping[str, object]

IDS_A_STATEMENT = 500
"""Older SQLites take 999 parameters."""

_TAKE_A_VERSION = update(OVERLAY_COUNTER).values(value=OVERLAY_COUNTER.c.value + 1).returning(OVERLAY_COUNTER.c.value)
_ALL = select(OVERLAYS.c.creator_id, OVERLAYS.c.version, OVERLAYS.c.fields)


def microseconds_now() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1_000


class SqlOverlays:
    """The `Overlays` of a database. It may be pickled and taken over a fork as its database may."""

    def __init__(self, database: Database, *, clock: Callable[[], int] = microseconds_now) -> None:
        """The clock says when a change is made, in microseconds."""
        self._database = database
        self._clock = clock

    def change(self, creator_id: str, fields: Fields) -> Overlay:
        """See `Overlays`; a change that changes nothing takes no version."""
        said = checked_fields(fields)
        return self._become(creator_id, lambda before: {**before, **said})

    def clear(self, creator_id: str, names: Iterable[str]) -> Overlay:
        """See `Overlays`; the overlay stays, be it with no fields: readers of `changes` must hear of it."""
        left = frozenset(names)
        check_names(left)
        return self._become(creator_id, lambda before: {name: before[name] for name in before if name not in left})

    def of(self, ids: Sequence[str]) -> Mapping[str, Overlay]:
        """See `Overlays`."""
        found: dict[str, Overlay] = {}
        with self._database.reading() as connection:
            for some in _in_parts([one for one in dict.fromkeys(ids) if is_id(one)]):
                rows = connection.execute(_ALL.where(OVERLAYS.c.creator_id.in_(some)))
                found |= {row.creator_id: _overlay(row) for row in rows}
        return found

    def changes(self, after: int, limit: int) -> Sequence[Overlay]:
        """See `Overlays`."""
        newer = _ALL.where(OVERLAYS.c.version > after).order_by(OVERLAYS.c.version).limit(limit)
        with self._database.reading() as connection:
            return [_overlay(row) for row in connection.execute(newer)]

    def newest(self) -> int:
        """See `Overlays`."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(OVERLAYS.c.version))) or 0

    def _become(self, creator_id: str, changed: Callable[[Fields], Fields]) -> Overlay:
        check_id(creator_id)
        with self._database.writing() as connection:
            # First of all: whoever has taken a version keeps the counter's row locked until the commit, so the next
            # version is taken after it, and versions become visible in their order. With a sequence, version 8 may be
            # committed before version 7, and a reader who has seen 8 never asks for 7.
            version: int = connection.execute(_TAKE_A_VERSION).scalar_one()
            before = _kept(connection, creator_id)
            fields = changed(before.fields)
            if fields == before.fields:
                connection.rollback()
                return before
            now = self._clock()
            row = {"version": version, "fields": orjson.dumps(fields).decode(), "changed_at": now}
            if before.version:
                connection.execute(update(OVERLAYS).where(OVERLAYS.c.creator_id == creator_id).values(row))
            else:
                connection.execute(insert(OVERLAYS).values(creator_id=creator_id, **row))
        return Overlay(creator_id, version, fields)


def _kept(connection: Connection, creator_id: str) -> Overlay:
    row = connection.execute(_ALL.where(OVERLAYS.c.creator_id == creator_id)).one_or_none()
    return _overlay(row) if row else Overlay(creator_id, 0, {})


def _overlay(row: Row[str, int, str]) -> Overlay:
    return Overlay(row.creator_id, row.version, orjson.loads(row.fields))


def _in_parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), IDS_A_STATEMENT):
        yield ids[start : start + IDS_A_STATEMENT]
