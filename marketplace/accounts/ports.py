"""What do accounts need of whoever keeps them? Repositories that share one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from marketplace.accounts.account import Account, HiddenFor, Key
from marketplace.accounts.claims import ClaimRepository
from marketplace.accounts.roles import Role
from marketplace.creators.overlays import OpenedOverlays


@dataclass(frozen=True)
class KeptSecret:
    """What is kept of a key's secret: its digest, and the signing key of its scoped keys, encrypted."""

    digest: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One thing that was done to an account or key, by whom (the command line has no account); never a secret."""

    at: int
    action: str
    account_id: str
    key_id: str | None = None
    actor_account_id: str | None = None
    actor_key_id: str | None = None
    acting_user: str | None = None
    detail: str = ""


class AccountRepository(Protocol):
    """Keeps accounts."""

    def add(self, account: Account) -> None:
        """Keep a new one."""
        ...

    def get(self, account_id: str) -> Account | None:
        """The account of an id."""
        ...

    def look(self, account_id: str) -> Account | None:
        """The account of an id, left to others."""
        ...

    def of_creator(self, creator_id: str) -> Account | None:
        """The account of a creator."""
        ...

    def those(self, account_ids: Collection[str]) -> Mapping[str, Account]:
        """The accounts of some ids, left to others."""
        ...

    def of_creators(self, creator_ids: Collection[str]) -> Mapping[str, Account]:
        """The accounts of some creators, by creator."""
        ...

    def replace(self, account: Account) -> None:
        """Keep another version of it."""
        ...

    def page(self, *, after: str, limit: int, role: Role | None = None) -> Sequence[Account]:
        """So many accounts behind an id, the oldest first."""
        ...


class KeyRepository(Protocol):
    """Keeps keys."""

    def add(self, key: Key, secret: KeptSecret) -> None:
        """Keep a new one."""
        ...

    def get(self, key_id: str) -> Key | None:
        """The key of an id."""
        ...

    def secret(self, key_id: str) -> KeptSecret | None:
        """What is kept of its secret."""
        ...

    def replace(self, key: Key) -> None:
        """Keep another version of it."""
        ...

    def page(self, account_id: str, *, client_id: str | None, after: str, limit: int) -> Sequence[Key]:
        """So many keys of an account, or of one client of it, behind an id, the oldest first."""
        ...

    def count(self, account_id: str, *, good_at: int) -> int:
        """How many keys of an account are taken at a time."""
        ...

    def used(self, key_id: str, *, at: int) -> None:
        """Remember when it was used last; no new version of it."""
        ...


class Audit(Protocol):
    """Keeps what was done; entries are only ever added."""

    def add(self, entry: AuditEntry) -> None:
        """Keep one more."""
        ...

    def page(self, account_id: str, *, limit: int) -> Sequence[AuditEntry]:
        """The last things that were done to an account, the newest first."""
        ...


class BlockRepository(Protocol):
    """Keeps whom creators take no proposals from."""

    def of(self, creator_id: str) -> Sequence[str]:
        """The ids of the accounts that a creator blocks, in their order; whether there are such accounts is unknown."""
        ...

    def replace(self, creator_id: str, account_ids: Sequence[str], *, at: int) -> None:
        """Let a creator block these accounts and no others."""
        ...

    def is_blocked(self, creator_ids: Sequence[str], account_id: str) -> frozenset[str]:
        """Those of these creators who block an account; some hundreds may be asked for at once."""
        ...


class HidingRepository(Protocol):
    """Keeps why creators are hidden; changed with the overlays held, see `hiding`."""

    def of(self, creator_id: str) -> frozenset[HiddenFor]:
        """All reasons of a creator."""
        ...

    def among(self, creator_ids: Collection[str]) -> frozenset[str]:
        """Those of these creators who are hidden; none with an account leaves until the end of the transaction."""
        ...

    def add(self, creator_id: str, reason: HiddenFor, *, at: int) -> None:
        """Keep one more, which is not there yet."""
        ...

    def remove(self, creator_id: str, reason: HiddenFor) -> None:
        """Keep it no more."""
        ...


class AccountRecords(Protocol):
    """The repositories in one transaction."""

    @property
    def accounts(self) -> AccountRepository:
        """All accounts."""

    @property
    def keys(self) -> KeyRepository:
        """Their keys."""

    @property
    def audit(self) -> Audit:
        """What was done to both."""

    @property
    def claims(self) -> ClaimRepository:
        """Idempotency keys."""

    @property
    def blocks(self) -> BlockRepository:
        """Whom creators block."""

    @property
    def hidings(self) -> HidingRepository:
        """Why creators are hidden."""

    @property
    def overlays(self) -> OpenedOverlays:
        """What the marketplace says of creators."""


class Records(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[AccountRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[AccountRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...
