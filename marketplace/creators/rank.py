"""Who comes first among creators who match alike? The rank: reach, then how alive and how complete a profile is.

    rank = log10(1 + followers)                          reach: one point is ten times the audience
         + 0.5 x log10(engagement_rate / 0.03)           the rate held within 0.3 % and 30 %, 1 % when it is unknown
         - log10(2) for every 180 days since the last post
         + 0.3 x the share of COMPLETING that is there
         + 0.2 x (1 - response_hours / 168)              none from a week on, or when it is unknown

Whoever is looked for is mostly looked for by reach, so it has the whole weight of its logarithm; everything else
together moves a lively, complete profile about as far as ten times the followers.
Time is counted from a fixed day and not from today: all lose alike by waiting, so the order stands without
indexing anybody again, and every engine and build keeps the same one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from marketplace.creators.times import DAY, parse_moment

POINT = 1_000_000
"""Ranks are whole numbers of millionths: engines keep those exactly, and a cursor can hold one."""

USUAL_ENGAGEMENT = 0.03
UNKNOWN_ENGAGEMENT = 0.01
LEAST_ENGAGEMENT, MOST_ENGAGEMENT = 0.003, 0.3
"""Beyond these a rate says more about bots, or about ten followers, than about a creator."""

HALVING_DAYS = 180
"""Half a year without a post is worth half the audience."""

WEEK_HOURS = 168
COMPLETING = (
    *("bio", "avatar_url", "topics", "hashtags", "languages", "audience", "price", "engagement_rate"),
    *("average_views", "last_posted_at"),
)


def rank_of(document: Mapping[str, object]) -> int:
    """The rank of a creator's document, in millionths of a point; the greater comes first."""
    points = _reach(document) + _engagement(document) + _recency(document) + _completeness(document) + _answer(document)
    return round(points * POINT)


def _reach(document: Mapping[str, object]) -> float:
    return math.log10(1 + _number(document, "followers", otherwise=0))


def _engagement(document: Mapping[str, object]) -> float:
    rate = _number(document, "engagement_rate", otherwise=UNKNOWN_ENGAGEMENT)
    return 0.5 * math.log10(min(max(rate, LEAST_ENGAGEMENT), MOST_ENGAGEMENT) / USUAL_ENGAGEMENT)


def _recency(document: Mapping[str, object]) -> float:
    """Without a last post as if it were half a year before the profile was changed; after that nobody has posted."""
    changed = parse_moment(str(document["updated_at"])) / DAY
    posted = document.get("last_posted_at")
    days = changed - HALVING_DAYS if posted is None else min(changed, parse_moment(str(posted)) / DAY)
    return math.log10(2) * days / HALVING_DAYS


def _completeness(document: Mapping[str, object]) -> float:
    return 0.3 * sum(name in document for name in COMPLETING) / len(COMPLETING)


def _answer(document: Mapping[str, object]) -> float:
    return 0.2 * (1 - min(_number(document, "response_hours", otherwise=WEEK_HOURS), WEEK_HOURS) / WEEK_HOURS)


def _number(document: Mapping[str, object], name: str, *, otherwise: float) -> float:
    value = document.get(name, otherwise)
    assert isinstance(value, int | float)
    return value
