"""Who follows a sample creator? Shares by country, gender, age and device."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random

from indexer.sample.figures import share
from indexer.sample.markets import SampleMarket
from indexer.sample.people import Person


def audience(market: SampleMarket, person: Person, *, rng: Random) -> dict[str, Mapping[str, float]]:
    """The four groups, each summing to at most one; the devices are unknown now and then."""
    groups: dict[str, Mapping[str, float]] = {
        "countries": _countries(market, rng),
        "genders": _genders(person, rng),
        "ages": _spread(person.root.ages.items(), 1.0, rng=rng),
        "devices": _devices(market, rng),
    }
    if rng.random() < 0.06:
        del groups["devices"]
    return groups


def _countries(market: SampleMarket, rng: Random) -> dict[str, float]:
    home = share(rng.gauss(market.home, 0.12), low=0.2, high=0.97)
    return {
        market.code: home,
        **_spread(market.abroad[: rng.randint(3, 6)], (1 - home) * rng.uniform(0.6, 0.95), rng=rng),
    }


def _spread(weights: Iterable[tuple[str, float]], total: float, *, rng: Random) -> dict[str, float]:
    """A total shared out by weights with some noise, rounded down so that the sum never exceeds it."""
    noisy = [(key, weight * (0.5 + rng.random())) for key, weight in weights]
    part = total * 10_000 / sum(weight for _, weight in noisy)
    return {key: int(weight * part) / 10_000 for key, weight in noisy}


def _genders(person: Person, rng: Random) -> dict[str, float]:
    lean = 0.06 if person.female else -0.06
    female = share(rng.gauss(person.root.female + lean, 0.08), low=0.03, high=0.97)
    return {"female": female, "male": share(1 - female - rng.uniform(0, 0.02), low=0, high=1)}


def _devices(market: SampleMarket, rng: Random) -> dict[str, float]:
    ios, other = share(rng.gauss(market.ios, 0.07), low=0.02, high=0.95), share(rng.uniform(0, 0.03), low=0, high=1)
    return {"ios": ios, "android": share(1 - ios - other, low=0, high=1), "other": other}
