"""Which events are measured? Of all types, over a thousand creators, as a platform sends them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from marketplace.deals.sides import SYSTEM
from marketplace.programme.member import Consent, Holding, Member, Membership, Span
from marketplace.programme.rules import Feature
from marketplace.store.records import SqlRecords

MARKETS = ("US", "GB", "DE", "FR", "IT", "ES")
DAY = 86_400_000_000


def fill(records: SqlRecords, *, creators: int, now: int) -> None:
    """So many members who hold all features for a year."""
    with records.writing() as kept:
        for n in range(creators):
            since = now - 365 * DAY
            held = tuple(Holding(feature=one, spans=(Span(since_at=since),)) for one in Feature)
            kept.members.add(
                Member(
                    id=f"mem_{n:032x}",
                    creator_id=f"c{n}",
                    market=MARKETS[n % len(MARKETS)],
                    state=Membership.ACTIVE,
                    consent=Consent(terms_version="2026-11", at=since, by=SYSTEM),
                    features=held,
                    joined_at=since,
                    created_at=since,
                    updated_at=since,
                )
            )


def events(count: int, *, creators: int, now: int, seed: int = 7) -> Sequence[dict[str, Any]]:
    """So many events of the last 20 days; every hundredth reverses an earlier one."""
    rng, made = Random(seed), list[dict[str, Any]]()
    for n in range(count):
        at = dt.datetime.fromtimestamp((now - rng.randrange(DAY, 20 * DAY)) / 1_000_000, dt.UTC)
        moment = f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"
        event = {"id": f"evt-{seed}-{n:012}", "creator_id": f"c{rng.randrange(creators)}", "occurred_at": moment}
        made.append({**event, **_content(rng, at=at, made=made)})
        if "reverses" in made[-1]:
            made[-1]["creator_id"] = next(one for one in made if one["id"] == made[-1]["reverses"])["creator_id"]
    return made


def _content(rng: Random, *, at: dt.datetime, made: Sequence[dict[str, Any]]) -> dict[str, Any]:
    kind = rng.choices(("live_gift", "video_gift", "tip", "fund_views", "reversal"), (40, 25, 15, 19, 1))[0]
    likes = {"likes": rng.randrange(5_000), "comments": rng.randrange(300), "sender_id": f"u{rng.randrange(10**6)}"}
    if kind == "live_gift":
        return {"type": kind, "coins": rng.randrange(1, 500), "live_id": f"l{rng.randrange(10**6)}", **likes}
    if kind == "video_gift":
        return {"type": kind, "coins": rng.randrange(1, 99), "post_kind": "own", **likes}
    if kind == "fund_views" or not made:
        views = {"views": rng.randrange(1, 100_000), "market": rng.choice(MARKETS)}
        return {"type": "fund_views", "day": f"{at:%Y-%m-%d}", **views}
    if kind == "reversal":
        gone = {one["reverses"] for one in made[-200:] if "reverses" in one}
        earlier = [one for one in made[-100:] if one["type"] != "reversal" and one["id"] not in gone]
        return {"type": kind, "reverses": rng.choice(earlier)["id"], "reason": "refunded"}
    currency = rng.choice(("USD", "EUR", "GBP"))
    return {"type": "tip", "amount": {"amount": f"{rng.randrange(1, 90)}.50", "currency": currency}}
