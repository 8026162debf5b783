"""How much money? Whole minor units of one currency, so that no part of it is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal

from marketplace.creators.money import MAX_DIGITS, Rates, decimals

MOST_MINOR = 10**MAX_DIGITS - 1

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_EVEN)
"""Python's own context rounds to 28 digits, so that a hair more than half would be half."""


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
        return Money(int(_EXACT.to_integral_value(_EXACT.multiply(self.minor, share))), self.currency)

    @property
    def amount(self) -> str:
        """As it is written: with all decimals of the currency."""
        return f"{Decimal(self.minor).scaleb(-decimals(self.currency)):f}"

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} can't be reckoned with each other")
        return other.minor


def money(amount: Decimal, currency: str) -> Money:
    """An amount as it was written; ValueError when it is none, has parts of a minor unit, or too many digits."""
    if not amount.is_finite():
        raise ValueError("must be a number")
    minor = amount.scaleb(decimals(currency), _EXACT)
    if minor < 0:
        raise ValueError("must not be negative")
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
