"""How are saved searches kept?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from marketplace.accounts.account import Status
from marketplace.deals.asking import Wanted
from marketplace.saved.search import Alert, SavedSearch
from marketplace.store.listing import can_be, page_of, seen_in
from marketplace.store.packing import record_of, row_of
from marketplace.store.saved_tables import MATCHES, SEARCHES
from marketplace.store.statements import parts
from marketplace.store.tables import ACCOUNTS

ACTIVE = (ACCOUNTS.c.id == SEARCHES.c.account_id, ACCOUNTS.c.status == Status.ACTIVE)
ON = SEARCHES.c.alert != Alert.OFF


class SqlSearches:
    """The `SearchRepository` of a transaction."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, search: SavedSearch) -> None:
        """See `SearchRepository`."""
        self._connection.execute(insert(SEARCHES).values(row_of(search, SEARCHES)))

    def get(self, search_id: str) -> SavedSearch | None:
        """See `SearchRepository`."""
        if not can_be(search_id):
            return None
        asked = select(SEARCHES).where(SEARCHES.c.id == search_id)
        row = self._connection.execute(asked.with_for_update() if self._writes else asked).one_or_none()
        return record_of(SavedSearch, row) if row else None

    def those(self, ids: Collection[str]) -> Sequence[SavedSearch]:
        """See `SearchRepository`."""
        return [one for some in parts(ids) for one in self._all(select(SEARCHES).where(SEARCHES.c.id.in_(some)))]

    def replace(self, search: SavedSearch) -> None:
        """See `SearchRepository`."""
        self._change(search.id, **row_of(search, SEARCHES))

    def remove(self, search_id: str) -> None:
        """See `SearchRepository`."""
        self._connection.execute(delete(MATCHES).where(MATCHES.c.search_id == search_id))
        self._connection.execute(delete(SEARCHES).where(SEARCHES.c.id == search_id))

    def page(self, wanted: Wanted) -> Sequence[SavedSearch]:
        """See `SearchRepository`."""
        return self._all(page_of(SEARCHES, wanted, *seen_in(SEARCHES, wanted.sight)))

    def count(self, account_id: str, *, alerting: bool) -> int:
        """See `SearchRepository`."""
        asked = select(func.count()).select_from(SEARCHES).where(SEARCHES.c.account_id == account_id)
        return self._connection.scalar(asked.where(ON) if alerting else asked) or 0

    def ran(self, search_id: str, *, at: int) -> None:
        """See `SearchRepository`."""
        self._change(search_id, last_run_at=at)

    def told(self, ids: Collection[str], *, next_at: int) -> None:
        """See `SearchRepository`."""
        for some in parts(ids):
            self._connection.execute(update(SEARCHES).where(SEARCHES.c.id.in_(some)).values(alert_at=next_at))

    def alerting(self) -> Mapping[str, int]:
        """See `SearchRepository`."""
        asked = select(SEARCHES.c.id, SEARCHES.c.version).where(ON, *ACTIVE).order_by(SEARCHES.c.id)
        return {row.id: row.version for row in self._connection.execute(asked)}

    def changed(self, *, since: int) -> frozenset[str]:
        """See `SearchRepository`."""
        asked = select(SEARCHES.c.id).where(ON, *ACTIVE, SEARCHES.c.updated_at >= since)
        return frozenset(self._connection.scalars(asked))

    def held(self, ids: Collection[str]) -> Mapping[str, int]:
        """See `SearchRepository`."""
        versions: dict[str, int] = {}
        for some in parts(sorted(ids)):  # in one order, so that no two wait for each other
            asked = select(SEARCHES.c.id, SEARCHES.c.version).where(SEARCHES.c.id.in_(some), ON)
            rows = self._connection.execute(asked.order_by(SEARCHES.c.id).with_for_update(read=True))
            versions |= {row.id: row.version for row in rows}
        return versions

    def taken(self, ids: Collection[str]) -> Sequence[SavedSearch]:
        """See `SearchRepository`."""
        asked = select(SEARCHES).where(SEARCHES.c.id.in_(ids)).order_by(SEARCHES.c.id)
        return self._all(asked.with_for_update())

    def due(self, now: int, *, limit: int) -> Sequence[SavedSearch]:
        """See `SearchRepository`."""
        untold = exists().where(MATCHES.c.search_id == SEARCHES.c.id, MATCHES.c.told_at.is_(None))
        asked = select(SEARCHES).where(SEARCHES.c.alert_at <= now, *ACTIVE, untold)
        return self._all(asked.order_by(SEARCHES.c.alert_at, SEARCHES.c.id).limit(limit))

    def _all(self, asked: Select[Any]) -> Sequence[SavedSearch]:
        return [record_of(SavedSearch, row) for row in self._connection.execute(asked)]

    def _change(self, search_id: str, **values: Any) -> None:
        self._connection.execute(update(SEARCHES).where(SEARCHES.c.id == search_id).values(values))
