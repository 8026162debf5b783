"""What are indices and aliases called? Names are built and parsed by inverse functions, never matched by wildcard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from marketplace.creators.times import MICROSECONDS


@dataclass(frozen=True)
class IndexName:
    """One build of one market: `creators-de-1f0c9a2b-20261122t100000a1b2` for DE under the prefix `creators`.

    `mapping` is the hash of the mapping that the index was made with; builds of a market order by time.
    """

    prefix: str
    market: str
    mapping: str
    build: str

    def __str__(self) -> str:
        return f"{self.prefix}-{self.market.lower()}-{self.mapping}-{self.build}"

    @property
    def made_at(self) -> int:
        """When the build was begun, to the second, in microseconds; 0 when its name doesn't say."""
        try:
            moment = datetime.strptime(self.build[:15], "%Y%m%dt%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return 0
        return round(moment.timestamp()) * MICROSECONDS


def parse_index_name(name: str, prefix: str) -> IndexName | None:
    """The parts of a name that `IndexName` built under exactly this prefix; None for any other name."""
    begins = f"{prefix}-"
    # no part holds a hyphen, so a name under `creators-eu` has one part too many to be one under `creators`
    parts = _PARTS.fullmatch(name, len(begins)) if name.startswith(begins) else None
    return IndexName(prefix, parts[1].upper(), parts[2], parts[3]) if parts else None


_PARTS = re.compile(r"([a-z0-9]+)-([0-9a-f]{8})-([0-9a-z]+)", re.ASCII)


def market_alias(name: IndexName) -> str:
    """What stands for the published build of a market and mapping; the prefix itself stands for all of all releases.

    Each release asks for builds of its own mapping: what another one publishes takes nothing away from it.
    """
    return f"{name.prefix}-{name.market.lower()}-{name.mapping}"


def writing_alias(index: str) -> str:
    """What a build is written through: writing to an alias never makes an index, writing to a lost index does."""
    return f"{index}-writing"


def words_index(prefix: str) -> str:
    """Where all words are kept that creators are found by, to look typos up in."""
    return f"{prefix}-words"


def withheld_index(prefix: str) -> str:
    """Where it is kept what is known of creators beside what is shown: who left, and who is hidden."""
    return f"{prefix}-withheld"


def locks_index(prefix: str) -> str:
    """Where it is kept who syncs."""
    return f"{prefix}-locks"
