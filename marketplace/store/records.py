"""How do repositories share one transaction?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from marketplace.store.accounts import SqlAccounts, SqlAudit, SqlKeys
from marketplace.store.database import Database


class Transaction:
    """All repositories of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.accounts = SqlAccounts(connection)
        self.keys = SqlKeys(connection)
        self.audit = SqlAudit(connection)


class SqlRecords:
    """The `Records` of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """See `Records`."""
        with self._database.reading() as connection:
            yield Transaction(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """See `Records`."""
        with self._database.writing() as connection:
            yield Transaction(connection)
