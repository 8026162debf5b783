"""How are idempotency keys kept?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from marketplace.accounts.claims import Answer, Claim, ClaimKey
from marketplace.store.statements import insert_of
from marketplace.store.tables import CLAIMS


class SqlClaims:
    """The `ClaimRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = insert_of(connection)

    def get(self, key: ClaimKey) -> Claim | None:
        """See `ClaimRepository`."""
        row = self._connection.execute(select(CLAIMS).where(_is(key))).one_or_none()
        if row is None:
            return None
        answer = Answer(row.status, row.body, row.location, row.etag) if row.status is not None else None
        return Claim(key, row.body_hash, row.claimed_at, answer)

    def take(self, claim: Claim, *, known: Claim | None) -> bool:
        """See `ClaimRepository`."""
        if known:
            was = and_(_is(known.key), CLAIMS.c.claimed_at == known.claimed_at)
            self._connection.execute(delete(CLAIMS).where(was))
        # an INSERT by itself would end the transaction when another one was first, and say that the database is away
        kept = self._insert(CLAIMS).values(_row(claim)).on_conflict_do_nothing()
        return self._connection.execute(kept, execution_options={"preserve_rowcount": True}).rowcount == 1

    def holds(self, claim: Claim) -> bool:
        """See `ClaimRepository`."""
        mine = and_(_is(claim.key), CLAIMS.c.claimed_at == claim.claimed_at, CLAIMS.c.status.is_(None))
        asked = select(CLAIMS.c.body_hash).where(mine).with_for_update()
        return self._connection.scalar(asked) == claim.body_hash

    def put(self, claim: Claim) -> None:
        """See `ClaimRepository`."""
        self.drop(claim.key)
        self._connection.execute(self._insert(CLAIMS).values(_row(claim)))

    def drop(self, key: ClaimKey) -> None:
        """See `ClaimRepository`."""
        self._connection.execute(delete(CLAIMS).where(_is(key)))

    def drop_all(self, account_id: str) -> None:
        """See `ClaimRepository`."""
        self._connection.execute(delete(CLAIMS).where(CLAIMS.c.account_id == account_id))

    def forget(self, *, claimed_before: int) -> int:
        """See `ClaimRepository`."""
        return self._connection.execute(delete(CLAIMS).where(CLAIMS.c.claimed_at < claimed_before)).rowcount


def _row(claim: Claim) -> dict[str, Any]:
    given: dict[str, Any] = vars(claim.answer) if claim.answer else {}
    return {"body_hash": claim.body_hash, "claimed_at": claim.claimed_at, **vars(claim.key), **given}


def _is(key: ClaimKey) -> ColumnElement[bool]:
    return and_(*(CLAIMS.c[name] == value for name, value in vars(key).items()))
