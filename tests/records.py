"""What stands in for the database of accounts where it is not under test?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any

from marketplace.accounts.account import Account, HiddenFor, Key
from marketplace.accounts.claims import Claim, ClaimKey
from marketplace.accounts.ports import AuditEntry, KeptSecret
from marketplace.accounts.roles import Role
from marketplace.errors import StoreUnavailable
from tests.overlays import MemoryOverlays


@dataclass
class MemoryAccounts:
    """An `AccountRepository` in a dict."""

    kept: dict[str, Account] = field(default_factory=dict)

    def add(self, account: Account) -> None:
        assert account.id not in self.kept
        self.kept[account.id] = account

    def get(self, account_id: str) -> Account | None:
        return self.kept.get(account_id)

    look = get

    def of_creator(self, creator_id: str) -> Account | None:
        return next((one for one in self.kept.values() if one.creator_id == creator_id), None)

    def replace(self, account: Account) -> None:
        self.kept[account.id] = account

    def page(self, *, after: str, limit: int, role: Role | None = None) -> Sequence[Account]:
        found = [one for _, one in sorted(self.kept.items()) if one.id > after and role in (None, one.role)]
        return found[:limit]


@dataclass
class MemoryKeys:
    """A `KeyRepository` in dicts."""

    kept: dict[str, Key] = field(default_factory=dict)
    secrets: dict[str, KeptSecret] = field(default_factory=dict)

    def add(self, key: Key, secret: KeptSecret) -> None:
        assert key.id not in self.kept
        self.kept[key.id], self.secrets[key.id] = key, secret

    def get(self, key_id: str) -> Key | None:
        return self.kept.get(key_id)

    def secret(self, key_id: str) -> KeptSecret | None:
        return self.secrets.get(key_id)

    def replace(self, key: Key) -> None:
        self.kept[key.id] = key

    def page(self, account_id: str, *, client_id: str | None, after: str, limit: int) -> Sequence[Key]:
        mine = [one for _, one in sorted(self.kept.items()) if one.account_id == account_id and one.id > after]
        return [one for one in mine if client_id in (None, one.client_id)][:limit]

    def count(self, account_id: str, *, good_at: int) -> int:
        return sum(one.account_id == account_id and one.is_good(good_at) for one in self.kept.values())

    def used(self, key_id: str, *, at: int) -> None:
        self.kept[key_id] = replace(self.kept[key_id], last_used_at=at)


@dataclass
class MemoryAudit:
    """An `Audit` in a list."""

    kept: list[AuditEntry] = field(default_factory=list)

    def add(self, entry: AuditEntry) -> None:
        self.kept.append(entry)

    def page(self, account_id: str, *, limit: int) -> Sequence[AuditEntry]:
        return [one for one in reversed(self.kept) if one.account_id == account_id][:limit]


@dataclass
class MemoryClaims:
    """A `ClaimRepository` in a dict."""

    kept: dict[ClaimKey, Claim] = field(default_factory=dict)

    def get(self, key: ClaimKey) -> Claim | None:
        return self.kept.get(key)

    def take(self, claim: Claim, *, known: Claim | None) -> bool:
        if self.kept.get(claim.key) != known:
            return False
        self.put(claim)
        return True

    def holds(self, claim: Claim) -> bool:
        return self.kept.get(claim.key) == claim

    def put(self, claim: Claim) -> None:
        self.kept[claim.key] = claim

    def drop(self, key: ClaimKey) -> None:
        self.kept.pop(key, None)

    def drop_all(self, account_id: str) -> None:
        self.kept = {key: claim for key, claim in self.kept.items() if key.account_id != account_id}

    def forget(self, *, claimed_before: int) -> int:
        old = [key for key, claim in self.kept.items() if claim.claimed_at < claimed_before]
        for key in old:
            self.drop(key)
        return len(old)


@dataclass
class MemoryBlocks:
    """A `BlockRepository` in a dict."""

    kept: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, creator_id: str) -> Sequence[str]:
        return sorted(self.kept.get(creator_id, ()))

    def replace(self, creator_id: str, account_ids: Sequence[str], *, at: int) -> None:
        self.kept[creator_id] = frozenset(account_ids)

    def is_blocked(self, creator_ids: Sequence[str], account_id: str) -> frozenset[str]:
        return frozenset(one for one in creator_ids if account_id in self.kept.get(one, ()))


@dataclass
class MemoryHidings:
    """A `HidingRepository` in a dict."""

    kept: dict[str, frozenset[HiddenFor]] = field(default_factory=dict)

    def of(self, creator_id: str) -> frozenset[HiddenFor]:
        return self.kept.get(creator_id, frozenset())

    def among(self, creator_ids: Collection[str]) -> frozenset[str]:
        return frozenset(filter(self.of, creator_ids))

    def add(self, creator_id: str, reason: HiddenFor, *, at: int) -> None:
        assert reason not in self.of(creator_id)
        self.kept[creator_id] = self.of(creator_id) | {reason}

    def remove(self, creator_id: str, reason: HiddenFor) -> None:
        self.kept[creator_id] = self.of(creator_id) - {reason}


@dataclass
class MemoryRecords:
    """`Records` in memory; `away` when nobody is to reach them, `asked` how often they were."""

    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)
    keys: MemoryKeys = field(default_factory=MemoryKeys)
    audit: MemoryAudit = field(default_factory=MemoryAudit)
    claims: MemoryClaims = field(default_factory=MemoryClaims)
    blocks: MemoryBlocks = field(default_factory=MemoryBlocks)
    hidings: MemoryHidings = field(default_factory=MemoryHidings)
    overlays: MemoryOverlays = field(default_factory=MemoryOverlays)
    away: bool = False
    asked: int = 0
    lock: Any = field(default_factory=RLock)

    @contextmanager
    def reading(self) -> Iterator[MemoryRecords]:
        self.asked += 1
        if self.away:
            raise StoreUnavailable("the database is away")
        with self.lock:
            yield self

    @contextmanager
    def writing(self) -> Iterator[MemoryRecords]:
        with self.reading():
            before = [(part, _contents(part)) for part in self._parts()]
            try:
                yield self
            except BaseException:
                for part, kept in before:
                    vars(part).update(kept)
                raise

    def _parts(self) -> tuple[object, ...]:
        return self.accounts, self.keys, self.audit, self.claims, self.blocks, self.hidings, self.overlays


def _contents(part: object) -> dict[str, Any]:
    """What a repository holds, as it is now."""
    return {name: copy(value) for name, value in vars(part).items() if isinstance(value, dict | list)}
