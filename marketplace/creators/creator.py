"""What is a creator, ready for an index?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import MatchClass

Number = int | float

Reading = Mapping[str, Sequence[str]]
"""Of each field with words, all of them side by side, folded, texts parted by a bar; and all their stems likewise."""


class Version(NamedTuple):
    """Which of two versions of a profile is the newer: by `updated_at`, then by the hash of the content."""

    updated_at: int
    digest: str


@dataclass(frozen=True)
class Creator:
    """A valid profile with all that an engine keeps of it; built by the indexer's `convert` alone.

    `document` is the API's JSON, stored and passed through as it is. The columns are by field name:
    `keywords` (topics with their roots, booleans as true and false, an audience group's largest key),
    `numbers` (times in microseconds), `shares` (`audience_countries` → `DE` → share); `absent` names the
    indexed fields without a value. `words` holds, by match class, one string of space-joined words a value;
    `stems` are the tagged stems of all of them, `beginnings` what they begin with, `reading` tells the same by field
    and is stored beside the document; `rank` orders a match class.

    An overlay's values stand in all of these: `overlay` is its version (0: there is none), `feed` holds what the feed
    says of the fields that it speaks of, None for nothing. Whoever is `hidden` by it is kept but in no answer.
    """

    id: str
    market: str
    version: Version
    document: bytes
    handle: str
    keywords: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, Number]
    shares: Mapping[str, Mapping[str, float]]
    words: Mapping[MatchClass, tuple[str, ...]]
    stems: tuple[str, ...]
    beginnings: tuple[str, ...]
    reading: Reading
    rank: int
    currency: str | None
    amount: float | None
    absent: tuple[str, ...]
    overlay: int = 0
    feed: Mapping[str, object] = field(default_factory=dict)
    hidden: bool = False

    @property
    def tie(self) -> int:
        """The place among creators that sort alike."""
        return tie_of(self.id)


class Ready(NamedTuple):
    """A creator as one engine takes it in: made where records are converted, and written without a look inside.

    `body` is the engine's own, or the profile to be kept of one who is `hidden`; `words` are the words that the
    creator is found by, where the engine asks for them; `overlay` is the version of the overlay.
    """

    id: str
    version: Version
    body: Any
    words: str = ""
    overlay: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class Profile:
    """What a feed said of a creator, as an index keeps it: from it the creator can be made again, under any overlay.

    `document` is the API's JSON, `feed` what the feed says of the fields that an overlay speaks of (`Creator.feed`),
    `overlay` the version of that.
    """

    market: str
    version: Version
    overlay: int
    document: bytes
    feed: Mapping[str, object]

    def record(self) -> dict[str, object]:
        """The feed's record again, but for what is derived."""
        document = {**orjson.loads(self.document), **self.feed}
        return {name: value for name, value in document.items() if value is not None and name in FIELDS.delivered}

    def to_json(self) -> dict[str, object]:
        """The profile as plain JSON values."""
        return {
            "market": self.market,
            "version": list(self.version),
            "overlay": self.overlay,
            "document": orjson.loads(self.document),
            "feed": self.feed,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Profile:
        """The profile that `to_json` wrote."""
        document = orjson.dumps(kept["document"])
        return cls(kept["market"], Version(*kept["version"]), kept["overlay"], document, kept["feed"])


@dataclass(frozen=True)
class Tombstone:
    """A creator who left: nothing but the id, the market and the version of the leaving."""

    id: str
    market: str
    version: Version


def tie_of(creator_id: str) -> int:
    """63 bits of a hash of the id: one fixed order among equals on every engine, fair to all names."""
    return int.from_bytes(blake2b(creator_id.encode(), digest_size=8).digest()) >> 1
