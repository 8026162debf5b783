"""How is kept what was written about deals, what became of them, and what was paid? Rows that are only ever added."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from marketplace.deals.history import Entry
from marketplace.deals.message import Message
from marketplace.deals.paying import Movement
from marketplace.store.deal_tables import HISTORY, MESSAGES, PAYMENTS
from marketplace.store.packing import record_of, row_of


class SqlMessages:
    """The `MessageRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: Message) -> None:
        """See `MessageRepository`."""
        self._connection.execute(insert(MESSAGES).values(row_of(message, MESSAGES)))

    def page(self, thread: str, *, after: str, limit: int) -> Sequence[Message]:
        """See `MessageRepository`."""
        asked = select(MESSAGES).where(MESSAGES.c.thread == thread, MESSAGES.c.id > after)
        return [record_of(Message, row) for row in self._connection.execute(asked.order_by(MESSAGES.c.id).limit(limit))]


class SqlHistory:
    """The `HistoryRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, entries: Sequence[Entry]) -> None:
        """See `HistoryRepository`."""
        self._connection.execute(insert(HISTORY), [row_of(one, HISTORY) for one in entries])

    def of(self, record_id: str, *, limit: int) -> Sequence[Entry]:
        """See `HistoryRepository`."""
        asked = select(HISTORY).where(HISTORY.c.record_id == record_id).order_by(HISTORY.c.id.desc()).limit(limit)
        newest = self._connection.execute(asked).all()
        return [record_of(Entry, row, derived=("id",)) for row in reversed(newest)]


class SqlPayments:
    """The `PaymentRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, movement: Movement) -> None:
        """See `PaymentRepository`."""
        self._connection.execute(insert(PAYMENTS).values(row_of(movement, PAYMENTS)))

    def of(self, collaboration_id: str) -> Sequence[Movement]:
        """See `PaymentRepository`."""
        asked = select(PAYMENTS).where(PAYMENTS.c.collaboration_id == collaboration_id).order_by(PAYMENTS.c.id)
        return [record_of(Movement, row, derived=("id",)) for row in self._connection.execute(asked)]
