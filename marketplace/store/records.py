"""How do repositories share one transaction?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection

from marketplace.store.accounts import SqlAccounts, SqlAudit, SqlKeys
from marketplace.store.claims import SqlClaims
from marketplace.store.database import Database
from marketplace.store.deals import SqlBlocks, SqlCampaigns, SqlCollaborations, SqlProposals
from marketplace.store.threads import SqlHistory, SqlMessages, SqlPayments


class Transaction:
    """All repositories of one transaction."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self.accounts = SqlAccounts(connection, writes=writes)
        self.keys = SqlKeys(connection, writes=writes)
        self.audit = SqlAudit(connection)
        self.claims = SqlClaims(connection)
        self.campaigns = SqlCampaigns(connection, writes=writes)
        self.proposals = SqlProposals(connection, writes=writes)
        self.collaborations = SqlCollaborations(connection, writes=writes)
        self.messages = SqlMessages(connection)
        self.history = SqlHistory(connection)
        self.payments = SqlPayments(connection)
        self.blocks = SqlBlocks(connection)


class SqlRecords:
    """The `Records` of a database; a transaction that is begun within one that writes is that one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: ContextVar[Transaction | None] = ContextVar("open", default=None)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """See `Records`."""
        if opened := self._open.get():
            yield opened
            return
        with self._database.reading() as connection:
            yield Transaction(connection, writes=False)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """See `Records`."""
        if opened := self._open.get():
            yield opened
            return
        with self._database.writing() as connection:
            transaction = Transaction(connection, writes=True)
            token = self._open.set(transaction)
            try:
                yield transaction
            finally:
                self._open.reset(token)
