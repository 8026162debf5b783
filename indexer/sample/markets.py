"""What sets the sample creators of one market apart? (`markets.toml` and `traits.toml` beside this file.)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from indexer.sample.vocabulary import Language, NamePool, data, language, name_pool
from indexer.sample.weighted import Weighted
from marketplace.creators import markets, money, topics


@dataclass(frozen=True)
class Root:
    """A topic root as sample creators have it; `pay` and `female` as in traits.toml."""

    id: str
    leaves: tuple[str, ...]
    near: tuple[str, ...]
    emoji: tuple[str, ...]
    brands: tuple[str, ...]
    ages: Mapping[str, float]
    female: float
    pay: float
    weight: float


@dataclass(frozen=True)
class Place:
    """A city, the ISO 3166-2 code of its region, and its names in other languages."""

    region: str
    city: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Speech:
    """The creators of one language in a market: `also` is the chance of each second language."""

    language: Language
    names: Weighted[NamePool]
    places: Weighted[Place]
    also: Mapping[str, float]


@dataclass(frozen=True)
class SampleMarket:
    """One market; the numbers as in markets.toml, prices with `decimals` digits."""

    code: str
    currency: str
    decimals: int
    speeches: Weighted[Speech]
    roots: Weighted[Root]
    abroad: tuple[tuple[str, float], ...]
    size: float
    ios: float
    home: float
    price_per_usd: float
    price_step: float


@cache
def sample_market(code: str) -> SampleMarket:
    """The market of a code; ValueError for one that has no samples."""
    if code not in sampled():
        raise ValueError(f"no sample data for market {code!r}: known are {', '.join(sampled())}")
    row, currency = data("markets.toml")[code], markets.markets()[code].currency
    return SampleMarket(
        code=code,
        currency=currency,
        decimals=money.decimals(currency),
        speeches=Weighted.of(
            (_speech(name, speech, places=row["places"]), speech["share"]) for name, speech in row["speaks"].items()
        ),
        roots=Weighted.of((each, each.weight * (1 + (each.id in row["favourites"]))) for each in _roots(code)),
        abroad=tuple(row["abroad"].items()),
        **{name: row[name] for name in ("size", "ios", "home", "price_per_usd", "price_step")},
    )


@cache
def sampled() -> tuple[str, ...]:
    """The configured markets that have a table in markets.toml; a market works without one, it has no samples then."""
    return tuple(code for code in markets.codes() if code in data("markets.toml"))


def _roots(market: str) -> Iterable[Root]:
    return (root(topic.id, market) for topic in topics.topics().values() if not topic.parent)


def _speech(code: str, speech: Mapping[str, Any], *, places: Sequence[Any]) -> Speech:
    return Speech(
        language=language(code),
        names=Weighted.of((name_pool(name), weight) for name, weight in speech["names"].items()),
        places=Weighted.of((_place(row), row[2]) for row in speech.get("places", places)),
        also=speech["also"],
    )


def _place(row: Sequence[Any]) -> Place:
    return Place(region=row[0], city=row[1], names=row[3] if len(row) > 3 else {})


@cache
def root(name: str, market: str) -> Root:
    """One topic root as a market's creators have it; one that traits.toml doesn't know yet is an average one."""
    traits, brands = data("traits.toml"), data("brands.toml")
    row = {**_AVERAGE, **traits["roots"].get(name, {})}
    return Root(
        id=name,
        leaves=tuple(_leaves(name, market)) or (name,),
        near=tuple(other for other in row["near"] if other in topics.topics()),
        emoji=tuple(row["emoji"]),
        brands=(*brands["international"], *brands["roots"].get(name, ()) * 4),
        ages=traits["ages"][row["ages"]],
        **{key: row[key] for key in ("female", "pay", "weight")},
    )


_AVERAGE = {"weight": 3, "female": 0.5, "ages": "adult", "pay": 1.0, "near": (), "emoji": ("✨",)}


def _leaves(name: str, market: str) -> Iterable[str]:
    """The leaves of a root, those out of place in the market left out, the popular ones three times."""
    traits = data("traits.toml")
    for topic in topics.topics().values():
        if topic.parent == name and market in traits["only"].get(topic.id, (market,)):
            yield from (topic.id,) * (3 if topic.id in traits["popular"]["leaves"] else 1)
