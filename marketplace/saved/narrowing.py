"""Whom do lists leave of what a caller may find? Those on some of them, without those on others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from marketplace.accounts.caller import Caller
from marketplace.deals.access import sight_of
from marketplace.deals.sides import Side, side_of
from marketplace.errors import InvalidInput, Problem
from marketplace.saved.creator_list import CreatorList
from marketplace.saved.list_ports import ListRecords, Lists
from marketplace.saved.lists import is_in
from marketplace.search.reach import Reach

IN, NOT_IN = "in_list", "not_in_list"
MAX_NAMED = 20
"""Lists of one parameter."""

MOST = 50_000
"""Creators on the lists of one parameter together: as many as are left out who were contacted."""


@dataclass(frozen=True)
class Narrowing:
    """Looks up who is on lists."""

    records: Lists

    def narrowed(self, reach: Reach, asked: Mapping[str, Sequence[str]], *, by: Caller) -> Reach:
        """A reach within the lists that it and a search name by `in_list` and `not_in_list`, as they are now.

        With one that is gone of those that the reach names itself, which a key is bound to, nobody is found. Raises
        InvalidInput for any other that is not the caller's, and StoreUnavailable.
        """
        forced = {IN: reach.in_list, NOT_IN: reach.not_in_list}
        groups = [*_groups(forced), *_groups(asked)]
        if not groups:
            return reach
        if side_of(by) is not Side.BRAND:
            raise InvalidInput(Problem(groups[0][0], "is for brands and agencies: leave it out"))
        with self.records.reading() as records:
            named = {one for _, ids in groups for one in ids}
            sight = sight_of(by)
            known = {one: found for one, found in records.lists.those(named).items() if is_in(sight, found)}
            for name, ids in _groups(asked):
                _check_known(name, ids, known=known)
            return _with(records, reach, groups=groups, known=known)


def _groups(named: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    return ((name, ids) for name in (IN, NOT_IN) if (ids := named.get(name)))


def _check_known(name: str, ids: Sequence[str], *, known: Mapping[str, CreatorList]) -> None:
    if unknown := [one for one in ids if one not in known]:
        raise InvalidInput(Problem(name, f"there is no list {unknown[0]!r}: see GET /v1/lists"))


def _with(
    records: ListRecords,
    reach: Reach,
    *,
    groups: Sequence[tuple[str, Sequence[str]]],
    known: Mapping[str, CreatorList],
) -> Reach:
    only, out = reach.only, reach.left_out
    if any(one not in known for one in reach.not_in_list):
        only = frozenset()  # whom it would leave out is not known any more
    for name, ids in groups:
        there = {one for one in ids if one in known}
        if (size := sum(known[one].size for one in there)) > MOST:
            raise InvalidInput(Problem(name, f"names lists of {size:,} creators together: at most {MOST:,} are taken"))
        creators = records.lists.creators_of(there)
        if name == IN:
            only = creators if only is None else only & creators
        else:
            out = creators | (out or frozenset())
    lists = tuple(f"{name}={','.join(sorted({*ids}))}" for name, ids in groups)
    return replace(reach, only=only, left_out=out, lists=lists)
