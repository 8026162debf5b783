"""How is a `CreatorQuery` asked of Tantivy? As queries over the columns, nothing typed is ever parsed by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tantivy import FieldType, Occur, Query

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates
from marketplace.creators.table import BEST_FIRST, Kind, MatchClass
from marketplace.embedded.document import CREATOR
from marketplace.embedded.schema import WORDS, build_schema, share_column
from marketplace.search.filters import FieldFilter, PriceRange
from marketplace.search.query import CreatorQuery
from marketplace.text.query import Sought


@dataclass(frozen=True)
class Stage:
    """The hits of one match class (0: without classes), in one query."""

    match_class: int
    query: Query


def matching(query: CreatorQuery, rates: Rates) -> Query:
    """Every creator that the query finds."""
    return _matching(query, rates, wanted=_wanted(query, MatchClass.BIO))


def stages(query: CreatorQuery, rates: Rates) -> tuple[Stage, ...]:
    """The same creators one match class after the other, the best first."""
    if not query.sort.by_relevance or query.text is None or not query.text.wanted:
        return (Stage(0, matching(query, rates)),)
    found, better = [], None
    for match_class in BEST_FIRST:
        reached = _wanted(query, match_class)
        found.append(Stage(match_class.value, _matching(query, rates, wanted=reached, better=better)))
        better = every(reached)
    return tuple(found)


def every(queries: Iterable[Query], without: Iterable[Query] = ()) -> Query:
    """All of these, and none of those; every creator when there are only those."""
    must = [(Occur.Must, one) for one in queries] or [(Occur.Must, keyword("kind", CREATOR))]
    return Query.boolean_query([*must, *((Occur.MustNot, one) for one in without)])


def either(queries: Iterable[Query]) -> Query:
    """At least one of these."""
    return Query.boolean_query([(Occur.Should, one) for one in queries])


def keyword(column: str, value: str) -> Query:
    """A whole value of a keyword column."""
    return Query.term_query(build_schema(), column, value, "basic")


def keywords(column: str, values: Sequence[str]) -> Query:
    """Any of these values."""
    return Query.term_set_query(build_schema(), column, list(values))


def bounded(
    column: str, *, least: Number | None = None, most: Number | None = None, above: bool = False, below: bool = False
) -> Query:
    """Numbers from least to most, both included unless `above` or `below`; None is open."""
    floating = column not in FIELDS or FIELDS[column].kind in (Kind.NUMBER, Kind.SHARES)
    kind = FieldType.Integer if column == "tie" or not floating else FieldType.Float
    convert = int if kind is FieldType.Integer else float
    low, high = (None if bound is None else convert(bound) for bound in (least, most))
    return Query.range_query(build_schema(), column, kind, low, high, not above, not below)


def _matching(query: CreatorQuery, rates: Rates, *, wanted: Sequence[Query], better: Query | None = None) -> Query:
    must, without = list(wanted), [] if better is None else [better]
    for chosen in query.filters:
        must += _must(chosen, rates)
        without += [_value(chosen.field, value) for value in chosen.none_of]
    if query.text:
        without += [_sought(sought, MatchClass.BIO) for sought in query.text.excluded]
    if query.exclude_ids:
        without.append(keywords("id", query.exclude_ids))
    return every(must, without)


def _wanted(query: CreatorQuery, least: MatchClass) -> list[Query]:
    return [_sought(sought, least) for sought in query.text.wanted] if query.text else []


def _sought(sought: Sought, least: MatchClass) -> Query:
    """A word or phrase in any class from `least` up."""
    columns = (WORDS[match_class] for match_class in BEST_FIRST if match_class.value >= least.value)
    if len(sought.words) == 1:
        return either(Query.term_query(build_schema(), column, sought.words[0], "basic") for column in columns)
    return either(Query.phrase_query(build_schema(), column, list(sought.words)) for column in columns)


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
