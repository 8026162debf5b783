"""What do saved searches and their alerts need of whoever keeps them?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from marketplace.deals.asking import Wanted
from marketplace.deals.ports import DealRecords
from marketplace.saved.search import SavedSearch

Pair = tuple[str, str]
"""A search and a creator, by their ids."""


class SearchRepository(Protocol):
    """Keeps saved searches."""

    def add(self, search: SavedSearch) -> None:
        """Keep a new one."""
        ...

    def get(self, search_id: str) -> SavedSearch | None:
        """The search of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def those(self, ids: Collection[str]) -> Sequence[SavedSearch]:
        """The searches of some ids, left to others."""
        ...

    def replace(self, search: SavedSearch) -> None:
        """Keep another version of it."""
        ...

    def remove(self, search_id: str) -> None:
        """Keep it no more, nor whom it found."""
        ...

    def page(self, wanted: Wanted) -> Sequence[SavedSearch]:
        """A page."""
        ...

    def count(self, account_id: str, *, alerting: bool) -> int:
        """How many an account has; of those that alert, where that is asked."""
        ...

    def ran(self, search_id: str, *, at: int) -> None:
        """Remember when it was run last; no new version of it."""
        ...

    def told(self, ids: Collection[str], *, next_at: int) -> None:
        """Remember when some may be told of next; no new versions of them."""
        ...

    def alerting(self) -> Mapping[str, int]:
        """The versions of all that alert accounts which are active."""
        ...

    def changed(self, *, since: int) -> frozenset[str]:
        """Those of them that were made or changed since a time."""
        ...

    def held(self, ids: Collection[str]) -> Mapping[str, int]:
        """The versions of those of these that there are; they stay as they are until the end of the transaction."""
        ...

    def taken(self, ids: Collection[str]) -> Sequence[SavedSearch]:
        """Those that there are of these; they are nobody else's until the end."""
        ...

    def due(self, now: int, *, limit: int) -> Sequence[SavedSearch]:
        """So many that an active account may be told of and has something to be told of, left to others."""
        ...


class MatchRepository(Protocol):
    """Keeps whom each search is known to find: of those the account is told once, or it knew them before."""

    def known(self, creator_ids: Collection[str]) -> Iterable[Pair]:
        """All that is known of some creators."""
        ...

    def of(self, search_id: str) -> Sequence[str]:
        """All whom a search is known to find."""
        ...

    def add_all(self, pairs: Collection[Pair], *, told_at: int | None = None) -> None:
        """Keep those that are not kept yet."""
        ...

    def untold(self, ids: Collection[str], *, limit: int) -> Sequence[Pair]:
        """So many whom some searches are still to be told of, search by search."""
        ...

    def tell(self, pairs: Collection[Pair], *, at: int) -> None:
        """Remember that accounts were told of these, where they were still to be."""
        ...

    def drop(self, pairs: Collection[Pair]) -> None:
        """Be still to tell of these no more."""
        ...

    def drop_all(self, search_id: str) -> None:
        """Be still to tell of nobody whom a search found."""
        ...

    def forget(self, creator_id: str) -> None:
        """Keep nothing of a creator."""
        ...


class MarkRepository(Protocol):
    """Keeps up to where something was looked at."""

    def all(self) -> Mapping[str, int]:
        """All marks, by name."""
        ...

    def move(self, marks: Mapping[str, int]) -> None:
        """Keep some elsewhere."""
        ...


@dataclass(frozen=True)
class Lease:
    """Work that was taken; `done_at` is when what was done last was begun, 0 for the first time."""

    name: str
    done_at: int


class LeaseRepository(Protocol):
    """Keeps who does what one alone does at a time."""

    def take(self, name: str, *, now: int, until: int, every: int) -> Lease | None:
        """Have work for oneself until a time; None where another one has it, or it was begun less than `every` ago."""
        ...

    def keep(self, name: str, *, until: int) -> None:
        """Have it for longer."""
        ...

    def end(self, name: str, *, done_at: int) -> None:
        """Leave it to others; `done_at` is when it was begun."""
        ...


class SavedRecords(DealRecords, Protocol):
    """The repositories in one transaction."""

    @property
    def searches(self) -> SearchRepository:
        """Saved searches."""

    @property
    def matches(self) -> MatchRepository:
        """Whom they find."""

    @property
    def marks(self) -> MarkRepository:
        """Up to where changes were looked at."""

    @property
    def leases(self) -> LeaseRepository:
        """Who looks."""


class Saved(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[SavedRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[SavedRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...
