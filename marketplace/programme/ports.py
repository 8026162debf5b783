"""What does Creator Next need of whoever keeps it? Repositories of one transaction, and whoever knows creators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from marketplace.deals.ports import DealRecords
from marketplace.programme.happening_ports import HappeningRepository, ViewRepository
from marketplace.programme.member import Member
from marketplace.programme.month_ports import MonthRepository
from marketplace.programme.person import Facts, Person
from marketplace.programme.transfer import Transfer
from marketplace.programme.wallet import Balances, Wallet


class People(Protocol):
    """Knows what profiles say of the creators that can be found."""

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Person]:
        """Those of them that can be found now; raises EngineUnavailable."""
        ...


class FactsRepository(Protocol):
    """Keeps what only the platform knows."""

    def of(self, creator_ids: Collection[str]) -> Mapping[str, Facts]:
        """The facts of those of these creators of whom any are known."""
        ...

    def take(self, creator_id: str) -> Facts | None:
        """The facts of a creator, if any are known; nobody else puts others until the end."""
        ...

    def put_all(self, facts: Sequence[Facts]) -> None:
        """Keep these in place of what is known of the same creators; nobody else puts facts of a creator meanwhile."""
        ...


class MemberRepository(Protocol):
    """Keeps members, one a creator."""

    def add(self, member: Member) -> bool:
        """Keep a new one; False where the creator is one already, having waited for who makes it one."""
        ...

    def get(self, creator_id: str) -> Member | None:
        """The member that a creator is; in a transaction that writes it is nobody else's until the end."""
        ...

    def look(self, creator_id: str) -> Member | None:
        """The member that a creator is, left to others."""
        ...

    def those(self, creator_ids: Collection[str]) -> Mapping[str, Member]:
        """The members that some creators are, by creator, left to others."""
        ...

    def take(self, creator_ids: Collection[str]) -> Mapping[str, Member]:
        """The members that some creators are, nobody else's until the end.

        Taken in one order, so that nobody waits for each other: call it once a transaction, and for facts before it.
        """
        ...

    def replace(self, member: Member) -> None:
        """Keep another version of it."""
        ...

    def page(self, *, after: str, limit: int, market: str | None = None) -> Sequence[Member]:
        """So many members behind an id, of one market where it is named, the oldest first."""
        ...


class WalletRepository(Protocol):
    """Keeps wallets, and what is in their purses."""

    def take(self, creator_ids: Collection[str], *, at: int) -> Mapping[str, Wallet]:
        """The wallets of some creators, new ones where there are none; nobody else's until the end.

        Taken in one order, so that nobody waits for each other: call it once a transaction, before anything of theirs
        is read.
        """
        ...

    def replace_all(self, wallets: Sequence[Wallet]) -> None:
        """Keep other versions of some."""
        ...

    def look(self, creator_id: str) -> Wallet | None:
        """The wallet of a creator, left to others."""
        ...

    def balances(self, creator_id: str) -> Balances:
        """What is in the purses of a creator."""
        ...


class TransferRepository(Protocol):
    """Keeps the ledger; transfers are only ever added."""

    def add_all(self, transfers: Sequence[Transfer]) -> None:
        """Keep some more, in this order, and let the balances follow; their wallets are taken."""
        ...

    def page(
        self, creator_id: str, *, before: int | None, limit: int, filters: Mapping[str, str] | None = None
    ) -> Sequence[Transfer]:
        """So many transfers of a wallet before a number, the newest first; by values of fields, where any are named."""
        ...

    def because_of(self, reasons: Collection[str]) -> Sequence[Transfer]:
        """All transfers for some reasons, in their order."""
        ...


class ProgrammeRecords(DealRecords, Protocol):
    """The repositories in one transaction."""

    @property
    def facts(self) -> FactsRepository:
        """What only the platform knows of creators."""

    @property
    def members(self) -> MemberRepository:
        """Who asked to join."""

    @property
    def wallets(self) -> WalletRepository:
        """What creators have."""

    @property
    def transfers(self) -> TransferRepository:
        """How it came and went."""

    @property
    def happenings(self) -> HappeningRepository:
        """What the platform told."""

    @property
    def fund(self) -> ViewRepository:
        """What views of it are rewarded with."""

    @property
    def months(self) -> MonthRepository:
        """How much that was, by month."""


class Programme(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[ProgrammeRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[ProgrammeRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...
