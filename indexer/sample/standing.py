"""How does a sample creator work with brands? Times, availability, answers, what they earn with, badges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from indexer.sample.figures import MEDIAN_FOLLOWERS, Figures, share
from indexer.sample.markets import SampleMarket
from indexer.sample.vocabulary import data
from marketplace.creators.fields import BADGES

COMPLETE = frozenset({"bio", "avatar_url", "region", "city", "audience", "price"})
"""What a complete profile has."""

CREATOR_NEXT = ("US", "GB", "DE", "FR", "IT", "ES")
"""The markets whose creators may be members."""


@dataclass(frozen=True)
class Ages:
    """How long ago things happened, in days: joined > posted ≥ updated ≥ 0."""

    joined: float
    posted: float
    updated: float


def make_ages(posts_30d: int, rng: Random) -> Ages:
    """One who posts does so every few days; one without a post of 30 days stopped a while ago."""
    posted = min(29.0, rng.expovariate(posts_30d / 30)) if posts_30d else 31 + rng.expovariate(1 / 90)
    joined = posted + 40 + 3_000 * rng.random() ** 1.4
    return Ages(joined, posted, updated=min(20.0, posted) * rng.random())


def times(ages: Ages, now: datetime) -> dict[str, str]:
    """The three moments as RFC 3339, whole seconds, none after now."""
    end = now.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return {
        name: f"{(end - timedelta(seconds=int(days * 86_400))).isoformat()}Z"
        for name, days in (("joined_at", ages.joined), ("last_posted_at", ages.posted), ("updated_at", ages.updated))
    }


def collaboration(figures: Figures, now: datetime, *, rng: Random) -> dict[str, object]:
    """Availability, answers and what was done; an acceptance rate only where something was done."""
    done = int(rng.expovariate(1 / (2.2 * (figures.followers / MEDIAN_FOLLOWERS) ** 0.3)))
    fields: dict[str, object] = {
        "available": rng.random() < 0.88,
        "response_hours": round(min(400.0, 0.1 + 13 * math.exp(rng.gauss(0, 1.1))), 1),
        "collaborations_completed": done,
    }
    if done:
        fields["acceptance_rate"] = share(rng.gauss(0.62, 0.18), low=0.05, high=1)
    if not fields["available"] and rng.random() < 0.4:
        fields["away_until"] = (now.astimezone(UTC) + timedelta(days=rng.randint(2, 75))).date().isoformat()
    return fields


def earnings(market: SampleMarket, fields: dict[str, Any], *, rng: Random) -> dict[str, object]:
    """The earning features that the creator's size allows, and Creator Next where the market has it."""
    followers, views = fields["followers"], fields["views_30d"]
    features = [
        name
        for name, rule in data("traits.toml")["monetisation"].items()
        if followers >= rule["followers"] and views >= rule["views"] and rng.random() < rule["chance"]
    ]
    if market.code not in CREATOR_NEXT:
        return {"monetisation": [name for name in features if name != "creator_fund"]}
    eligible = followers >= 10_000 and views >= 1_000 and fields["posts_30d"] >= 3
    member = eligible and fields.get("account_type") != "business" and rng.random() < 0.6
    return {"monetisation": features, "creator_next": member}


def badges(fields: dict[str, Any]) -> list[str]:
    """The marks that the profile as it is published earns."""
    earned = {
        "responsive": fields.get("response_hours", math.inf) <= 48,
        "experienced": fields.get("collaborations_completed", 0) >= 10,
        "complete_profile": fields.keys() >= COMPLETE,
    }
    return [badge for badge in BADGES if earned[badge]]
