"""Which searches try every parameter, alone and together? Derived from the parameters a search takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from marketplace.creators.creator import Creator
from marketplace.creators.table import TEMPORAL, Field, Kind
from marketplace.creators.times import parse_moment
from marketplace.errors import InvalidInput
from marketplace.search.asked import query_from
from marketplace.search.parameters import FilterParameter, Operator, facet_names, filter_parameters, sort_names
from marketplace.search.query import CreatorQuery
from tests.random_records import CURRENCIES, DAYS, FRACTIONS, MARKETS, MOMENTS, WORDS, integers_of, values_of

SEARCHED = (*WORDS, *WORDS[:8], *WORDS[:4], *WORDS[:4])
"""The first words are those that tags have too."""


def random_query(rng: Random, creators: Sequence[Creator]) -> CreatorQuery:
    """A valid query that could find some of these creators."""
    while True:
        try:
            query = query_from(random_parameters(rng, creators))
        except InvalidInput:  # a least above a greatest: the next one will do
            continue
        if query.text is None or rng.random() < 0.6:
            return query
        return replace(query, text=replace(query.text, forgiving=True))


def random_parameters(rng: Random, creators: Sequence[Creator]) -> dict[str, Any]:
    """Parameters of a search as `query_from` takes them."""
    asked = _filters(rng, rng.choice((0, 1, 1, 1, 2, 3)))
    if rng.random() < 0.3:
        asked["market"] = [*_repeated(rng, filter_parameters()["market"]), "GB"]
    if rng.random() < 0.35:
        asked["q"] = random_text(rng)
        asked["as_you_type"] = rng.random() < 0.3
    if rng.random() < 0.2:
        asked |= _price(rng)
    if rng.random() < 0.15 and creators:
        asked["exclude_ids"] = [creator.id for creator in rng.sample(creators, k=len(creators) // 4)] + ["unknown"]
    if rng.random() < 0.5 or "q" not in asked:
        asked["sort"] = rng.choice(("", "-")) + rng.choice(sort_names())
    if rng.random() < 0.6:
        asked["facets"] = rng.sample(facet_names(), k=rng.choice((1, 3, len(facet_names()))))
    if rng.random() < 0.3:
        asked["fields"] = ["handle", "price", "topics"]
    asked["facet_limit"] = rng.choice((1, 2, 3, 50, 1_000))
    asked["limit"] = rng.choice((1, 2, 5, 20, 200))
    asked["page"] = rng.choice((1, 1, 2, 3))
    return asked


def random_text_query(rng: Random) -> CreatorQuery:
    """A query of a text alone, or in one market, in the order of relevance; with typos half the time."""
    while True:
        asked: dict[str, Any] = {"q": random_text(rng), "as_you_type": rng.random() < 0.4, "facets": [], "limit": 200}
        query = query_from({**asked, "market": [rng.choice(MARKETS)]} if rng.random() < 0.3 else asked)
        if query.text and query.text.wanted:
            return replace(query, text=replace(query.text, forgiving=rng.random() < 0.5))


def random_text(rng: Random) -> str:
    """Words, phrases and minuses, some of them unclosed."""
    shapes = ("{}", "{}", "{}", "-{}", "{} {}", '"{}"', '"{} {}"', "-{}", "{} -{}", '-"{} {}"', '{} -"{}', '"{}" "{}"')
    shape = rng.choice(shapes)
    return shape.format(*(_typed(rng, word) for word in rng.choices(SEARCHED, k=shape.count("{}"))))


def _typed(rng: Random, word: str) -> str:
    """A word as it is, another form of it, its beginning, or with one or two slips."""
    at = rng.randrange(len(word) + 1)
    before, behind = word[:at], word[at:]
    slips = (before + behind[1:], before + rng.choice("aeсл料") + behind, before + behind[1::-1] + behind[2:])
    return rng.choice((word, word, word, word + "s", before or word, rng.choice(slips), rng.choice(slips) + "n"))


def _filters(rng: Random, fields: int) -> dict[str, Any]:
    """A few fields, each asked in one to three ways."""
    by_field: dict[str, list[FilterParameter]] = {}
    for parameter in filter_parameters().values():
        if parameter.field.kind is not Kind.MONEY:
            by_field.setdefault(parameter.field.name, []).append(parameter)
    chosen = [
        parameter
        for name in rng.sample(sorted(by_field), k=fields)
        for parameter in rng.sample(by_field[name], k=min(len(by_field[name]), rng.choice((1, 1, 1, 2, 3))))
    ]
    return {parameter.name: _asked(rng, parameter) for parameter in chosen}


def _asked(rng: Random, parameter: FilterParameter) -> Any:
    if parameter.operator is Operator.MISSING:
        return rng.random() < 0.6
    if parameter.operator is Operator.SHARE:
        keys = [key for key in values_of(parameter.field) for _ in range(2)]
        return [(key, rng.choice((0.0, 0.1, 0.3, 0.5))) for key in rng.sample(keys, k=rng.choice((1, 1, 2)))]
    return _repeated(rng, parameter) if parameter.repeated else _one(rng, parameter.field)


def _repeated(rng: Random, parameter: FilterParameter) -> list[Any]:
    if parameter.operator is Operator.ALL:
        return [_one(rng, parameter.field) for _ in range(rng.choice((1, 1, 2)))]
    return [_one(rng, parameter.field) for _ in range(rng.choice((1, 2, 3, 4)))]


def _one(rng: Random, field: Field) -> Any:
    if field.kind in TEMPORAL:
        return parse_moment(rng.choice((*MOMENTS, *DAYS)))
    match field.kind:
        case Kind.BOOLEAN:
            return rng.random() < 0.5
        case Kind.INTEGER:
            return rng.choice(integers_of(field))
        case Kind.NUMBER:
            return rng.choice((*FRACTIONS, 0.2, -1.0, *field.buckets))
        case _:
            return rng.choice(values_of(field))


def _price(rng: Random) -> dict[str, Any]:
    bounds = {name: rng.choice((0, 50, 100, 110, "120.5", 15_000)) for name in ("price_min", "price_max")}
    kept = rng.sample(sorted(bounds), k=rng.choice((1, 2)))
    asked: dict[str, Any] = {name: Decimal(bounds[name]) for name in kept}
    return asked if rng.random() < 0.3 else {**asked, "price_currency": rng.choice(CURRENCIES)}
