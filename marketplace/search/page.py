"""What is answered? A `CreatorPage`: hits, facets and where the next page begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import orjson

from marketplace.creators.creator import Number, Reading
from marketplace.creators.money import Rates
from marketplace.errors import EngineUnavailable
from marketplace.search.query import CreatorQuery, Position

Document = Mapping[str, object]
"""A creator as the API gives it, as it is stored."""

Documents = tuple[Document, ...]


class StoredDocument(Document):
    """A creator whose JSON, `raw`, is passed through as it is, and read only when somebody looks inside."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._read: Document | None = None

    def __getitem__(self, name: str) -> object:
        return self._content[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    @property
    def _content(self) -> Document:
        if self._read is None:
            try:
                self._read = cast("Document", orjson.loads(self.raw))
            except orjson.JSONDecodeError as error:
                raise EngineUnavailable("the index holds a creator that can't be read: sync with --rebuild") from error
        return self._read


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet; a root of a tree has children, and `other` counts those of them not listed."""

    value: str | bool
    count: int
    selected: bool
    children: tuple[FacetValue, ...] = ()
    other: int = 0


@dataclass(frozen=True)
class ValuesFacet:
    """The values of a field, the most frequent first; `other` counts the unlisted, `missing` creators without."""

    values: tuple[FacetValue, ...]
    other: int
    missing: int
    exact: bool


@dataclass(frozen=True)
class FacetRange:
    """From (included) to (excluded); None where open."""

    start: Number | None
    end: Number | None
    count: int
    selected: bool


@dataclass(frozen=True)
class RangesFacet:
    """A number's or time's ranges, without gaps; the least and the greatest value are None where there are none."""

    ranges: tuple[FacetRange, ...]
    least: Number | None
    greatest: Number | None
    missing: int


Facet = ValuesFacet | RangesFacet


@dataclass(frozen=True)
class Told:
    """What an engine tells of a hit beside its document: its match class (0 without one), and what was read in it.

    All of it can be found again in the document, at a cost: `reading` may be empty.
    """

    match_class: int = 0
    reading: Reading = field(default_factory=dict)


@dataclass(frozen=True)
class CreatorPage:
    """One page of a search. `next_position` is where the next one begins after, None at the end.

    `as_of` is the oldest of the asked markets, in microseconds; None when none of them is published.
    `told` is of each of the creators.
    """

    total: int
    creators: tuple[Document, ...]
    facets: Mapping[str, Facet]
    next_position: Position | None
    as_of: int | None
    told: tuple[Told, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class PublishedMarket:
    """What is known of a market that can be searched; times in microseconds."""

    market: str
    creators: int
    as_of: int
    synced_at: int


@dataclass(frozen=True)
class Published:
    """All markets that can be searched, and the rates that their prices were converted with (the newest build's)."""

    markets: Mapping[str, PublishedMarket] = field(default_factory=dict)
    rates: Rates | None = None

    def as_of(self, query: CreatorQuery) -> int | None:
        """The oldest of the markets that a query asks, in microseconds; None when none of them is published."""
        return min([self.markets[code].as_of for code in query.asked_of(self.markets)], default=None)
