"""How are events kept, and numbered once they are committed?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from marketplace.events.event import Announcement, Event
from marketplace.store.event_tables import COUNTERS, EVENTS
from marketplace.store.statements import insert_of

NUMBER = "events"


class SqlEvents:
    """The `EventRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, announcements: Sequence[Announcement]) -> None:
        """See `EventRepository`."""
        if announcements:
            self._connection.execute(insert(EVENTS), [vars(one) for one in announcements])

    def number(self, *, limit: int) -> Sequence[Event]:
        """See `EventRepository`."""
        unnumbered = select(EVENTS.c.row).where(EVENTS.c.number.is_(None)).order_by(EVENTS.c.row).limit(limit)
        if self._connection.execute(unnumbered.limit(1)).first() is None:  # mostly; then nobody is to wait for us
            return []
        last = self._last()
        rows = self._connection.scalars(unnumbered).all()  # read behind the lock: what others numbered is none of it
        numbers = [{"of_row": row, "given": last + n} for n, row in enumerate(rows, start=1)]
        if numbers:
            given = update(EVENTS).where(EVENTS.c.row == bindparam("of_row")).values(number=bindparam("given"))
            self._connection.execute(given, numbers)
            taken = update(COUNTERS).where(COUNTERS.c.name == NUMBER).values(value=last + len(rows))
            self._connection.execute(taken)
        asked = select(EVENTS).where(EVENTS.c.number > last, EVENTS.c.number <= last + len(rows))
        return [_event(row) for row in self._connection.execute(asked.order_by(EVENTS.c.number))]

    def page(
        self, account_id: str, *, after: int, limit: int, client_id: str | None, types: Collection[str]
    ) -> Sequence[Event]:
        """See `EventRepository`."""
        asked = select(EVENTS).where(EVENTS.c.account_id == account_id, EVENTS.c.number > after)
        if client_id is not None:
            asked = asked.where(EVENTS.c.client_id == client_id)
        if types:
            asked = asked.where(EVENTS.c.type.in_(types))
        rows = self._connection.execute(asked.order_by(EVENTS.c.number).limit(limit))
        return [_event(row) for row in rows]

    def of(self, numbers: Sequence[int]) -> Mapping[int, Event]:
        """See `EventRepository`."""
        rows = self._connection.execute(select(EVENTS).where(EVENTS.c.number.in_(numbers)))
        return {event.id: event for event in map(_event, rows)}

    def forget(self, *, before: int, limit: int) -> int:
        """See `EventRepository`."""
        old = select(EVENTS.c.row).where(EVENTS.c.at < before, EVENTS.c.number.is_not(None)).limit(limit)
        return self._connection.execute(delete(EVENTS).where(EVENTS.c.row.in_(old))).rowcount

    def _last(self) -> int:
        """The number that was given last, which nobody else reads to give one until the end of the transaction."""
        first = insert_of(self._connection)(COUNTERS).values(name=NUMBER, value=0)
        self._connection.execute(first.on_conflict_do_nothing())
        asked = select(COUNTERS.c.value).where(COUNTERS.c.name == NUMBER).with_for_update()
        return int(self._connection.execute(asked).scalar_one())


def _event(row: Row[Any]) -> Event:
    fields = row._mapping
    given = {name: fields[name] for name in ("account_id", "client_id", "webhook_id", "type", "at", "data")}
    return Event(id=row.number, **given)
