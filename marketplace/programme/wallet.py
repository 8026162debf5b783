"""What does a creator have? A wallet with balances, and what was turned into money and paid out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from marketplace.programme.transfer import DIAMONDS, Purse


@dataclass(frozen=True, kw_only=True)
class Wallet:
    """The row whose lock orders all that changes a wallet; `version` counts the changes.

    `live_milli` and `video_milli` are the thousandths of Diamonds that all gifts made, less those reversed: the whole
    ones among them were credited.
    """

    creator_id: str
    live_milli: int = 0
    video_milli: int = 0
    version: int = 0
    created_at: int
    updated_at: int


@dataclass(frozen=True)
class Balances:
    """What is in each purse, by currency: may be less than nothing after a reversal."""

    amounts: Mapping[tuple[Purse, str], int] = field(default_factory=dict)

    def of(self, purse: Purse, currency: str) -> int:
        """What is in a purse, in minor units."""
        return self.amounts.get((purse, currency), 0)

    @property
    def diamonds(self) -> int:
        """How many there are."""
        return self.of(Purse.DIAMONDS, DIAMONDS)


@dataclass(frozen=True, kw_only=True)
class Redemption:
    """Diamonds that became money at the rate of the day: `rate` dollars for one Diamond, then into the currency."""

    id: str
    creator_id: str
    diamonds: int
    minor: int
    currency: str
    diamonds_per_usd: int
    usd_per_unit: str
    rates_of: str
    """The day of the currency's rate."""

    version: int = 1
    created_at: int
    updated_at: int


class Payout(StrEnum):
    """How far a withdrawal is."""

    REQUESTED = "requested"
    PROCESSING = "processing"
    """The payout provider has been, or is being, asked; under the withdrawal's id, so that it is never paid twice."""

    PAID = "paid"
    FAILED = "failed"
    """The money is back in the wallet."""


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """Money on its way to the connected account; `day` is by the market's clock, at `next_at` the worker looks next."""

    id: str
    creator_id: str
    minor: int
    currency: str
    state: Payout = Payout.REQUESTED
    payout_account: str
    failure: str | None = None
    day: str
    next_at: int
    version: int = 1
    created_at: int
    updated_at: int


@dataclass(frozen=True, kw_only=True)
class FundMonth:
    """What a month of the Creator Fund came to; `minor` is credited as pending, and released from `payable_at` on."""

    creator_id: str
    month: str
    market: str
    views: int
    minor: int
    currency: str
    payable_at: int
    released: bool = False
    updated_at: int


@dataclass(frozen=True)
class Viewed:
    """So many views of a creator, of a day and from a market; `market` is the creator's then."""

    day: str
    market: str
    viewers: str
    views: int
