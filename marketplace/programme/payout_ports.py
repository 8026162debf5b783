"""What do redemptions and withdrawals need of whoever keeps them? Repositories that share the wallets' transaction."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from marketplace.programme.ports import ProgrammeRecords
from marketplace.programme.wallet import Redemption, Withdrawal


class RedemptionRepository(Protocol):
    """Keeps redemptions; they are only ever added."""

    def add(self, redemption: Redemption) -> None:
        """Keep one more."""
        ...

    def get(self, redemption_id: str) -> Redemption | None:
        """The redemption of an id."""
        ...

    def page(self, creator_id: str, *, before: str, limit: int) -> Sequence[Redemption]:
        """So many redemptions of a creator before an id (empty: the newest), the newest first."""
        ...


class WithdrawalRepository(Protocol):
    """Keeps withdrawals."""

    def add(self, withdrawal: Withdrawal) -> None:
        """Keep a new one."""
        ...

    def get(self, withdrawal_id: str) -> Withdrawal | None:
        """The withdrawal of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def replace(self, withdrawal: Withdrawal) -> None:
        """Keep another version of it."""
        ...

    def page(self, creator_id: str, *, before: str, limit: int) -> Sequence[Withdrawal]:
        """So many withdrawals of a creator before an id (empty: the newest), the newest first."""
        ...

    def of_day(self, creator_id: str, day: str) -> Sequence[Withdrawal]:
        """All withdrawals of a creator on a day (2026-11-26) that have not failed."""
        ...

    def due(self, now: int, *, limit: int) -> Sequence[Withdrawal]:
        """So many that are under way and due, and that nobody else has taken; nobody else's until the end."""
        ...


class PayoutRepository(Protocol):
    """Keeps what the recording payout provider was told; rows are only ever added."""

    def add(self, withdrawal: Withdrawal, *, at: int) -> None:
        """Keep that a withdrawal is paid; nothing where it is kept already."""
        ...


class WalletRecords(ProgrammeRecords, Protocol):
    """The repositories in one transaction."""

    @property
    def redemptions(self) -> RedemptionRepository:
        """Diamonds that became money."""

    @property
    def withdrawals(self) -> WithdrawalRepository:
        """Money on its way out."""

    @property
    def payouts(self) -> PayoutRepository:
        """What the recording provider was told."""


class WalletKeeping(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[WalletRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[WalletRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...
