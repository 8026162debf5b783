"""What can be asked of one field? A `FieldFilter`: frozen, and valid because it exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isfinite

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates, configured_rates
from marketplace.creators.table import Field, Kind, Role
from marketplace.errors import InvalidInput, Problem

MAX_VALUES = 200

Value = str | int | float


@dataclass(frozen=True)
class PriceRange:
    """Bounds in one currency, both inclusive, None where open."""

    currency: str
    at_least: Decimal | None
    at_most: Decimal | None

    def __post_init__(self) -> None:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise _invalid("price_min", "is above price_max: swap them")

    def in_usd(self, rates: Rates) -> tuple[float | None, float | None]:
        """The bounds for creators of other currencies, in US dollars; a currency new since the build as configured."""
        known = rates if self.currency in rates.usd else configured_rates()
        low, high = (
            None if bound is None else known.to_usd(bound, self.currency) for bound in (self.at_least, self.at_most)
        )
        return low, high


@cache
def _names() -> frozenset[str]:
    return frozenset(field.name for field in FIELDS.with_role(Role.FILTER) if field.indexed)


@dataclass(frozen=True)
class FieldFilter:
    """All that is asked of one field; keywords as the index keeps them, times in microseconds.

    `any_of`, the bounds, `price` and `missing` are the field's own: its facet is counted without them.
    `shares` are (key, least share) of an audience group.
    """

    field: str
    any_of: tuple[Value, ...] = ()
    all_of: tuple[Value, ...] = ()
    none_of: tuple[Value, ...] = ()
    at_least: Number | None = None
    at_most: Number | None = None
    below: Number | None = None
    missing: bool | None = None
    price: PriceRange | None = None
    shares: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if self.field not in _names():
            raise _invalid(self.field, "is no field to filter by")
        known = FIELDS[self.field]
        self._check_operators(known)
        for values in (self.any_of, self.all_of, self.none_of):
            if len(values) > MAX_VALUES:
                raise _invalid(self.field, f"has {len(values)} values: at most {MAX_VALUES}")
            if known.values and (unknown := [value for value in values if value not in known.values()]):
                raise _invalid(self.field, f"has no value {unknown[0]!r}")
        self._check_bounds()

    def _check_operators(self, known: Field) -> None:
        if self.ranged and not known.numeric:
            raise _invalid(self.field, "has no order: bounds go with numbers and times")
        if self.all_of and not known.many:
            raise _invalid(self.field, "holds one value: ask for any of several")
        if self.price and self.field != "price_usd":
            raise _invalid(self.field, "is no price")
        if self.shares and known.kind is not Kind.SHARES:
            raise _invalid(self.field, "is no group of shares")

    def _check_bounds(self) -> None:
        bounds = (self.at_least, self.at_most, self.below)
        if not all(isfinite(bound) for bound in bounds if bound is not None):
            raise _invalid(self.field, "has a bound that is no finite number")
        upper = [bound for bound in bounds[1:] if bound is not None]
        if self.at_least is not None and upper and min(upper) < self.at_least:
            raise _invalid(f"{self.field}_min", "is above the greatest value asked for: swap them")

    @property
    def ranged(self) -> bool:
        """Whether a bound is set."""
        return any(bound is not None for bound in (self.at_least, self.at_most, self.below))

    def lets_market(self, code: str) -> bool:
        """Whether a filter of the field market lets creators of a market through."""
        return bool(self.missing) or ((not self.any_of or code in self.any_of) and code not in self.none_of)

    @property
    def own(self) -> bool:
        """Whether the field's own facet is counted under another filter than the hits."""
        return bool(self.any_of or self.ranged or self.price or self.missing is not None)


def lets_market(filters: Iterable[FieldFilter], code: str) -> bool:
    """Whether all of these filters let creators of a market through."""
    return all(one.lets_market(code) for one in filters if one.field == "market")


def _invalid(name: str, detail: str) -> InvalidInput:
    return InvalidInput(Problem(name, detail))
