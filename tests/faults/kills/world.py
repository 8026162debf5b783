"""What is the truth? Creators of three markets who come, change, move and leave, and all that was told of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from marketplace.creators.times import MICROSECONDS, format_time, parse_time
from tests.fakes import feed_record, tombstone

MARKETS = ("DE", "FR", "US")
CREATORS = 250
"""In each market, at first."""

LINGERING = 0.3
"""Of those who moved without a tombstone: who is still in the whole feed of the market that they left."""

LINGERS_ON = 0.7
"""And of them, who still is after the next changes."""

REPEATED = 0.03
"""Of all that a market ever told: what is in its whole feed beside the newest."""

Record = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A record, and when it was told (microseconds)."""

    record: Record
    at: int


@dataclass
class World:
    """All that the markets told until `now` of their own clock, which goes on by a second a change."""

    rng: Random
    now: int
    told: dict[str, list[Told]] = field(default_factory=lambda: {market: [] for market in MARKETS})
    newest: dict[str, Record] = field(default_factory=dict)
    profiles: dict[tuple[str, str], Record] = field(default_factory=dict)
    left: dict[tuple[str, str], Record] = field(default_factory=dict)
    dropped: set[tuple[str, str]] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)

    def begin(self) -> None:
        """Let everybody come."""
        for market in MARKETS:
            for _ in range(CREATORS):
                self.profile(f"c{next(self.numbers)}", market)

    def profile(self, creator_id: str, market: str) -> None:
        """A newer profile of a creator."""
        at = self._tick()
        price = {"amount": f"{self.rng.randrange(5, 900)}.00", "currency": "EUR"}
        followers = self.rng.randrange(1_000_000)
        made = feed_record(creator_id, market=market, followers=followers, price=price, updated_at=format_time(at))
        self.newest[creator_id] = self.profiles[market, creator_id] = made
        self.dropped.discard((market, creator_id))
        self._tell(market, made)

    def leave(self, creator_id: str, market: str) -> None:
        """A tombstone of a creator."""
        made = tombstone(creator_id, market=market, updated_at=format_time(self._tick()))
        self.left[market, creator_id] = made
        self._tell(market, made)

    def repeat(self, market: str, record: Record) -> None:
        """A record that was told before, or comes late."""
        self._tick()
        self._tell(market, record)

    def is_there(self, creator_id: str) -> bool:
        """Whether the newest profile of a creator counts: no newer tombstone of its market does."""
        record = self.newest[creator_id]
        return self.stands(creator_id, record["market"])

    def stands(self, creator_id: str, market: str) -> bool:
        """Whether a market told a profile of a creator, and no tombstone since."""
        profile, gone = self.profiles.get((market, creator_id)), self.left.get((market, creator_id))
        return profile is not None and (gone is None or moment(gone) < moment(profile))

    def is_listed(self, creator_id: str, market: str) -> bool:
        """Whether a creator stands in the whole feed of a market."""
        return self.stands(creator_id, market) and (market, creator_id) not in self.dropped

    def lingering(self) -> list[tuple[str, str]]:
        """Whoever is listed where they are no more."""
        pairs = [(market, one) for market, one in self.profiles if self.newest[one]["market"] != market]
        return [(market, one) for market, one in pairs if self.is_listed(one, market)]

    def there(self) -> dict[str, Record]:
        """The profiles that count, by id."""
        return {one: record for one, record in self.newest.items() if self.is_there(one)}

    def whole(self, market: str) -> list[Record]:
        """The whole feed of a market, in any order: the newest of everybody, who left, and some of it again."""
        ids = {one for of, one in (*self.profiles, *self.left) if of == market}
        profiles = [self.profiles[market, one] for one in sorted(ids) if self.is_listed(one, market)]
        gone = [self.left[market, one] for one in sorted(ids) if not self.stands(one, market)]
        listed = {made["id"] for made in profiles}
        old = [one.record for one in self.told[market] if one.record["id"] in listed and self.rng.random() < REPEATED]
        return self._shuffled([*profiles, *gone, *old])

    def since(self, market: str, since: int) -> list[Record]:
        """What a market told at a moment or later, in any order."""
        return self._shuffled([one.record for one in self.told[market] if one.at >= since])

    def _shuffled(self, records: list[Record]) -> list[Record]:
        self.rng.shuffle(records)
        return records

    def _tick(self) -> int:
        self.now += MICROSECONDS
        return self.now

    def _tell(self, market: str, record: Record) -> None:
        self.told[market].append(Told(record, self.now))


def moment(record: Record) -> int:
    """When a record was made."""
    return parse_time(record["updated_at"])
