"""How is kept whom a creator blocks, and why a creator is hidden?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from marketplace.accounts.account import HiddenFor
from marketplace.store.tables import ACCOUNTS, BLOCKS, HIDINGS


class SqlBlocks:
    """The `BlockRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, creator_id: str) -> Sequence[str]:
        """See `BlockRepository`."""
        asked = select(BLOCKS.c.account_id).where(BLOCKS.c.creator_id == creator_id).order_by(BLOCKS.c.account_id)
        return self._connection.scalars(asked).all()

    def replace(self, creator_id: str, account_ids: Sequence[str], *, at: int) -> None:
        """See `BlockRepository`."""
        known, wanted = set(self.of(creator_id)), set(account_ids)
        if gone := [{"gone": one} for one in sorted(known - wanted)]:
            its = (BLOCKS.c.creator_id == creator_id, BLOCKS.c.account_id == bindparam("gone"))
            self._connection.execute(delete(BLOCKS).where(*its), gone)
        if new := [{"creator_id": creator_id, "account_id": one, "at": at} for one in sorted(wanted - known)]:
            self._connection.execute(insert(BLOCKS), new)

    def is_blocked(self, creator_ids: Sequence[str], account_id: str) -> frozenset[str]:
        """See `BlockRepository`."""
        asked = select(BLOCKS.c.creator_id).where(
            BLOCKS.c.creator_id.in_(creator_ids), BLOCKS.c.account_id == account_id
        )
        return frozenset(self._connection.scalars(asked))


class SqlHidings:
    """The `HidingRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, creator_id: str) -> frozenset[HiddenFor]:
        """See `HidingRepository`."""
        asked = select(HIDINGS.c.reason).where(HIDINGS.c.creator_id == creator_id)
        return frozenset(map(HiddenFor, self._connection.scalars(asked)))

    def among(self, creator_ids: Collection[str]) -> frozenset[str]:
        """See `HidingRepository`."""
        # who leaves takes its account first: it waits for us, or we see that it has left
        accounts = select(ACCOUNTS.c.id).where(ACCOUNTS.c.creator_id.in_(creator_ids)).order_by(ACCOUNTS.c.id)
        self._connection.execute(accounts.with_for_update(read=True))
        asked = select(HIDINGS.c.creator_id).where(HIDINGS.c.creator_id.in_(creator_ids))
        return frozenset(self._connection.scalars(asked))

    def add(self, creator_id: str, reason: HiddenFor, *, at: int) -> None:
        """See `HidingRepository`."""
        self._connection.execute(insert(HIDINGS).values(creator_id=creator_id, reason=reason, at=at))

    def remove(self, creator_id: str, reason: HiddenFor) -> None:
        """See `HidingRepository`."""
        gone = delete(HIDINGS).where(HIDINGS.c.creator_id == creator_id, HIDINGS.c.reason == reason)
        self._connection.execute(gone)
