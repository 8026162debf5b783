"""How is a `CreatorQuery` asked of Tantivy? As queries over the columns, nothing typed is ever parsed by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tantivy import FieldType, Query

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates
from marketplace.creators.table import Kind, MatchClass
from marketplace.embedded.clauses import either, every, keyword, keywords
from marketplace.embedded.schema import WHOLE, build_schema, share_column
from marketplace.embedded.words import found
from marketplace.search.filters import FieldFilter, PriceRange
from marketplace.search.query import CreatorQuery


@dataclass(frozen=True)
class Stage:
    """The hits of one match class (0: without classes), in one query."""

    match_class: int
    query: Query


def matching(query: CreatorQuery, rates: Rates) -> Query:
    """Every creator that the query finds."""
    return _matching(query, rates, wanted=_wanted(query, query.widest_class))


def stages(query: CreatorQuery, rates: Rates) -> tuple[Stage, ...]:
    """The same creators one match class after the other, the best first."""
    if not query.sort.by_relevance or not query.match_classes:
        return (Stage(0, matching(query, rates)),)
    made, better = [], None
    for match_class in query.match_classes:
        reached = _wanted(query, match_class)
        made.append(Stage(match_class.value, _matching(query, rates, wanted=reached, better=better)))
        better = every(reached)
    return tuple(made)


def bounded(
    column: str, *, least: Number | None = None, most: Number | None = None, above: bool = False, below: bool = False
) -> Query:
    """Numbers from least to most, both included unless `above` or `below`; None is open."""
    floating = FIELDS[column].kind in (Kind.NUMBER, Kind.SHARES) if column in FIELDS else column not in WHOLE
    kind = FieldType.Float if floating else FieldType.Integer
    convert = int if kind is FieldType.Integer else float
    low, high = (None if bound is None else convert(bound) for bound in (least, most))
    return Query.range_query(build_schema(), column, kind, low, high, not above, not below)


def _matching(query: CreatorQuery, rates: Rates, *, wanted: Sequence[Query], better: Query | None = None) -> Query:
    must, without = passing(query.every_filter, rates)
    must = [*wanted, *must]
    without += [] if better is None else [better]
    if query.text:
        without += [found(sought, MatchClass.STEM) for sought in query.text.excluded]
    if query.within is not None:
        must.append(keywords("id", query.within))
    if query.without:
        without.append(keywords("id", query.without))
    return every(must, without)


def passing(filters: Iterable[FieldFilter], rates: Rates) -> tuple[list[Query], list[Query]]:
    """What creators must and what they must not have to pass all of these filters."""
    must: list[Query] = []
    without: list[Query] = []
    for chosen in filters:
        must += _must(chosen, rates)
        without += [_value(chosen.field, value) for value in chosen.none_of]
    return must, without


def _wanted(query: CreatorQuery, least: MatchClass) -> list[Query]:
    text = query.text
    return [found(sought, least, forgiving=text.forgiving) for sought in text.wanted] if text else []


def _must(chosen: FieldFilter, rates: Rates) -> list[Query]:
    must = [_value(chosen.field, value) for value in chosen.all_of]
    must += [bounded(share_column(chosen.field, key), least=least) for key, least in chosen.shares]
    own = list(_own(chosen, rates))
    absent = keyword("absent", chosen.field)
    if chosen.missing is False:
        return [*must, *own, every((), [absent])]
    if chosen.missing:
        return [*must, either([every(own), absent]) if own else absent]
    return [*must, *own]


def _own(chosen: FieldFilter, rates: Rates) -> Iterable[Query]:
    """What the field's own facet is counted without."""
    if chosen.any_of:
        numeric = FIELDS[chosen.field].numeric
        yield (
            either(_value(chosen.field, value) for value in chosen.any_of)
            if numeric
            else keywords(chosen.field, [str(value) for value in chosen.any_of])
        )
    if chosen.at_least is not None or chosen.at_most is not None:
        yield bounded(chosen.field, least=chosen.at_least, most=chosen.at_most)
    if chosen.below is not None:
        yield bounded(chosen.field, most=chosen.below, below=True)
    if chosen.price:
        yield _price(chosen.price, rates)


def _value(field: str, value: str | Number) -> Query:
    if isinstance(value, str):
        return keyword(field, value)
    return bounded(field, least=value, most=value)


def _price(price: PriceRange, rates: Rates) -> Query:
    """The creator's own currency compares exactly, every other in dollars at the index's rates."""
    own = keyword("currency", price.currency)
    exact = bounded("amount", least=_float(price.at_least), most=_float(price.at_most))
    low, high = price.in_usd(rates)
    return either([every([own, exact]), every([bounded("price_usd", least=low, most=high)], [own])])


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
