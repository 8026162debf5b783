"""What does the feed of a market hold when nobody has sent one? Believable creators, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from indexer.sample.audience import audience
from indexer.sample.figures import Figures, make_figures, measures, price
from indexer.sample.markets import SampleMarket, sample_market
from indexer.sample.people import Person, make_handle, make_person
from indexer.sample.standing import badges, collaboration, earnings, make_ages, times
from indexer.sample.vocabulary import data
from indexer.sample.writing import bio, brands, display_name, hashtags


def profiles(market: str, *, count: int, seed: int, now: datetime) -> Iterator[dict[str, object]]:
    """The first `count` creators of a market, in the form of a feed record; a larger count begins with the same ones.

    `now` is an aware moment that no time of a profile exceeds, save `away_until`. ValueError for an unknown market.
    """
    sample, taken = sample_market(market), set[str]()
    for n in range(1, count + 1):
        rng = Random(f"{seed}:{market}:{n}")
        person = make_person(sample, n, rng=rng)
        handle = make_handle(person, taken, rng=rng)
        yield _published(_whole(sample, person, handle=handle, now=now, rng=rng), rng)


def _whole(market: SampleMarket, person: Person, *, handle: str, now: datetime, rng: Random) -> dict[str, object]:
    figures = make_figures(market, rng)
    ages = make_ages(figures.posts_30d, rng)
    fields = _identity(market.code, person, handle=handle, rng=rng)
    fields["account_type"] = _account_type(person, figures, rng=rng)
    fields["verified"] = rng.random() < min(0.95, 0.02 * (figures.followers / 12_000) ** 0.75)
    fields |= _content(person, rng) | measures(figures, ages.joined, rng=rng)
    fields["audience"] = audience(market, person, rng=rng)
    fields["price"] = price(market, person, average_views=figures.average_views, rng=rng)
    work = collaboration(figures, now, rng=rng)
    done = work["collaborations_completed"]
    assert isinstance(done, int)
    fields |= work | {"brands": brands(person, done, rng=rng)}
    return fields | earnings(market, fields, rng=rng) | times(ages, now)


def _identity(market: str, person: Person, *, handle: str, rng: Random) -> dict[str, object]:
    folder = market.lower()
    return {
        "id": f"{folder}-{person.n:06d}",
        "handle": handle,
        "display_name": display_name(person, rng),
        "bio": bio(person, handle, rng=rng),
        "avatar_url": f"https://avatars.example/{folder}/{person.n:06d}.jpg",
        "market": market,
        "region": person.place.region,
        "city": person.place.city,
        "languages": list(person.languages),
    }


def _account_type(person: Person, figures: Figures, *, rng: Random) -> str:
    if person.business:
        return "business"
    return "creator" if rng.random() < min(0.9, 0.4 + figures.followers / 200_000) else "personal"


def _content(person: Person, rng: Random) -> dict[str, object]:
    return {"topics": list(person.topics), "hashtags": hashtags(person, rng)}


def _published(fields: dict[str, object], rng: Random) -> dict[str, object]:
    """The profile with gaps as real ones have them, the badges that are left, and no empty list."""
    gaps = data("traits.toml")["gaps"].items()
    missing = {name for name, chance in gaps if rng.random() < chance}
    for name in missing & _TOGETHER.keys():
        missing |= _TOGETHER[name]
    kept = {name: value for name, value in fields.items() if name not in missing and value != []}
    earned = badges(kept)
    return kept | ({"badges": earned} if earned else {})


_TOGETHER = {"place": {"region", "city"}, "available": {"away_until"}, "collaborations_completed": {"acceptance_rate"}}
"""What is missing with another field, or says nothing without it."""
