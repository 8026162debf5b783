"""What is done with accounts? Opened, changed, suspended: each is one transaction, and audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from marketplace.accounts.account import Account, Client, HiddenFor, Status
from marketplace.accounts.caller import Caller
from marketplace.accounts.hiding import hide, unhide
from marketplace.accounts.making import FIRST, Made, Makers, current, done, found, made_key
from marketplace.accounts.own_side import NOTHING, OwnChanges, OwnSide, own_side, own_step
from marketplace.accounts.ports import AccountRecords, AuditEntry, Records
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.values import check_account
from marketplace.errors import Conflict, Forbidden


class AccountService:
    """The accounts; everything raises StoreUnavailable."""

    def __init__(self, records: Records, makers: Makers) -> None:
        self._records = records
        self._makers = makers

    def open(
        self, details: Mapping[str, Any], *, scopes: frozenset[Scope] | None = None, by: Caller | None = None
    ) -> tuple[Account, Made]:
        """Make an account and its first key, which has these scopes or all of its role; raises InvalidInput, Conflict.

        `details` are the fields of an account, each of its type: role and name are needed, creator_id of a creator.
        """
        if by and details["role"] is Role.OPERATOR:
            raise Forbidden("accounts of operators are opened at the console: python -m marketplace accounts create")
        now = self._makers.now()
        account = Account(id=self._makers.make_id("acc"), created_at=now, updated_at=now, **details)
        check_account(account)
        with self._records.writing() as records:
            if account.creator_id and records.accounts.of_creator(account.creator_id):
                raise Conflict(f"the creator {account.creator_id} has an account: use that one")
            records.accounts.add(account)
            made = made_key(records, account, makers=self._makers, wanted=replace(FIRST, scopes=scopes))
            entry = AuditEntry(at=now, action="account.opened", account_id=account.id, key_id=made.key.id)
            records.audit.add(done(entry, by=by))
        return account, made

    def get(self, account_id: str) -> Account:
        """The account of an id; raises NotFound."""
        with self._records.reading() as records:
            return found(records, account_id)

    def page(self, *, after: str = "", limit: int, role: Role | None = None) -> Sequence[Account]:
        """So many accounts behind an id, the oldest first."""
        with self._records.reading() as records:
            return records.accounts.page(after=after, limit=limit, role=role)

    def change(
        self,
        account_id: str,
        changes: Mapping[str, Any],
        *,
        own: OwnChanges = NOTHING,
        expected: int | None = None,
        by: Caller | None = None,
    ) -> Account:
        """Give an account other values of some fields, and a creator's own side too; one version for all of it.

        Raises InvalidInput, NotFound, Stale, and Conflict when the account is erased.
        """
        if by and by.key.client_id:
            raise Forbidden(f"the key is bound to the client {by.key.client_id}, and can't change the account")
        with self._records.writing() as records:
            before = current(records, account_id, expected=expected)
            after = replace(before, **changes)
            step = own_step(records, before, changes=own)
            if after == before and step is None:
                return before
            check_account(after)
            after = replace(after, version=before.version + 1, updated_at=self._makers.now())
            records.accounts.replace(after)
            records.audit.add(done(_changed(after, names={*changes, *own.names}), by=by))
            if after.status is not before.status:
                _follow_status(records, after)
            if step:
                step.take(records, at=after.updated_at)
        return after

    def own(self, account_id: str) -> tuple[Account, OwnSide | None]:
        """An account and the own side that it has, if a creator's; raises NotFound."""
        with self._records.reading() as records:
            account = found(records, account_id)
            return account, _own_side(records, account)

    def change_own(
        self, changes: Mapping[str, Any], *, own: OwnChanges, expected: int | None, by: Caller
    ) -> tuple[Account, OwnSide | None]:
        """Change the caller's account as `change` does; what both are by it."""
        with self._records.writing() as records:
            account = self.change(by.account.id, changes, own=own, expected=expected, by=by)
            return account, _own_side(records, account)

    def numbered(self, clients: Sequence[Client]) -> tuple[Client, ...]:
        """The clients, those that are new with ids."""
        return tuple(replace(one, id=one.id or self._makers.make_id("cli")) for one in clients)

    def suspend(self, account_id: str, *, by: Caller | None = None) -> Account:
        """Take none of its keys any more; raises NotFound."""
        return self.change(account_id, {"status": Status.SUSPENDED}, by=by)

    def reinstate(self, account_id: str, *, by: Caller | None = None) -> Account:
        """Take its keys again; raises NotFound."""
        return self.change(account_id, {"status": Status.ACTIVE}, by=by)


def _changed(account: Account, *, names: Set[str]) -> AuditEntry:
    at, detail = account.updated_at, ", ".join(sorted(names))
    return AuditEntry(at=at, action="account.changed", account_id=account.id, detail=detail)


def _own_side(records: AccountRecords, account: Account) -> OwnSide | None:
    return own_side(records, account.creator_id) if account.creator_id else None


def _follow_status(records: AccountRecords, account: Account) -> None:
    """Hide the creator of an account for as long as it is suspended."""
    if account.creator_id and account.status is Status.SUSPENDED:
        hide(records, account.creator_id, reason=HiddenFor.SUSPENDED, at=account.updated_at)
    elif account.creator_id:
        unhide(records, account.creator_id, reason=HiddenFor.SUSPENDED)
