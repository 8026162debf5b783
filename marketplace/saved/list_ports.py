"""What do lists need of whoever keeps them? A repository in the transaction of the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from marketplace.deals.asking import Wanted
from marketplace.deals.ports import DealRecords
from marketplace.saved.creator_list import CreatorList, Listed


class ListRepository(Protocol):
    """Keeps lists."""

    def add(self, made: CreatorList) -> None:
        """Keep a new one, with nobody on it yet."""
        ...

    def get(self, list_id: str) -> CreatorList | None:
        """The list of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def those(self, ids: Collection[str]) -> Mapping[str, CreatorList]:
        """The lists of some ids, left to others."""
        ...

    def replace(self, after: CreatorList) -> None:
        """Keep another version of it."""
        ...

    def remove(self, list_id: str) -> None:
        """Keep it no more, nor who is on it."""
        ...

    def page(self, wanted: Wanted) -> Sequence[CreatorList]:
        """A page."""
        ...

    def count(self, account_id: str) -> int:
        """How many lists an account has."""
        ...

    def listed(self, list_id: str) -> Sequence[Listed]:
        """Who is on a list, in the order of their coming."""
        ...

    def put(self, list_id: str, after: Sequence[Listed], *, before: Sequence[Listed]) -> None:
        """Let these be on a list, in this order, where those were."""
        ...

    def creators_of(self, list_ids: Collection[str]) -> frozenset[str]:
        """Who is on any of these lists."""
        ...

    def take_off(self, creator_id: str, *, at: int) -> None:
        """Let a creator be on no list any more; each of those is another version."""
        ...


class ListRecords(DealRecords, Protocol):
    """The repositories in one transaction."""

    @property
    def lists(self) -> ListRepository:
        """Lists of creators."""


class Lists(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[ListRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[ListRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...
