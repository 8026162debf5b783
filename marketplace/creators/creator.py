"""What is a creator, ready for an index?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

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

    @property
    def tie(self) -> int:
        """The place among creators that sort alike."""
        return tie_of(self.id)


class Ready(NamedTuple):
    """A creator as one engine takes it in: made where records are converted, and written without a look inside.

    `body` is the engine's own; `words` are the words that the creator is found by, where the engine asks for them.
    """

    id: str
    version: Version
    body: Any
    words: str = ""


@dataclass(frozen=True)
class Tombstone:
    """A creator who left: nothing but the id, the market and the version of the leaving."""

    id: str
    market: str
    version: Version


def tie_of(creator_id: str) -> int:
    """63 bits of a hash of the id: one fixed order among equals on every engine, fair to all names."""
    return int.from_bytes(blake2b(creator_id.encode(), digest_size=8).digest()) >> 1
