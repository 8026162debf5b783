"""How are accounts, their keys and what was done to them kept?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Column, Connection, Row, Select, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.account import Account, Client, Key, Status
from marketplace.accounts.ports import AuditEntry, KeptSecret
from marketplace.accounts.roles import Role, Scope
from marketplace.errors import Conflict
from marketplace.store.statements import parts
from marketplace.store.tables import ACCOUNTS, AUDIT, KEYS

_KEY_COLUMNS = [column for column in KEYS.c if column.name not in ("digest", "signing_key")]


class SqlAccounts:
    """The `AccountRepository` of a transaction; what is read to be written is nobody else's until its end."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, account: Account) -> None:
        """See `AccountRepository`."""
        try:
            self._connection.execute(insert(ACCOUNTS).values(_account_row(account)))
        except IntegrityError:  # somebody else was quicker by a moment
            raise Conflict(f"the creator {account.creator_id} has an account: use that one") from None

    def get(self, account_id: str) -> Account | None:
        """See `AccountRepository`."""
        asked = _locking(select(ACCOUNTS).where(ACCOUNTS.c.id == account_id), writes=self._writes)
        row = self._connection.execute(asked).one_or_none()
        return _account(row) if row else None

    def look(self, account_id: str) -> Account | None:
        """See `AccountRepository`."""
        row = self._connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.id == account_id)).one_or_none()
        return _account(row) if row else None

    def of_creator(self, creator_id: str) -> Account | None:
        """See `AccountRepository`."""
        row = self._connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.creator_id == creator_id)).one_or_none()
        return _account(row) if row else None

    def those(self, account_ids: Collection[str]) -> Mapping[str, Account]:
        """See `AccountRepository`."""
        found = self._all_in(ACCOUNTS.c.id, account_ids)
        return {one.id: one for one in found}

    def of_creators(self, creator_ids: Collection[str]) -> Mapping[str, Account]:
        """See `AccountRepository`."""
        found = self._all_in(ACCOUNTS.c.creator_id, creator_ids)
        return {one.creator_id: one for one in found if one.creator_id is not None}

    def replace(self, account: Account) -> None:
        """See `AccountRepository`."""
        self._connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account.id).values(_account_row(account)))

    def _all_in(self, column: Column[Any], values: Collection[str]) -> Iterator[Account]:
        for some in parts(values):
            yield from map(_account, self._connection.execute(select(ACCOUNTS).where(column.in_(some))))

    def page(self, *, after: str, limit: int, role: Role | None = None) -> Sequence[Account]:
        """See `AccountRepository`."""
        asked = select(ACCOUNTS).where(ACCOUNTS.c.id > after).order_by(ACCOUNTS.c.id).limit(limit)
        if role is not None:
            asked = asked.where(ACCOUNTS.c.role == role)
        return [_account(row) for row in self._connection.execute(asked)]


class SqlKeys:
    """The `KeyRepository` of a transaction; what is read to be written is nobody else's until its end."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, key: Key, secret: KeptSecret) -> None:
        """See `KeyRepository`."""
        kept = {"digest": secret.digest, "signing_key": secret.signing_key}
        self._connection.execute(insert(KEYS).values({**_key_row(key), **kept}))

    def get(self, key_id: str) -> Key | None:
        """See `KeyRepository`."""
        asked = _locking(select(*_KEY_COLUMNS).where(KEYS.c.id == key_id), writes=self._writes)
        row = self._connection.execute(asked).one_or_none()
        return _key(row) if row else None

    def secret(self, key_id: str) -> KeptSecret | None:
        """See `KeyRepository`."""
        asked = select(KEYS.c.digest, KEYS.c.signing_key).where(KEYS.c.id == key_id)
        row = self._connection.execute(asked).one_or_none()
        return KeptSecret(row.digest, row.signing_key) if row else None

    def replace(self, key: Key) -> None:
        """See `KeyRepository`."""
        self._connection.execute(update(KEYS).where(KEYS.c.id == key.id).values(_key_row(key)))

    def page(self, account_id: str, *, client_id: str | None, after: str, limit: int) -> Sequence[Key]:
        """See `KeyRepository`."""
        asked = select(*_KEY_COLUMNS).where(KEYS.c.account_id == account_id, KEYS.c.id > after)
        if client_id is not None:
            asked = asked.where(KEYS.c.client_id == client_id)
        return [_key(row) for row in self._connection.execute(asked.order_by(KEYS.c.id).limit(limit))]

    def count(self, account_id: str, *, good_at: int) -> int:
        """See `KeyRepository`."""
        good = [or_(end.is_(None), end > good_at) for end in (KEYS.c.expires_at, KEYS.c.revoked_at)]
        return self._connection.scalar(select(func.count()).where(KEYS.c.account_id == account_id, *good)) or 0

    def used(self, key_id: str, *, at: int) -> None:
        """See `KeyRepository`."""
        self._connection.execute(update(KEYS).where(KEYS.c.id == key_id).values(last_used_at=at))


class SqlAudit:
    """The `Audit` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: AuditEntry) -> None:
        """See `Audit`."""
        self._connection.execute(insert(AUDIT).values(vars(entry)))

    def page(self, account_id: str, *, limit: int) -> Sequence[AuditEntry]:
        """See `Audit`."""
        asked = select(AUDIT).where(AUDIT.c.account_id == account_id).order_by(AUDIT.c.id.desc()).limit(limit)
        return [AuditEntry(**_without(row, "id")) for row in self._connection.execute(asked)]


def _locking(asked: Select[Any], *, writes: bool) -> Select[Any]:
    """PostgreSQL lets two transactions read one row and each write what it made of it; SQLite lets one write at all."""
    return asked.with_for_update() if writes else asked


def _account_row(account: Account) -> dict[str, Any]:
    clients = orjson.dumps([vars(one) for one in account.clients]).decode()
    return {**vars(account), "clients": clients}


def _account(row: Row[Any]) -> Account:
    kept = row._asdict()
    clients = tuple(Client(**one) for one in orjson.loads(kept.pop("clients")))
    return Account(**{**kept, "role": Role(row.role), "status": Status(row.status), "clients": clients})


def _key_row(key: Key) -> dict[str, Any]:
    return {**vars(key), "scopes": " ".join(sorted(key.scopes))}


def _key(row: Row[Any]) -> Key:
    return Key(**{**row._asdict(), "scopes": frozenset(map(Scope, row.scopes.split()))})


def _without(row: Row[Any], name: str) -> Mapping[str, Any]:
    kept = row._asdict()
    del kept[name]
    return kept
