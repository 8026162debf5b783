"""How does a test come by creators? Made of feed records, by the indexer's own conversion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from indexer.convert import Conversion, convert
from marketplace.creators.creator import Creator
from marketplace.creators.money import Rates
from marketplace.creators.times import midnight, parse_time
from marketplace.search.page import Published, PublishedMarket
from tests.random_records import random_record

NOW = parse_time("2026-11-22T10:00:00Z")
TODAY = midnight(NOW)
"""What `today` is to every search of a test."""

RATES = Rates(
    dt.date(2026, 11, 20),
    {
        code: Decimal(rate)
        for code, rate in (
            ("USD", "1"),
            ("EUR", "1.1"),
            ("GBP", "1.3125"),
            ("JPY", "0.0065017"),
            ("KRW", "0.00071"),
            ("BRL", "0.1853"),
            ("ILS", "0.2706"),
            ("THB", "0.0307"),
        )
    },
)
"""Rates of a few currencies, some of which don't end soon in another one."""

REQUIRED: Mapping[str, Any] = {
    "display_name": "Somebody",
    "market": "DE",
    "followers": 1_000,
    "updated_at": "2026-11-01T00:00:00Z",
}


def make_creator(*, id: str = "c1", **fields: Any) -> Creator:  # noqa: A002
    """A creator with these fields of a feed record; the required ones have defaults, the handle is the id."""
    record = {"id": id, "handle": id, **REQUIRED, **fields}
    made = convert(record, Conversion(record["market"], NOW, RATES))
    assert isinstance(made, Creator)
    return made


def make_creators(count: int, seed: int) -> tuple[Creator, ...]:
    """As many random creators, the same for the same seed: full of gaps, ties and words that collide."""
    rng = Random(seed)
    return tuple(make_creator(**random_record(rng, number)) for number in range(count))


def published_of(creators: Iterable[Creator], as_of: int = NOW) -> Published:
    """What is published when these creators are, every market at once."""
    by_market: dict[str, int] = {}
    for creator in creators:
        by_market[creator.market] = by_market.get(creator.market, 0) + 1
    return Published({code: PublishedMarket(code, count, as_of, NOW) for code, count in by_market.items()}, RATES)
