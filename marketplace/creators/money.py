"""What is an amount of money worth? (`config/rates.toml`: US dollars for one unit of a currency, and their date.)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel.numbers import get_currency_precision

from marketplace.creators.files import config

MILLIONTH = Decimal("0.000001")
MAX_DIGITS = 15
"""Digits of an amount: as many as a double keeps exactly, so that engines compare amounts without loss."""


@dataclass(frozen=True)
class Rates:
    """Currency rates of one day: US dollars for one unit."""

    date: dt.date
    usd: Mapping[str, Decimal]

    def to_usd(self, amount: Decimal, currency: str) -> float:
        """An amount in US dollars, rounded half-even to millionths; KeyError for a currency without a rate."""
        return float((amount * self.usd[currency]).quantize(MILLIONTH, ROUND_HALF_EVEN))

    def to_json(self) -> dict[str, object]:
        """The form in which an index keeps the rates its prices were made with."""
        return {"date": self.date.isoformat(), "usd": {code: str(rate) for code, rate in self.usd.items()}}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Rates:
        """The rates that `to_json` wrote."""
        usd = kept["usd"]
        assert isinstance(usd, Mapping)
        return cls(
            dt.date.fromisoformat(str(kept["date"])), {str(code): Decimal(str(rate)) for code, rate in usd.items()}
        )


@cache
def configured_rates() -> Rates:
    """The rates of `config/rates.toml`."""
    table = config("rates.toml")
    return Rates(table["date"], {code: Decimal(rate) for code, rate in table["usd"].items()})


@cache
def currencies() -> tuple[str, ...]:
    """The currencies that have a rate."""
    return tuple(configured_rates().usd)


@cache
def decimals(currency: str) -> int:
    """How many digits follow the point in a currency: 2 for EUR, 0 for JPY (CLDR)."""
    return get_currency_precision(currency)
