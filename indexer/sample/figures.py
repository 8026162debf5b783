"""How big is a sample creator, and what does a post of theirs bring and cost?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from indexer.sample.markets import SampleMarket
from indexer.sample.people import Person

MEDIAN_FOLLOWERS = 12_000
MAX_FOLLOWERS = 60_000_000
MAX_LIKES = 4_000_000_000


@dataclass(frozen=True)
class Figures:
    """The counts and shares of one creator; rates fall as followers rise, as they do on short-video platforms."""

    followers: int
    posts_30d: int
    average_views: int
    engagement_rate: float
    credibility: float


def make_figures(market: SampleMarket, rng: Random) -> Figures:
    """Followers are log-normal, everything else follows from them with some noise."""
    followers = min(MAX_FOLLOWERS, 150 + int(MEDIAN_FOLLOWERS * market.size * math.exp(rng.gauss(0, 1.85))))
    size = followers / MEDIAN_FOLLOWERS
    bought = rng.random() < 0.05
    engagement = 0.09 * size**-0.13 * math.exp(rng.gauss(0, 0.35)) * (0.4 if bought else 1)
    return Figures(
        followers=followers,
        posts_30d=0 if rng.random() < 0.05 else min(220, 1 + int(10 * math.exp(rng.gauss(0, 0.8)))),
        average_views=40 + int(followers * 0.32 * size**-0.14 * math.exp(rng.gauss(0, 0.65))),
        engagement_rate=share(engagement, low=0.002, high=0.45),
        credibility=share(rng.gauss(0.38, 0.1) if bought else 0.97 - abs(rng.gauss(0, 0.11)), low=0.1, high=0.99),
    )


def measures(figures: Figures, age_days: float, *, rng: Random) -> dict[str, object]:
    """The fields that count: followers, posts, views, rates; what needs a recent post is absent without one."""
    average, recent = figures.average_views, figures.posts_30d
    posts = recent + int(age_days / 30 * (recent + 2) * rng.uniform(0.2, 0.9))
    fields: dict[str, object] = {
        "followers": figures.followers,
        "following": int(320 * math.exp(rng.gauss(0, 1.0))),
        "likes": min(MAX_LIKES, int(posts * average * figures.engagement_rate * rng.uniform(0.4, 0.9))),
        "posts": posts,
        "views_30d": int(average * (recent + rng.uniform(0, 1.5))),
        "posts_30d": recent,
        "follower_growth_30d": _growth(rng),
        "credibility": figures.credibility,
    }
    if recent:
        fields |= {
            "average_views": average,
            "median_views": int(average * rng.uniform(0.35, 0.95)),
            "engagement_rate": figures.engagement_rate,
            "completion_rate": share(rng.gauss(0.36, 0.12), low=0.04, high=0.93),
        }
    return fields


def _growth(rng: Random) -> float:
    return share(rng.uniform(0.2, 2.5) if rng.random() < 0.03 else rng.gauss(0.018, 0.035), low=-0.35, high=2.5)


def price(market: SampleMarket, person: Person, *, average_views: int, rng: Random) -> dict[str, object]:
    """The price of one post: views times what a thousand of them cost, which falls with size; a round number."""
    per_thousand_usd = 16 * person.root.pay * (average_views / 5_000) ** -0.15 * math.exp(rng.gauss(0, 0.4))
    local = (10 + average_views / 1_000 * per_thousand_usd) * market.price_per_usd
    step = max(market.price_step, 10 ** (math.floor(math.log10(local)) - 1))
    amount = max(step, round(local / step) * step)
    return {
        "amount": f"{amount:.{market.decimals}f}",
        "currency": market.currency,
        "negotiable": rng.random() < 0.6,
    }


def share(value: float, *, low: float, high: float) -> float:
    """A value held between two bounds, to four decimals."""
    return round(min(high, max(low, value)), 4)
