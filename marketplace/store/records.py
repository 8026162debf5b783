"""How do repositories share one transaction?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection

from marketplace.store.accounts import SqlAccounts, SqlAudit, SqlKeys
from marketplace.store.claims import SqlClaims
from marketplace.store.database import Database
from marketplace.store.deals import SqlCampaigns, SqlCollaborations, SqlProposals
from marketplace.store.deliveries import SqlDeliveries, SqlLanes
from marketplace.store.earnings import EarningsRepositories
from marketplace.store.events import SqlEvents
from marketplace.store.letters import SqlLetters
from marketplace.store.lists import SqlLists
from marketplace.store.matches import SqlLeases, SqlMarks, SqlMatches
from marketplace.store.overlays import Clock, OpenOverlays, microseconds_now
from marketplace.store.own_side import SqlBlocks, SqlHidings
from marketplace.store.reputations import SqlReputations
from marketplace.store.results import SqlResults
from marketplace.store.searches import SqlSearches
from marketplace.store.threads import SqlHistory, SqlMessages, SqlPayments
from marketplace.store.webhooks import SqlWebhooks


class Transaction(EarningsRepositories):
    """All repositories of one transaction."""

    def __init__(self, connection: Connection, *, writes: bool, clock: Clock) -> None:
        super().__init__(connection, writes=writes)
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
        self.results = SqlResults(connection)
        self.reputations = SqlReputations(connection)
        self.letters = SqlLetters(connection)
        self.events = SqlEvents(connection)
        self.webhooks = SqlWebhooks(connection, writes=writes)
        self.deliveries = SqlDeliveries(connection, writes=writes)
        self.lanes = SqlLanes(connection)
        self.lists = SqlLists(connection, writes=writes)
        self.searches = SqlSearches(connection, writes=writes)
        self.matches = SqlMatches(connection)
        self.marks = SqlMarks(connection)
        self.leases = SqlLeases(connection)
        self.blocks = SqlBlocks(connection)
        self.hidings = SqlHidings(connection)
        self.overlays = OpenOverlays(connection, clock)


class SqlRecords:
    """The `Records` of a database; a transaction that is begun within one that writes is that one."""

    def __init__(self, database: Database, *, clock: Clock = microseconds_now) -> None:
        """The clock says when an overlay is changed, in microseconds."""
        self._database = database
        self._clock = clock
        self._open: ContextVar[Transaction | None] = ContextVar("open", default=None)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """See `Records`."""
        if opened := self._open.get():
            yield opened
            return
        with self._database.reading() as connection:
            yield Transaction(connection, writes=False, clock=self._clock)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """See `Records`."""
        if opened := self._open.get():
            yield opened
            return
        with self._database.writing() as connection:
            transaction = Transaction(connection, writes=True, clock=self._clock)
            token = self._open.set(transaction)
            try:
                yield transaction
            finally:
                self._open.reset(token)
