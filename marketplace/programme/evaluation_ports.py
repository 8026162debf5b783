"""What does the nightly look at everybody need? Who could join before, that one worker does it, and who listens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from marketplace.programme.person import Person
from marketplace.programme.ports import FactsRepository


class EligibleRepository(Protocol):
    """Keeps who could join a market when all of it was looked at last."""

    def of(self, market: str) -> frozenset[str]:
        """All of them, by their ids."""
        ...

    def add_all(self, market: str, creator_ids: Collection[str]) -> None:
        """Keep some more; who is there already stays."""
        ...

    def remove_all(self, market: str, creator_ids: Collection[str]) -> None:
        """Keep some no longer."""
        ...


class Lease(Protocol):
    """Work that was taken."""

    @property
    def done_at(self) -> int:
        """When what was done last was begun, 0 for the first time."""


class LeaseRepository(Protocol):
    """Keeps who does what one alone does at a time; times are in microseconds."""

    def take(self, name: str, *, now: int, until: int, every: int) -> Lease | None:
        """Have work for oneself until a time; None where another one has it, or it was begun less than `every` ago."""
        ...

    def keep(self, name: str, *, until: int) -> None:
        """Have it for longer."""
        ...

    def end(self, name: str, *, done_at: int) -> None:
        """Leave it to others; `done_at` is when it was begun."""
        ...


class EvaluationRecords(Protocol):
    """The repositories in one transaction."""

    @property
    def eligibles(self) -> EligibleRepository:
        """Who could join."""

    @property
    def facts(self) -> FactsRepository:
        """What only the platform knows of creators."""

    @property
    def leases(self) -> LeaseRepository:
        """Who looks."""


class Evaluations(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[EvaluationRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[EvaluationRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...


class Following(Protocol):
    """Looks at creators again while all of a market pass by: those who are members, mostly."""

    def follow(self, people: Mapping[str, Person], *, now: int) -> object:
        """Look at some by what their profiles say now; the same one may come again. Outside of any transaction."""
        ...
