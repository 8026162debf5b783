"""What is done with keys? Made, revoked, rotated by a key with the scope admin; never with more than it has itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marketplace.accounts.account import Key
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Made, Makers, Wanted, done, found, made_key
from marketplace.accounts.ports import AccountRecords, AuditEntry, Records
from marketplace.accounts.roles import Scope
from marketplace.accounts.values import check_name
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Problem, Stale

MAX_KEYS = 200
"""Of an account, those that are not taken any more left out."""

LONGEST_OVERLAP_SECONDS = 7 * 24 * 3600


class KeyService:
    """The keys of an account; everything raises StoreUnavailable, and Forbidden for a key without the scope admin."""

    def __init__(self, records: Records, makers: Makers) -> None:
        self._records = records
        self._makers = makers

    def make(self, wanted: Wanted, *, by: Caller) -> Made:
        """A new key, with no more scopes and no other client than its maker; raises InvalidInput, Conflict."""
        by.check(Scope.ADMIN)
        wanted = _within(replace(wanted, scopes=by.scopes if wanted.scopes is None else wanted.scopes), by=by)
        if by.key.client_id is not None:
            wanted = replace(wanted, client_id=wanted.client_id or by.key.client_id)
            if wanted.client_id != by.key.client_id:
                raise Forbidden(f"the key is bound to the client {by.key.client_id}, and can make keys of it alone")
        with self._records.writing() as records:
            account = found(records, by.account.id)
            self._check_room(records, account.id)
            made = made_key(records, account, makers=self._makers, wanted=wanted)
            self._note(records, made.key, action="key.made", by=by)
        return made

    def page(self, *, by: Caller, after: str = "", limit: int) -> Sequence[Key]:
        """So many keys of the caller's account or client behind an id, the oldest first."""
        by.check(Scope.ADMIN)
        with self._records.reading() as records:
            return records.keys.page(by.account.id, client_id=by.key.client_id, after=after, limit=limit)

    def get(self, key_id: str, *, by: Caller) -> Key:
        """A key of the caller's account; raises NotFound."""
        by.check(Scope.ADMIN)
        with self._records.reading() as records:
            return _own(records, key_id, by=by)

    def rename(self, key_id: str, name: str, *, expected: int | None, by: Caller) -> Key:
        """Give a key another name; raises NotFound, Stale."""
        by.check(Scope.ADMIN)
        with self._records.writing() as records:
            before = _expected(_own(records, key_id, by=by), expected)
            after = replace(before, name=name)
            check_name(after)
            return before if after == before else self._become(records, after, action="key.renamed", by=by)

    def revoke(self, key_id: str, *, expected: int | None = None, by: Caller | None = None) -> Key:
        """Take a key no more, from now on; done already is no error. Raises NotFound, Stale.

        Without a caller, any key: the console's may do all.
        """
        if by:
            by.check(Scope.ADMIN)
        now = self._makers.now()
        with self._records.writing() as records:
            before = _expected(_own(records, key_id, by=by), expected)
            if before.revoked_at is not None and before.revoked_at <= now:
                return before
            return self._become(records, replace(before, revoked_at=now), action="key.revoked", by=by)

    def rotate(self, key_id: str, *, overlap_seconds: int, expected: int | None = None, by: Caller) -> Made:
        """A key in place of another, which is taken some time longer; raises NotFound, Stale, Conflict."""
        by.check(Scope.ADMIN)
        now = self._makers.now()
        check_overlap(overlap_seconds)
        with self._records.writing() as records:
            account = found(records, by.account.id)
            old = _expected(_own(records, key_id, by=by), expected)
            if not old.is_good(now) or old.revoked_at is not None:
                raise Conflict(f"the key {key_id} is revoked or has expired: make a new one")
            self._check_room(records, account.id)
            wanted = Wanted(name=old.name, scopes=old.scopes, client_id=old.client_id, expires_at=old.expires_at)
            wanted = _within(wanted, by=by)
            made = made_key(records, account, makers=self._makers, wanted=wanted)
            ended = replace(old, revoked_at=now + overlap_seconds * MICROSECONDS)
            self._become(records, ended, action="key.rotated", by=by)
            self._note(records, made.key, action="key.made", by=by)
        return made

    def _become(self, records: AccountRecords, after: Key, *, action: str, by: Caller | None) -> Key:
        after = replace(after, version=after.version + 1, updated_at=self._makers.now())
        records.keys.replace(after)
        self._note(records, after, action=action, by=by)
        return after

    def _note(self, records: AccountRecords, key: Key, *, action: str, by: Caller | None) -> None:
        entry = AuditEntry(at=self._makers.now(), action=action, account_id=key.account_id, key_id=key.id)
        records.audit.add(done(entry, by=by))

    def _check_room(self, records: AccountRecords, account_id: str) -> None:
        if records.keys.count(account_id, good_at=self._makers.now()) >= MAX_KEYS:
            raise Conflict(f"the account has {MAX_KEYS} keys already: revoke one first")


def _within(wanted: Wanted, *, by: Caller) -> Wanted:
    """What is wanted, to end with its maker at the latest; raises Forbidden for scopes that the maker has not."""
    if more := (wanted.scopes or frozenset()) - by.scopes:
        raise Forbidden(f"the key has not the scopes {', '.join(sorted(more))} itself")
    ends = [one for one in (wanted.expires_at, by.key.expires_at) if one is not None]
    return replace(wanted, expires_at=min(ends, default=None))


def check_overlap(seconds: int) -> None:
    """Raise InvalidInput when what is rotated can't be taken so much longer."""
    if not 0 <= seconds <= LONGEST_OVERLAP_SECONDS:
        raise InvalidInput(Problem("overlap_seconds", f"must be 0 to {LONGEST_OVERLAP_SECONDS}"))


def _own(records: AccountRecords, key_id: str, *, by: Caller | None) -> Key:
    """A key that the caller may manage; another account's and another client's are as if they were not there."""
    key = records.keys.get(key_id)
    if key is None or (by and (key.account_id != by.account.id or by.key.client_id not in (None, key.client_id))):
        raise NotFound(f"there is no key {key_id}")
    return key


def _expected(key: Key, version: int | None) -> Key:
    if version is not None and key.version != version:
        raise Stale(key.version)
    return key
