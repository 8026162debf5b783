"""What must a creator have to be found? The filters and words of a `CreatorQuery` as clauses, nothing of it parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from marketplace.creators.creator import Number, tie_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.money import Rates
from marketplace.creators.table import MatchClass
from marketplace.elastic.clauses import Clause, either, every, term
from marketplace.elastic.mapping import AMOUNT, CURRENCY, share_column
from marketplace.elastic.words import Similar, found
from marketplace.search.filters import FieldFilter, PriceRange, Value
from marketplace.search.query import CreatorQuery

MOST_TERMS = 65_536
"""Of one clause, where an index does not say otherwise."""


@dataclass(frozen=True)
class Clauses:
    """Makes the clauses of one query, each part once for all the requests of its search.

    `similar` are the words there are within the typos of each word that is tried with them.
    """

    query: CreatorQuery
    rates: Rates
    similar: Similar = field(default_factory=dict)
    _filters: dict[FieldFilter, tuple[list[Clause], list[Clause]]] = field(default_factory=dict)

    def matching(self, filters: Sequence[FieldFilter]) -> Clause:
        """Every creator who passes these filters and all else that the query asks, without a score."""
        must, must_not = self._parts(filters)
        return every([*self._widest, *must], must_not)

    def ranked(self, filters: Sequence[FieldFilter]) -> Clause:
        """The same creators, the score of each its match class; for a query with wanted words."""
        must, must_not = self._parts(filters)
        # the best class reached is the score: a constant each, so that no score depends on the rest of the index
        classes = [
            {"constant_score": {"filter": every(self._wanted(one)), "boost": one.value}}
            for one in self.query.match_classes
        ]
        return {"bool": {"must": [{"dis_max": {"queries": classes}}], "filter": must, "must_not": must_not}}

    def _parts(self, filters: Sequence[FieldFilter]) -> tuple[list[Clause], list[Clause]]:
        """What must and what must not be, but the wanted words."""
        must = list(self._only)
        must_not = list(self._excluded)
        for chosen in filters:
            if chosen not in self._filters:
                self._filters[chosen] = passing(chosen, self.rates)
            must += self._filters[chosen][0]
            must_not += self._filters[chosen][1]
        return must, must_not

    @cached_property
    def _only(self) -> list[Clause]:
        return [] if self.query.within is None else [_among(self.query.within)]

    @cached_property
    def _excluded(self) -> list[Clause]:
        text = self.query.text
        excluded = [found(sought, MatchClass.STEM) for sought in text.excluded] if text else []
        if self.query.without:
            excluded.append(_among(self.query.without))
        return excluded

    @cached_property
    def _widest(self) -> list[Clause]:
        return self._wanted(self.query.widest_class)

    def _wanted(self, least: MatchClass) -> list[Clause]:
        text = self.query.text
        return [found(sought, least, similar=self.similar) for sought in text.wanted] if text else []


def _among(ids: Sequence[str]) -> Clause:
    """Some creators, by the hashes of their ids.

    9,000 over 24 indices took 700 ms by id in a search with four groups of facets.
    """
    ties = [tie_of(one) for one in ids]
    return either([{"terms": {"tie": ties[n : n + MOST_TERMS]}} for n in range(0, len(ties) or 1, MOST_TERMS)])


def passing(chosen: FieldFilter, rates: Rates) -> tuple[list[Clause], list[Clause]]:
    """What creators must and what they must not have to pass a filter."""
    return _must(chosen, rates), _must_not(chosen)


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
