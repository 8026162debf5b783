"""Which letters are still to be sent? Kept in the transaction of what they tell of, until a mailer has taken them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from marketplace.mail.mail import Mail


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail to be sent, and how often it was tried; `next_at` is in microseconds."""

    id: int
    mail: Mail
    attempts: int
    next_at: int


class LetterRepository(Protocol):
    """Keeps letters."""

    def add_all(self, mails: Sequence[Mail], *, at: int) -> None:
        """Keep some to be sent at once, in this order."""
        ...

    def take(self, *, now: int, until: int, limit: int) -> Sequence[Letter]:
        """So many that are due, the oldest first; nobody else takes them before `until`."""
        ...

    def again(self, letter: Letter, *, at: int) -> None:
        """Try it once more later."""
        ...

    def forget(self, address: str) -> None:
        """Send nothing more to an address."""
        ...

    def remove(self, letter: Letter) -> None:
        """It is sent, or given up."""
        ...


class LetterRecords(Protocol):
    """The repositories in one transaction."""

    @property
    def letters(self) -> LetterRepository:
        """All letters."""


class Outbox(Protocol):
    """Begins transactions; raises StoreUnavailable."""

    def writing(self) -> AbstractContextManager[LetterRecords]:
        """A transaction that writes, committed unless something is raised."""
        ...
