"""What must a creator have to be found? The filters and words of a `CreatorQuery` as clauses, nothing of it parsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from marketplace.creators.creator import Number, tie_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates
from marketplace.creators.table import BEST_FIRST, MatchClass
from marketplace.elastic.mapping import AMOUNT, CURRENCY, WORDS, share_column
from marketplace.search.filters import FieldFilter, PriceRange, Value
from marketplace.search.query import CreatorQuery
from marketplace.text.query import Sought, TextQuery

Clause = dict[str, Any]


def matching(query: CreatorQuery, rates: Rates) -> Clause:
    """Every creator that the query finds, without a score."""
    must, must_not = _parts(query, rates)
    return every([*_wanted(query.text), *must], must_not)


def ranked(query: CreatorQuery, rates: Rates) -> Clause:
    """The same creators, the score of each its match class; for a query with wanted words."""
    must, must_not = _parts(query, rates)
    assert query.text
    # the best class reached is the score: a constant each, so that no score depends on the rest of the index
    classes = [_reaching(query.text, match_class) for match_class in BEST_FIRST]
    return {"bool": {"must": [{"dis_max": {"queries": classes}}], "filter": must, "must_not": must_not}}


def every(must: Sequence[Clause], must_not: Sequence[Clause] = ()) -> Clause:
    """All of these, and none of those; every creator when there is neither."""
    if must_not:
        return {"bool": {"filter": list(must), "must_not": list(must_not)}}
    if len(must) == 1:
        return must[0]
    return {"bool": {"filter": list(must)}} if must else {"match_all": {}}


def either(clauses: Sequence[Clause]) -> Clause:
    """At least one of these."""
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def term(column: str, value: Value) -> Clause:
    """A whole value of a column."""
    return {"term": {column: value}}


def by_id(ids: Iterable[str]) -> Clause:
    """The creators that have these ids; an empty one, which nobody has, would be refused."""
    return {"ids": {"values": [one for one in ids if one]}}


def _parts(query: CreatorQuery, rates: Rates) -> tuple[list[Clause], list[Clause]]:
    """What must and what must not be, but the wanted words."""
    must: list[Clause] = []
    must_not: list[Clause] = []
    for chosen in query.filters:
        must += _must(chosen, rates)
        must_not += _must_not(chosen)
    if query.text:
        must_not += [_found(sought, MatchClass.BIO) for sought in query.text.excluded]
    if query.exclude_ids:
        # by the hash of the id: 9,000 over 24 indices took 700 ms by id in a search with four groups of facets
        must_not.append({"terms": {"tie": [tie_of(one) for one in query.exclude_ids]}})
    return must, must_not


def _must(chosen: FieldFilter, rates: Rates) -> list[Clause]:
    must = [term(chosen.field, value) for value in chosen.all_of]
    must += [_bounded(share_column(FIELDS[chosen.field], key), gte=least) for key, least in chosen.shares]
    own = _own(chosen, rates)
    if not chosen.missing:
        return [*must, *own]
    absent = term("absent", chosen.field)
    return [*must, either([every(own), absent]) if own else absent]


def _must_not(chosen: FieldFilter) -> list[Clause]:
    without = [_any_of(chosen.field, chosen.none_of)] if chosen.none_of else []
    return [*without, term("absent", chosen.field)] if chosen.missing is False else without


def _own(chosen: FieldFilter, rates: Rates) -> list[Clause]:
    """What the field's own facet is counted without."""
    own = [_any_of(chosen.field, chosen.any_of)] if chosen.any_of else []
    if chosen.at_least is not None or chosen.at_most is not None:
        own.append(_bounded(chosen.field, gte=chosen.at_least, lte=chosen.at_most))
    if chosen.below is not None:
        # in a clause of its own: of lte and lt in one, only the last counts
        own.append(_bounded(chosen.field, lt=chosen.below))
    if chosen.price:
        own.append(_priced(chosen.price, rates))
    return own


def _any_of(column: str, values: Sequence[Value]) -> Clause:
    return {"terms": {column: list(values)}}


def _bounded(column: str, **bounds: Number | None) -> Clause:
    asked = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"range": {column: asked}} if asked else {"exists": {"field": column}}


def _priced(asked: PriceRange, rates: Rates) -> Clause:
    """The creator's own currency compares as it is, every other by what both are worth in US dollars."""
    own = term(CURRENCY, asked.currency)
    low, high = asked.in_usd(rates)
    others = _bounded("price_usd", gte=low, lte=high)
    if (asked.at_least, asked.at_most) == (None, None):
        return others
    as_it_is = _bounded(AMOUNT, gte=_number(asked.at_least), lte=_number(asked.at_most))
    return either([every([own, as_it_is]), every([others], [own])])


def _number(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


def _wanted(text: TextQuery | None) -> list[Clause]:
    return [_found(sought, MatchClass.BIO) for sought in text.wanted] if text else []


def _reaching(text: TextQuery, least: MatchClass) -> Clause:
    """All that is wanted, each found in this class or a better one."""
    found = every([_found(sought, least) for sought in text.wanted])
    return {"constant_score": {"filter": found, "boost": least.value}}


def _found(sought: Sought, least: MatchClass) -> Clause:
    """A word, or the adjacent words of a phrase, in any class from `least` up."""
    columns = [WORDS[match_class] for match_class in BEST_FIRST if match_class.value >= least.value]
    if len(sought.words) == 1:
        return either([term(column, sought.words[0]) for column in columns])
    return either([{"match_phrase": {column: " ".join(sought.words)}} for column in columns])
