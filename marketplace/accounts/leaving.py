"""How does a creator leave for ever? It is hidden, its account forgets who it was, and none of its keys is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from marketplace.accounts.account import Account, HiddenFor, Key, Status
from marketplace.accounts.caller import Caller
from marketplace.accounts.hiding import hide
from marketplace.accounts.making import current, done
from marketplace.accounts.ports import AccountRecords, AuditEntry, Records
from marketplace.accounts.roles import Role, Scope
from marketplace.creators.overlays import HIDDEN, overlaid_fields

ERASED_NAME = "erased"
PAGE = 200


class Leaving(Protocol):
    """What is done when a creator leaves."""

    def __call__(self, records: AccountRecords, account: Account, *, by: Caller) -> None:
        """End what is open with it, within the transaction in which it leaves; the account is still as it was."""
        ...


class LeavingService:
    """Erases creators; `now` gives microseconds, `leaving` is called in its order."""

    def __init__(self, records: Records, now: Callable[[], int], *, leaving: Sequence[Leaving] = ()) -> None:
        self._records = records
        self._now = now
        self._leaving = tuple(leaving)

    def erase(self, *, expected: int | None = None, by: Caller) -> None:
        """Let the creator whose key it is leave for ever; what others did with it stays, under its creator id.

        Raises StoreUnavailable, Stale for another version, Conflict when done, Forbidden for others than creators.
        """
        by.check(Scope.ADMIN, Role.CREATOR)
        now = self._now()
        with self._records.writing() as records:
            before = current(records, by.account.id, expected=expected)
            for end in self._leaving:
                end(records, before, by=by)
            self._forget_keys(records, before, at=now)
            after = replace(before, name=ERASED_NAME, email=None, status=Status.ERASED)
            records.accounts.replace(replace(after, version=before.version + 1, updated_at=now))
            entry = AuditEntry(at=now, action="account.erased", account_id=before.id)
            records.audit.add(done(entry, by=by))
            if before.creator_id:
                _hide_for_ever(records, before.creator_id, at=now)

    def _forget_keys(self, records: AccountRecords, account: Account, *, at: int) -> None:
        """Take no key any more; what people called them goes too, and what was answered to them."""
        for key in _keys(records, account.id):
            ends = at if key.revoked_at is None else min(at, key.revoked_at)
            after = replace(key, name=ERASED_NAME, revoked_at=ends, version=key.version + 1, updated_at=at)
            records.keys.replace(after)
        records.claims.drop_all(account.id)


def _hide_for_ever(records: AccountRecords, creator_id: str, *, at: int) -> None:
    records.blocks.replace(creator_id, (), at=at)
    hide(records, creator_id, reason=HiddenFor.ERASED, at=at)
    records.overlays.clear(creator_id, [name for name in overlaid_fields() if name != HIDDEN])


def _keys(records: AccountRecords, account_id: str) -> Iterator[Key]:
    after = ""
    while page := records.keys.page(account_id, client_id=None, after=after, limit=PAGE):
        yield from page
        after = page[-1].id
