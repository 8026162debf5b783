"""How are idempotency keys kept?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from marketplace.accounts.claims import Answer, Claim, ClaimKey
from marketplace.store.tables import CLAIMS


class SqlClaims:
    """The `ClaimRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: ClaimKey) -> Claim | None:
        """See `ClaimRepository`."""
        row = self._connection.execute(select(CLAIMS).where(_is(key))).one_or_none()
        if row is None:
            return None
        answer = Answer(row.status, row.body, row.location, row.etag) if row.status is not None else None
        return Claim(key, row.body_hash, row.claimed_at, answer)

    def put(self, claim: Claim) -> None:
        """See `ClaimRepository`."""
        self.drop(claim.key)
        given: dict[str, Any] = vars(claim.answer) if claim.answer else {}
        row = {"body_hash": claim.body_hash, "claimed_at": claim.claimed_at, **vars(claim.key), **given}
        self._connection.execute(insert(CLAIMS).values(row))

    def drop(self, key: ClaimKey) -> None:
        """See `ClaimRepository`."""
        self._connection.execute(delete(CLAIMS).where(_is(key)))

    def drop_all(self, account_id: str) -> None:
        """See `ClaimRepository`."""
        self._connection.execute(delete(CLAIMS).where(CLAIMS.c.account_id == account_id))

    def forget(self, *, claimed_before: int) -> int:
        """See `ClaimRepository`."""
        return self._connection.execute(delete(CLAIMS).where(CLAIMS.c.claimed_at < claimed_before)).rowcount


def _is(key: ClaimKey) -> ColumnElement[bool]:
    return and_(*(CLAIMS.c[name] == value for name, value in vars(key).items()))
