"""How are letters kept until they are sent?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from marketplace.mail.mail import Mail
from marketplace.mail.outbox import Letter
from marketplace.store.deal_tables import LETTERS


class SqlLetters:
    """The `LetterRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, mails: Sequence[Mail], *, at: int) -> None:
        """See `LetterRepository`."""
        rows = [
            {"recipient": one.to, "subject": one.subject, "text": one.text, "attempts": 0, "next_at": at}
            for one in mails
        ]
        if rows:
            self._connection.execute(insert(LETTERS), rows)

    def take(self, *, now: int, until: int, limit: int) -> Sequence[Letter]:
        """See `LetterRepository`."""
        due = select(LETTERS).where(LETTERS.c.next_at <= now).order_by(LETTERS.c.id).limit(limit)
        rows = self._connection.execute(due.with_for_update(skip_locked=True)).all()
        ids = [row.id for row in rows]
        self._connection.execute(update(LETTERS).where(LETTERS.c.id.in_(ids)).values(next_at=until))
        return [
            Letter(
                id=row.id, mail=Mail(row.recipient, row.subject, row.text), attempts=row.attempts, next_at=row.next_at
            )
            for row in rows
        ]

    def again(self, letter: Letter, *, at: int) -> None:
        """See `LetterRepository`."""
        later = {"attempts": letter.attempts + 1, "next_at": at}
        self._connection.execute(update(LETTERS).where(LETTERS.c.id == letter.id).values(later))

    def forget(self, address: str) -> None:
        """See `LetterRepository`."""
        self._connection.execute(delete(LETTERS).where(LETTERS.c.recipient == address))

    def remove(self, letter: Letter) -> None:
        """See `LetterRepository`."""
        self._connection.execute(delete(LETTERS).where(LETTERS.c.id == letter.id))
