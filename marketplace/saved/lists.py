"""What is done with lists? Made, filled and emptied by a brand's keys; each step is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.accounts.ports import AccountRecords
from marketplace.deals.access import check_side, seen_page, sight_of
from marketplace.deals.asking import Sight, Wanted
from marketplace.deals.sides import Side
from marketplace.errors import Conflict, InvalidInput, NotFound, Problem, Stale
from marketplace.saved.creator_list import MAX_LISTS, CreatorList, FullList, Listed, Said, added, check_said, replaced
from marketplace.saved.list_ports import ListRecords, Lists


class ListService:
    """The lists of an account; raises NotFound for another's, Forbidden for who is no brand, and StoreUnavailable."""

    def __init__(self, records: Lists, makers: Makers) -> None:
        self._records = records
        self._makers = makers

    def make(self, said: Said, *, client_id: str | None = None, by: Caller) -> FullList:
        """A new list, which has a name; raises InvalidInput, and Conflict where there are too many."""
        _check_brand(by)
        check_said(said)
        client, now = by.client_for(client_id), self._makers.now()
        listed = replaced((), replace(said, creator_ids=said.creator_ids or ()), at=now)
        with self._records.writing() as records:
            _check_room(records, by.account, client_id=client)
            made = CreatorList(
                id=self._makers.make_id("lst"),
                account_id=by.account.id,
                client_id=client,
                name=said.name or "",
                size=len(listed),
                created_at=now,
                updated_at=now,
            )
            records.lists.add(made)
            records.lists.put(made.id, listed, before=())
        return FullList(made, listed)

    def get(self, list_id: str, *, by: Caller) -> FullList:
        """A list with who is on it."""
        with self._records.reading() as records:
            found = _own(records, list_id, by=by)
            return FullList(found, records.lists.listed(list_id))

    def creators(self, list_id: str, *, most: int, by: Caller) -> Sequence[str]:
        """Who is on a list that is named by `list_id` elsewhere; raises InvalidInput where it can't be used so."""
        with self._records.reading() as records:
            try:
                found = _own(records, list_id, by=by)
            except NotFound:
                raise InvalidInput(Problem("list_id", f"there is no list {list_id!r}: see GET /v1/lists")) from None
            if found.size > most:
                detail = f"has {found.size:,} creators: at most {most} are proposed to at once, by creator_ids in parts"
                raise InvalidInput(Problem("list_id", detail))
            if not (listed := records.lists.listed(list_id)):
                raise InvalidInput(Problem("list_id", "has no creators: add some, or name creator_ids"))
            return [one.creator_id for one in listed]

    def page(self, wanted: Wanted, *, by: Caller) -> Sequence[CreatorList]:
        """A page of the lists that the caller may see."""
        _check_brand(by)
        with self._records.reading() as records:
            return records.lists.page(seen_page(wanted, by=by))

    def change(self, list_id: str, said: Said, *, expected: int | None, by: Caller) -> FullList:
        """Give it another name, other creators, other notes; raises InvalidInput, Stale."""
        check_said(said)
        with self._records.writing() as records:
            before = self._to_be(records, list_id, expected=expected, by=by)
            after = replaced(before.listed, said, at=self._makers.now())
            return self._become(records, before, listed=after, name=said.name)

    def add(self, list_id: str, said: Said, *, expected: int | None = None, by: Caller) -> FullList:
        """Put creators on it, with notes; who is there already stays. Raises InvalidInput, Stale."""
        check_said(said)
        with self._records.writing() as records:
            before = self._to_be(records, list_id, expected=expected, by=by)
            return self._become(records, before, listed=added(before.listed, said, at=self._makers.now()))

    def take_off(
        self, list_id: str, creator_ids: Sequence[str], *, expected: int | None = None, by: Caller
    ) -> FullList:
        """Let creators be on it no more, whether they were or not; raises Stale."""
        gone = set(creator_ids)
        with self._records.writing() as records:
            before = self._to_be(records, list_id, expected=expected, by=by)
            return self._become(records, before, listed=[one for one in before.listed if one.creator_id not in gone])

    def remove(self, list_id: str, *, expected: int | None, by: Caller) -> None:
        """Delete a list; raises Stale."""
        with self._records.writing() as records:
            _check_expected(_own(records, list_id, by=by), expected)
            records.lists.remove(list_id)

    def forget(self, records: AccountRecords, account: Account, *, by: Caller) -> None:  # noqa: ARG002
        """Let a creator who leaves for ever be on nobody's list: see `Leaving`."""
        assert account.creator_id
        cast("ListRecords", records).lists.take_off(account.creator_id, at=self._makers.now())

    def _to_be(self, records: ListRecords, list_id: str, *, expected: int | None, by: Caller) -> FullList:
        found = _own(records, list_id, by=by)
        _check_expected(found, expected)
        return FullList(found, records.lists.listed(list_id))

    def _become(
        self, records: ListRecords, before: FullList, *, listed: Sequence[Listed], name: str | None = None
    ) -> FullList:
        """Keep another version of it, where there is anything else about it."""
        old = before.list
        after = replace(old, name=name or old.name, size=len(listed))
        if after == old and [*listed] == [*before.listed]:
            return before
        after = replace(after, version=old.version + 1, updated_at=max(self._makers.now(), old.updated_at))
        records.lists.replace(after)
        records.lists.put(old.id, listed, before=before.listed)
        return FullList(after, listed)


def is_in(sight: Sight, found: CreatorList) -> bool:
    """Whether somebody may see a list."""
    return sight.account_id == found.account_id and sight.client_id in (None, found.client_id)


def _check_brand(by: Caller) -> None:
    check_side(by, Side.BRAND, what="have lists")


def _check_expected(found: CreatorList, expected: int | None) -> None:
    if expected is not None and found.version != expected:
        raise Stale(found.version)


def _check_room(records: ListRecords, account: Account, *, client_id: str | None) -> None:
    """Raise for a list too many, or one of no client; two at once wait for each other."""
    now = records.accounts.get(account.id) or account
    if client_id not in {None, *(one.id for one in now.clients)}:
        raise InvalidInput(Problem("client_id", "is no client of the account: see GET /v1/accounts/me"))
    if records.lists.count(account.id) >= MAX_LISTS:
        raise Conflict(f"the account has {MAX_LISTS:,} lists, which is the most: delete one first")


def _own(records: ListRecords, list_id: str, *, by: Caller) -> CreatorList:
    _check_brand(by)
    found = records.lists.get(list_id)
    if found is None or not is_in(sight_of(by), found):
        raise NotFound(f"there is no list {list_id}")
    return found
