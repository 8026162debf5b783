"""How is it kept who could join a market when all of it was looked at last?"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from marketplace.store.programme_tables import ELIGIBLE
from marketplace.store.statements import insert_of, parts


class SqlEligibles:
    """The `EligibleRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = insert_of(connection)

    def of(self, market: str) -> frozenset[str]:
        """See `EligibleRepository`."""
        return frozenset(self._connection.scalars(select(ELIGIBLE.c.creator_id).where(ELIGIBLE.c.market == market)))

    def add_all(self, market: str, creator_ids: Collection[str]) -> None:
        """See `EligibleRepository`."""
        for some in parts(creator_ids):
            rows = [{"creator_id": one, "market": market} for one in some]
            self._connection.execute(self._insert(ELIGIBLE).on_conflict_do_nothing(), rows)

    def remove_all(self, market: str, creator_ids: Collection[str]) -> None:
        """See `EligibleRepository`."""
        for some in parts(creator_ids):
            gone = ELIGIBLE.c.creator_id.in_(some)
            self._connection.execute(delete(ELIGIBLE).where(ELIGIBLE.c.market == market, gone))
