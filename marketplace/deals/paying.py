"""Who moves the money? A provider behind a port; the one that is there keeps record of what it was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Moment


class PaymentAction(StrEnum):
    """What is done with money."""

    RESERVE = "reserve"
    RELEASE = "release"
    REFUND = "refund"


@dataclass(frozen=True, kw_only=True)
class Movement:
    """So many whole minor units of a currency, put aside, given to the creator or back to the brand."""

    collaboration_id: str
    at: Moment
    action: PaymentAction
    minor: int
    currency: str

    @property
    def money(self) -> Money:
        """How much it is."""
        return Money(self.minor, self.currency)


class PaymentRepository(Protocol):
    """Keeps movements; they are only ever added."""

    def add(self, movement: Movement) -> None:
        """Keep one more."""
        ...

    def of(self, collaboration_id: str) -> Sequence[Movement]:
        """The movements of a collaboration, in their order."""
        ...


class PaymentProvider(Protocol):
    """Moves money, within the transaction of the step that it follows from: what it raises undoes the step."""

    def move(self, movement: Movement, *, kept: PaymentRepository) -> None:
        """Do this, and keep record of it."""
        ...


class Recording:
    """Moves nothing and keeps record of all: what was agreed is paid outside."""

    def move(self, movement: Movement, *, kept: PaymentRepository) -> None:
        """See `PaymentProvider`."""
        kept.add(movement)
