"""What came out when a market's feed was compared with its index?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marketplace.errors import MarketplaceError

SHOWN_IDS = 5
SHOWN_FIELDS = 5

FAULTS = ("missing", "extra", "different", "altered", "hidden", "twice")
WAYS = (*FAULTS, "behind")


@dataclass(frozen=True, kw_only=True)
class Differing:
    """Creators that differ in one way: how many, and the first ids."""

    count: int = 0
    ids: tuple[str, ...] = ()

    def with_ids(self, ids: Sequence[str]) -> Differing:
        """So many more."""
        return replace(self, count=self.count + len(ids), ids=(*self.ids, *ids)[:SHOWN_IDS])


@dataclass(frozen=True)
class Difference:
    """A field of a creator that is another one in the index than by the feed; the values as JSON, cut."""

    id: str
    field: str
    feed: str
    index: str


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many creators a market has: by its feed, by its state (None: not published), and as the engine counts."""

    feed: int = 0
    state: int | None = None
    engine: int = 0


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """How many creators were compared field by field, chosen by which seed, and the first fields that differ."""

    creators: int = 0
    seed: int = 0
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A market's feed beside what is published: `creators` of the feed, and those of them or of the index astray.

    `missing` are not in the index, `extra` not in the feed, `different` there in another version, `altered` there in
    the right version with another content (seen of the sample alone), `hidden` shown though the marketplace hides
    them, or not kept as it says, `twice` in another market too. `behind` changed since the market's checkpoint and are
    no fault: the next delta brings them. `buckets` differed; `outdated` when other topics, labels or rates made the
    market. `failure` is why they could not be compared, or not mended.
    """

    market: str
    creators: int = 0
    missing: Differing = Differing()
    extra: Differing = Differing()
    different: Differing = Differing()
    altered: Differing = Differing()
    hidden: Differing = Differing()
    twice: Differing = Differing()
    behind: Differing = Differing()
    counts: Counts = Counts()
    counts_agree: bool = True
    buckets: int = 0
    sampled: Sampled = Sampled()
    outdated: bool = False
    failure: MarketplaceError | None = None

    @property
    def faults(self) -> int:
        """How many creators are wrong; one may be in several ways."""
        return sum(getattr(self, way).count for way in FAULTS)

    @property
    def agrees(self) -> bool:
        """Whether nothing differs but what is behind."""
        return self.failure is None and not self.faults and self.counts_agree
