"""What must a creator have to be found? The filters and words of a `CreatorQuery` as clauses, nothing of it parsed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from marketplace.creators.creator import Number, tie_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates
from marketplace.creators.table import MatchClass
from marketplace.elastic.clauses import Clause, either, every, term
from marketplace.elastic.mapping import AMOUNT, CURRENCY, share_column
from marketplace.elastic.words import Similar, found
from marketplace.search.filters import FieldFilter, PriceRange, Value
from marketplace.search.query import CreatorQuery


def matching(query: CreatorQuery, rates: Rates, *, similar: Similar) -> Clause:
    """Every creator that the query finds, without a score."""
    must, must_not = _parts(query, rates)
    return every([*_wanted(query, query.widest_class, similar=similar), *must], must_not)


def ranked(query: CreatorQuery, rates: Rates, *, similar: Similar) -> Clause:
    """The same creators, the score of each its match class; for a query with wanted words."""
    must, must_not = _parts(query, rates)
    # the best class reached is the score: a constant each, so that no score depends on the rest of the index
    classes = [
        {"constant_score": {"filter": every(_wanted(query, one, similar=similar)), "boost": one.value}}
        for one in query.match_classes
    ]
    return {"bool": {"must": [{"dis_max": {"queries": classes}}], "filter": must, "must_not": must_not}}


def _parts(query: CreatorQuery, rates: Rates) -> tuple[list[Clause], list[Clause]]:
    """What must and what must not be, but the wanted words."""
    must: list[Clause] = []
    must_not: list[Clause] = []
    for chosen in query.filters:
        must += _must(chosen, rates)
        must_not += _must_not(chosen)
    if query.text:
        must_not += [found(sought, MatchClass.STEM) for sought in query.text.excluded]
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


def _wanted(query: CreatorQuery, least: MatchClass, *, similar: Similar) -> list[Clause]:
    return [found(sought, least, similar=similar) for sought in query.text.wanted] if query.text else []
