"""How much money? Whole minor units of one currency, so that no part of it is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from marketplace.creators.money import MAX_DIGITS, Rates, decimals

MOST_MINOR = 10**MAX_DIGITS - 1


@dataclass(frozen=True, order=True)
class Money:
    """An amount in whole minor units: 12000 of EUR are 120.00, of JPY 12000."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def share(self, share: Decimal) -> Money:
        """A share (0..1) of it, rounded half-even to minor units."""
        return Money(int((self.minor * share).quantize(Decimal(1), ROUND_HALF_EVEN)), self.currency)

    @property
    def amount(self) -> str:
        """As it is written: with all decimals of the currency."""
        return f"{Decimal(self.minor).scaleb(-decimals(self.currency)):f}"

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} can't be reckoned with each other")
        return other.minor


def money(amount: Decimal, currency: str) -> Money:
    """An amount as it was written; ValueError when it has parts of a minor unit, or too many digits."""
    minor = amount.scaleb(decimals(currency))
    if minor != minor.to_integral_value():
        places = decimals(currency)
        has = f"has {places} decimals" if places else "has no decimals"
        raise ValueError(f"must be whole minor units: {currency} {has}")
    if minor > MOST_MINOR:
        raise ValueError(f"has more than {MAX_DIGITS} digits")
    return Money(int(minor), currency)


def nothing(currency: str) -> Money:
    """No money at all."""
    return Money(0, currency)


def converted(amount: Decimal, currency: str, *, to: str, rates: Rates) -> Money:
    """An amount in another currency by the rates of a day, rounded half-even to its minor units."""
    if currency != to:
        amount = amount * rates.usd[currency] / rates.usd[to]
    return Money(int(amount.scaleb(decimals(to)).quantize(Decimal(1), ROUND_HALF_EVEN)), to)
