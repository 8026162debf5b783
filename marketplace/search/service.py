"""What may a caller see, whatever the engine?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from marketplace.creators.times import midnight, parse_time
from marketplace.errors import InvalidInput, NotFound, Problem
from marketplace.search.engine import Engine
from marketplace.search.match import Match, explain
from marketplace.search.page import CreatorPage, Document, Published
from marketplace.search.query import CreatorQuery
from marketplace.text.fold import fold


@dataclass(frozen=True)
class Found:
    """What a search came to: the query as it was asked in the end, the page, and why each of its hits is one."""

    query: CreatorQuery
    page: CreatorPage
    matches: tuple[Match, ...]

    @property
    def corrections(self) -> Mapping[str, str]:
        """The words found by typos alone, as the first hit has them."""
        return self.matches[0].corrections if self.matches else {}


@dataclass(frozen=True)
class SearchService:
    """Searches and look-ups of creators; `now` gives microseconds since 1970."""

    engine: Engine
    now: Callable[[], int]

    def search(self, query: CreatorQuery) -> Found:
        """The page asked for; when nothing matches what was typed, what matches it with typos."""
        page = self.engine.search(query, today=midnight(self.now()))
        if page.total == 0 and query.typos and query.text and query.text.forgivable:
            query = replace(query, text=replace(query.text, forgiving=True))
            page = self.engine.search(query, today=midnight(self.now()))
        matches = tuple(_explained(page, query)) if query.text else ()
        return Found(query, page, matches)

    def creator(self, creator_id: str) -> Document:
        """One creator; raises NotFound."""
        found = self.engine.get((creator_id,))
        if creator_id not in found:
            raise NotFound(f"there is no creator with the id {creator_id!r}")
        return found[creator_id]

    def lookup(self, ids: Sequence[str]) -> Mapping[str, Document]:
        """The creators that exist of these, by id."""
        return self.engine.get(tuple(dict.fromkeys(ids)))

    def by_handle(self, handle: str, market: str | None) -> Document:
        """The creator who bears a handle, the newest of several in a market.

        Raises NotFound, and InvalidInput naming the markets when several have one and none was chosen.
        """
        found = self.engine.by_handle(fold(handle.removeprefix("@")), market)
        if not found:
            raise NotFound(f"there is no creator with the handle {handle!r}")
        markets = sorted({str(creator["market"]) for creator in found})
        if len(markets) > 1:
            raise InvalidInput(Problem("market", f"is needed: the handle is taken in {', '.join(markets)}"))
        return max(found, key=lambda creator: (parse_time(str(creator["updated_at"])), str(creator["id"])))

    def published(self) -> Published:
        """The markets that can be searched."""
        return self.engine.published()


def _explained(page: CreatorPage, query: CreatorQuery) -> Iterator[Match]:
    told = page.told or (None,) * len(page.creators)
    return (explain(creator, query, told=one) for creator, one in zip(page.creators, told, strict=True))
