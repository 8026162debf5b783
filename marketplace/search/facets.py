"""What does a facet say? From an engine's raw counts to the answer: what is listed, selected, left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates
from marketplace.creators.table import TEMPORAL, Field, Kind
from marketplace.creators.times import DAY
from marketplace.creators.topics import parent
from marketplace.search.filters import FieldFilter
from marketplace.search.page import Facet, FacetRange, FacetValue, RangesFacet, ValuesFacet
from marketplace.search.query import CreatorQuery


@dataclass(frozen=True)
class RawValues:
    """Creators by value, of all values when the set is closed, else of the most frequent and the selected.

    `total` is the sum of the counts of all values, listed here or not (of roots and children alike for a tree).
    """

    counts: Mapping[str, int]
    total: int
    missing: int
    exact: bool = True


@dataclass(frozen=True)
class RawRanges:
    """Creators by range, in the order of `ranges_of`; least and greatest are None when nobody has a value."""

    counts: tuple[int, ...]
    least: Number | None
    greatest: Number | None
    missing: int


Raw = RawValues | RawRanges


@dataclass(frozen=True)
class FacetGroup:
    """Facets that are counted under the same filters: those of the query, less the own filter of `names`' field."""

    query: CreatorQuery
    names: tuple[str, ...]


def facet_groups(query: CreatorQuery) -> tuple[FacetGroup, ...]:
    """The facets asked, grouped by the filters that they are counted under; those of the hits come first."""
    plain = tuple([name for name in query.facets if not _has_own(query, name)])
    own = [name for name in query.facets if _has_own(query, name)]
    together = (FacetGroup(query, plain),) if plain else ()
    return (*together, *(FacetGroup(without_own_filter(query, name), (name,)) for name in own))


def without_own_filter(query: CreatorQuery, name: str) -> CreatorQuery:
    """The query that a field's facet is counted under: without its any-of, bounds and missing; the rest is kept."""
    if not _has_own(query, name):
        return query
    kept = (_kept(one) if one.field == name else one for one in query.filters)
    return replace(query, filters=tuple(one for one in kept if one is not None))


def _has_own(query: CreatorQuery, name: str) -> bool:
    chosen = query.filter_of(name)
    return chosen is not None and chosen.own


def _kept(chosen: FieldFilter) -> FieldFilter | None:
    kept = FieldFilter(chosen.field, all_of=chosen.all_of, none_of=chosen.none_of)
    return kept if kept.all_of or kept.none_of else None


def ranges_of(field: Field, today: int) -> tuple[tuple[Number | None, Number | None], ...]:
    """The ranges of a facet, from open to open: (from, to), `to` excluded; times in microseconds."""
    return _ranges_of(field.name, today if field.kind in TEMPORAL else 0)


@lru_cache(maxsize=256)
def _ranges_of(name: str, today: int) -> tuple[tuple[Number | None, Number | None], ...]:
    field = FIELDS[name]
    inner = tuple(today - int(days * DAY) if field.kind in TEMPORAL else days for days in field.buckets)
    return tuple(zip((None, *inner), (*inner, None), strict=True))


def selected_values(query: CreatorQuery, name: str) -> tuple[str, ...]:
    """The values of a field that the query asks for; they are always listed."""
    chosen = query.filter_of(name)
    if chosen is None:
        return ()
    return (*(str(value) for value in chosen.any_of), *(key for key, _ in chosen.shares))


def nothing_counted(names: Iterable[str], today: int) -> dict[str, Raw]:
    """The raw counts of facets where there are no creators."""
    return {
        name: RawRanges((0,) * len(ranges_of(FIELDS[name], today)), None, None, 0)
        if FIELDS[name].numeric
        else RawValues({}, 0, 0)
        for name in names
    }


def build_facets(query: CreatorQuery, raw: Mapping[str, Raw], *, today: int, rates: Rates) -> dict[str, Facet]:
    """The facets asked, in the order asked, from the engine's counts of each."""
    return {
        name: _ranges(query, one, field=FIELDS[name], today=today, rates=rates)
        if isinstance(one := raw[name], RawRanges)
        else _values(query, one, field=FIELDS[name])
        for name in query.facets
    }


def _ranges(query: CreatorQuery, raw: RawRanges, *, field: Field, today: int, rates: Rates) -> RangesFacet:
    chosen = query.filter_of(field.name)
    ranges = tuple(
        FacetRange(start, end, count, chosen is not None and _inside((start, end), chosen, rates=rates))
        for (start, end), count in zip(ranges_of(field, today), raw.counts, strict=True)
    )
    return RangesFacet(ranges, raw.least, raw.greatest, raw.missing)


def _inside(edges: tuple[Number | None, Number | None], chosen: FieldFilter, *, rates: Rates) -> bool:
    """Whether a range lies wholly inside the filter; whole numbers end one before `end`, dates a day."""
    start, end = edges
    if not (chosen.ranged or chosen.price) or chosen.any_of:
        return False
    price = chosen.price.in_usd(rates) if chosen.price else (None, None)
    last = _STEPS.get(FIELDS[chosen.field].kind, 0)
    return (
        all(start is not None and start >= bound for bound in (chosen.at_least, price[0]) if bound is not None)
        and all(end is not None and end - last <= bound for bound in (chosen.at_most, price[1]) if bound is not None)
        and (chosen.below is None or (end is not None and end <= chosen.below))
    )


_STEPS = {Kind.INTEGER: 1, Kind.TIME: 1, Kind.DATE: DAY}


def _values(query: CreatorQuery, raw: RawValues, *, field: Field) -> ValuesFacet:
    selected = frozenset(selected_values(query, field.name))
    if field.kind is Kind.TREE:
        return _tree(raw, selected, limit=query.facet_limit)
    values = tuple(
        FacetValue(name == "true" if field.kind is Kind.BOOLEAN else name, raw.counts.get(name, 0), name in selected)
        for name in _listed(raw.counts, selected, limit=query.facet_limit)
    )
    return ValuesFacet(values, raw.total - sum(value.count for value in values), raw.missing, raw.exact)


def _listed(counts: Mapping[str, int], always: Iterable[str], *, limit: int) -> list[str]:
    """The most frequent values up to the limit and those always listed; by count, then value."""
    found = sorted((name for name, count in counts.items() if count), key=lambda name: (-counts[name], name))
    listed = {*found[:limit], *always}
    return sorted(listed, key=lambda name: (-counts.get(name, 0), name))


def _tree(raw: RawValues, selected: frozenset[str], *, limit: int) -> ValuesFacet:
    roots = {name: count for name, count in raw.counts.items() if not parent(name)}
    branches: dict[str, dict[str, int]] = {name: {} for name in roots}
    for name, count in raw.counts.items():
        if root := parent(name):
            branches.setdefault(root, {})[name] = count
    always = {parent(name) or name for name in selected}
    values = tuple(
        _root((name, raw.counts.get(name, 0)), branches.get(name, {}), selected=selected, limit=limit)
        for name in _listed(roots, always, limit=limit)
    )
    return ValuesFacet(values, sum(roots.values()) - sum(value.count for value in values), raw.missing, raw.exact)


def _root(root: tuple[str, int], leaves: Mapping[str, int], *, selected: frozenset[str], limit: int) -> FacetValue:
    name, count = root
    always = {leaf for leaf in selected if parent(leaf) == name}
    children = tuple(
        FacetValue(leaf, leaves.get(leaf, 0), leaf in selected) for leaf in _listed(leaves, always, limit=limit)
    )
    other = sum(leaves.values()) - sum(child.count for child in children)
    return FacetValue(name, count, name in selected, children, other)
