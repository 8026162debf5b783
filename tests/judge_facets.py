"""What does a facet say? Counted one creator after the other, from the definition of the API alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marketplace.creators.creator import Creator, Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates
from marketplace.creators.table import Field, Kind
from marketplace.creators.times import DAY
from marketplace.search.facets import ranges_of
from marketplace.search.filters import FieldFilter
from marketplace.search.page import Facet, FacetRange, FacetValue, RangesFacet, ValuesFacet
from marketplace.search.query import CreatorQuery


def facet_of(name: str, counted: Sequence[Creator], *, query: CreatorQuery, today: int, rates: Rates) -> Facet:
    """A field's facet over the creators that pass everything but the field's own filter."""
    field, asked = FIELDS[name], query.filter_of(name)
    if field.numeric:
        return _ranges_facet(field, counted, asked=asked, today=today, rates=rates)
    selected = {str(value) for value in asked.any_of} | {key for key, _ in asked.shares} if asked else set()
    counts = Counter(value for creator in counted for value in set(creator.keywords.get(name, ())))
    missing = sum(1 for creator in counted if name not in creator.keywords)
    if field.kind is Kind.TREE:
        values, other = _roots(counts, selected, query.facet_limit)
    else:
        values, other = _values(counts, selected, query.facet_limit)
    if field.kind is Kind.BOOLEAN:
        values = tuple(FacetValue(one.value == "true", one.count, one.selected) for one in values)
    return ValuesFacet(values, other, missing, True)


def _values(counts: Counter[str], selected: set[str], limit: int) -> tuple[tuple[FacetValue, ...], int]:
    """The listed values, and the sum of the counts of the others."""
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    listed = sorted(set(ranked[:limit]) | selected, key=lambda value: (-counts[value], value))
    other = sum(counts[value] for value in ranked if value not in listed)
    return tuple(FacetValue(value, counts[value], value in selected) for value in listed), other


def _roots(counts: Counter[str], selected: set[str], limit: int) -> tuple[tuple[FacetValue, ...], int]:
    """The roots of a tree with their children, each level cut by itself; a selected child brings its root."""
    roots = Counter({value: count for value, count in counts.items() if "." not in value})
    with_roots = {value.split(".")[0] for value in selected}
    listed, other = _values(roots, with_roots, limit)
    return tuple(_root(str(root.value), counts, selected, limit) for root in listed), other


def _root(root: str, counts: Counter[str], selected: set[str], limit: int) -> FacetValue:
    below = Counter({value: count for value, count in counts.items() if value.startswith(f"{root}.")})
    children, other = _values(below, {value for value in selected if value.startswith(f"{root}.")}, limit)
    return FacetValue(root, counts[root], root in selected, children, other)


def _ranges_facet(
    field: Field, counted: Sequence[Creator], *, asked: FieldFilter | None, today: int, rates: Rates
) -> RangesFacet:
    values = [creator.numbers[field.name] for creator in counted if field.name in creator.numbers]
    ranges = tuple(
        FacetRange(
            start,
            end,
            sum(1 for value in values if (start is None or value >= start) and (end is None or value < end)),
            asked is not None and _wholly_inside(field, start, end, asked=asked, rates=rates),
        )
        for start, end in ranges_of(field, today)
    )
    return RangesFacet(ranges, min(values, default=None), max(values, default=None), len(counted) - len(values))


def _wholly_inside(field: Field, start: Number | None, end: Number | None, *, asked: FieldFilter, rates: Rates) -> bool:
    """Whether every value from `start` to before `end` passes the bounds; single values never make a range."""
    if asked.any_of or not (asked.ranged or asked.price):
        return False
    lows = [bound for bound in (asked.at_least, *_price_bounds(asked, rates)[:1]) if bound is not None]
    highs = [bound for bound in (asked.at_most, *_price_bounds(asked, rates)[1:]) if bound is not None]
    if any(start is None or start < low for low in lows):
        return False
    if asked.below is not None and (end is None or end > asked.below):
        return False
    return all(end is not None and end - STEPS.get(field.kind, 0) <= high for high in highs)


STEPS = {Kind.INTEGER: 1, Kind.TIME: 1, Kind.DATE: DAY}
"""How far below the excluded end the last value of a range lies."""


def _price_bounds(asked: FieldFilter, rates: Rates) -> tuple[float | None, ...]:
    if asked.price is None:
        return ()
    currency = asked.price.currency
    bounds = (asked.price.at_least, asked.price.at_most)
    return tuple(None if bound is None else rates.to_usd(bound, currency) for bound in bounds)
