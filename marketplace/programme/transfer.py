"""What is an entry of the ledger? One transfer of an amount of one currency from an account to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from marketplace.programme.rules import Feature

DIAMONDS = "DIAMOND"
"""The currency of Diamonds: whole ones."""

GIFTS = "platform:gifts"
FUND = "platform:fund"
FEES = "platform:fees"
TIPPERS = "outside:tippers"
PAYOUTS = "outside:payouts"
CONVERSION = "conversion"
"""Where one currency goes in and another one comes out."""


class Purse(StrEnum):
    """What a creator has: money is in the first three, by currency, Diamonds in the last."""

    AVAILABLE = "available"
    PENDING = "pending"
    """Of the Creator Fund, not payable yet."""

    HELD = "held"
    """On its way out."""

    DIAMONDS = "diamonds"


class Entry(StrEnum):
    """What a transfer is for."""

    GIFT = "gift"
    """GIFTS → diamonds."""

    TIP = "tip"
    """TIPPERS → available; of another currency TIPPERS → CONVERSION, and CONVERSION → available."""

    TIP_FEE = "tip_fee"
    """TIPPERS → FEES: on top, the creator gives nothing of it."""

    FUND = "fund"
    """FUND → pending, when a month has ended; → FUND where its views became fewer."""

    FUND_RELEASE = "fund_release"
    """pending → available, when it is payable."""

    REVERSAL = "reversal"
    """The other way round than what it reverses."""

    REDEMPTION = "redemption"
    """diamonds → CONVERSION, and CONVERSION → available."""

    WITHDRAWAL = "withdrawal"
    """available → held."""

    PAYOUT = "payout"
    """held → PAYOUTS."""

    PAYOUT_FAILED = "payout_failed"
    """held → available."""


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """`amount` (more than 0) minor units of `currency`, or Diamonds, go from `debit` to `credit`.

    Of a creator's wallet, in whose market's month (2026-11) it counts by when it happened (`at`); `reason` is the id of
    the event, redemption or withdrawal, or the month of the fund; `detail` are rates that it was reckoned with.
    `number` orders the ledger, given when it is kept.
    """

    number: int = 0
    creator_id: str
    market: str
    entry: Entry
    feature: Feature | None = None
    debit: str
    credit: str
    amount: int
    currency: str
    reason: str
    at: int
    posted_at: int
    month: str
    detail: Mapping[str, Any] = field(default_factory=dict)


def account_of(creator_id: str, purse: Purse) -> str:
    """The account of a creator's purse."""
    return f"creator:{creator_id}:{purse}"
