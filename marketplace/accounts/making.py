"""How does a key come to be? Made once, told once, kept as what recognises it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from marketplace.accounts.account import Account, Key, Status
from marketplace.accounts.caller import Caller
from marketplace.accounts.key_text import KeyText, make_key
from marketplace.accounts.ports import AccountRecords, AuditEntry, KeptSecret
from marketplace.accounts.roles import SCOPES, Scope
from marketplace.accounts.values import check_key
from marketplace.accounts.vault import Vault
from marketplace.errors import Conflict, NotFound, Stale


@dataclass(frozen=True, kw_only=True)
class Makers:
    """What the services take from outside: the time (microseconds), ids by prefix, random bytes, and the vault."""

    now: Callable[[], int]
    make_id: Callable[[str], str]
    random: Callable[[int], bytes]
    vault: Vault


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a new key is to be; without scopes it has all of its account's role."""

    name: str
    scopes: frozenset[Scope] | None = None
    client_id: str | None = None
    expires_at: int | None = None


FIRST = Wanted(name="first key")


@dataclass(frozen=True)
class Made:
    """A key that was just made; its text is told this once."""

    key: Key
    text: KeyText


def made_key(records: AccountRecords, account: Account, *, makers: Makers, wanted: Wanted) -> Made:
    """Keep a new key of an account; raises InvalidInput."""
    now, text = makers.now(), make_key(makers.make_id("key"), makers.random)
    key = Key(
        id=text.id,
        account_id=account.id,
        name=wanted.name,
        scopes=SCOPES[account.role] if wanted.scopes is None else wanted.scopes,
        client_id=wanted.client_id,
        expires_at=wanted.expires_at,
        created_at=now,
        updated_at=now,
    )
    check_key(key, account, now=now)
    records.keys.add(key, KeptSecret(text.digest, makers.vault.encrypt(text.signing_key)))
    return Made(key, text)


def found(records: AccountRecords, account_id: str) -> Account:
    """The account of an id; raises NotFound."""
    account = records.accounts.get(account_id)
    if account is None:
        raise NotFound(f"there is no account {account_id}")
    return account


def current(records: AccountRecords, account_id: str, *, expected: int | None) -> Account:
    """The account of an id, to be changed; raises NotFound, Stale for another version, Conflict for an erased one."""
    account = found(records, account_id)
    if expected is not None and account.version != expected:
        raise Stale(account.version)
    if account.status is Status.ERASED:
        raise Conflict(f"the account {account_id} is erased: nothing of it can be changed any more")
    return account


def done(what: AuditEntry, *, by: Caller | None) -> AuditEntry:
    """What is kept of something that somebody did."""
    if by is None:
        return what
    return replace(what, actor_account_id=by.account.id, actor_key_id=by.key.id, acting_user=by.acting_user)
