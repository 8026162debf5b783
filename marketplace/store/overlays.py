"""How are overlays kept?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import orjson
from sqlalchemy import Connection, Row, insert, select, update

from marketplace.accounts.account import HiddenFor
from marketplace.creators.overlays import HIDDEN, Overlay, check_id, check_names, checked_fields, is_id
from marketplace.errors import Conflict
from marketplace.store.database import Database
from marketplace.store.own_side import SqlHidings
from marketplace.store.statements import parts
from marketplace.store.tables import OVERLAY_COUNTER, OVERLAYS

Fields = Mapping[str, object]
Clock = Callable[[], int]


_NEWEST = select(OVERLAY_COUNTER.c.value)
_LAST_VERSION = _NEWEST.with_for_update()
_ALL = select(OVERLAYS.c.creator_id, OVERLAYS.c.version, OVERLAYS.c.fields)


def microseconds_now() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1_000


class OpenOverlays:
    """The `OpenedOverlays` of a transaction."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """The clock says when a change is made, in microseconds."""
        self._connection = connection
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
        for some in parts([one for one in dict.fromkeys(ids) if is_id(one)]):
            rows = self._connection.execute(_ALL.where(OVERLAYS.c.creator_id.in_(some)))
            found |= {row.creator_id: _overlay(row) for row in rows}
        return found

    def changes(self, after: int, limit: int) -> Sequence[Overlay]:
        """See `Overlays`."""
        newer = _ALL.where(OVERLAYS.c.version > after).order_by(OVERLAYS.c.version).limit(limit)
        return [_overlay(row) for row in self._connection.execute(newer)]

    def newest(self) -> int:
        """See `Overlays`."""
        newest: int = self._connection.execute(_NEWEST).scalar_one()
        return newest

    def hold(self) -> None:
        """See `OpenedOverlays`."""
        self._last_version()

    def _become(self, creator_id: str, changed: Callable[[Fields], Fields]) -> Overlay:
        check_id(creator_id)
        last = self._last_version()  # before the overlay is read: nobody else changes it then
        before = _kept(self._connection, creator_id)
        fields = changed(before.fields)
        if fields == before.fields:
            return before
        version, now = last + 1, self._clock()
        self._connection.execute(update(OVERLAY_COUNTER).values(value=version))
        row = {"version": version, "fields": orjson.dumps(fields).decode(), "changed_at": now}
        if before.version:
            self._connection.execute(update(OVERLAYS).where(OVERLAYS.c.creator_id == creator_id).values(row))
        else:
            self._connection.execute(insert(OVERLAYS).values(creator_id=creator_id, **row))
        return Overlay(creator_id, version, fields)

    def _last_version(self) -> int:
        """The version that was taken last.

        Whoever has the counter's row keeps it until the commit, so the next version is taken after it, and versions
        become visible in their order. With a sequence, version 8 may be committed before version 7, and a reader who
        has seen 8 never asks for 7.
        """
        last: int = self._connection.execute(_LAST_VERSION).scalar_one()
        return last


class SqlOverlays:
    """The `Overlays` of a database, each call a transaction. It may be pickled and taken over a fork as that may.

    Whoever hides a creator here is an operator at the console, and can't show one whom others hide: raises Conflict.
    """

    def __init__(self, database: Database, *, clock: Clock = microseconds_now) -> None:
        """The clock says when a change is made, in microseconds."""
        self._database = database
        self._clock = clock

    def change(self, creator_id: str, fields: Fields) -> Overlay:
        """See `Overlays`."""
        said = checked_fields(fields)
        with self._database.writing() as connection:
            if HIDDEN in said:
                self._note_hiding(connection, creator_id, hidden=bool(said[HIDDEN]))
            return OpenOverlays(connection, self._clock).change(creator_id, said)

    def clear(self, creator_id: str, names: Iterable[str]) -> Overlay:
        """See `Overlays`."""
        left = frozenset(names)
        with self._database.writing() as connection:
            if HIDDEN in left:
                self._note_hiding(connection, creator_id, hidden=False)
            return OpenOverlays(connection, self._clock).clear(creator_id, left)

    def of(self, ids: Sequence[str]) -> Mapping[str, Overlay]:
        """See `Overlays`."""
        with self._database.reading() as connection:
            return OpenOverlays(connection, self._clock).of(ids)

    def changes(self, after: int, limit: int) -> Sequence[Overlay]:
        """See `Overlays`."""
        with self._database.reading() as connection:
            return OpenOverlays(connection, self._clock).changes(after, limit)

    def newest(self) -> int:
        """See `Overlays`."""
        with self._database.reading() as connection:
            return OpenOverlays(connection, self._clock).newest()

    def _note_hiding(self, connection: Connection, creator_id: str, *, hidden: bool) -> None:
        check_id(creator_id)
        OpenOverlays(connection, self._clock).hold()
        hidings = SqlHidings(connection)
        reasons, operators = hidings.of(creator_id), {HiddenFor.OPERATOR}
        if not hidden and (others := reasons - operators):
            raise Conflict(f"the creator {creator_id} stays hidden: {', '.join(sorted(others))}")
        if hidden and not reasons & operators:
            hidings.add(creator_id, HiddenFor.OPERATOR, at=self._clock())
        elif not hidden:
            hidings.remove(creator_id, HiddenFor.OPERATOR)


def _kept(connection: Connection, creator_id: str) -> Overlay:
    row = connection.execute(_ALL.where(OVERLAYS.c.creator_id == creator_id)).one_or_none()
    return _overlay(row) if row else Overlay(creator_id, 0, {})


def _overlay(row: Row[str, int, str]) -> Overlay:
    return Overlay(row.creator_id, row.version, orjson.loads(row.fields))
