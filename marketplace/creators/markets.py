"""Which markets are there? (`config/markets.toml`; a new market is one table there and its feed.)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from marketplace.creators.files import config


@dataclass(frozen=True)
class Market:
    """One market: its languages the most spoken first, its currency, its area and the file name of its feed."""

    code: str
    name: str
    languages: tuple[str, ...]
    currency: str
    area: str
    feed: str


@cache
def markets() -> Mapping[str, Market]:
    """All markets by code, in the order of the file."""
    return {
        code: Market(code, row["name"], tuple(row["languages"]), row["currency"], row["area"], row["feed"])
        for code, row in config("markets.toml").items()
    }


@cache
def codes() -> tuple[str, ...]:
    """The codes of all markets, in the order of the file."""
    return tuple(markets())


@cache
def languages() -> tuple[str, ...]:
    """The languages of all markets, sorted."""
    return tuple(sorted({language for market in markets().values() for language in market.languages}))
