"""What may a caller see, whatever the engine?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from marketplace.creators.times import midnight, parse_time
from marketplace.errors import Forbidden, InvalidInput, NotFound, Problem
from marketplace.search.engine import Engine
from marketplace.search.match import Match, explain
from marketplace.search.page import CreatorPage, Document, Documents, Published, ValuesFacet
from marketplace.search.query import MAX_FACET_LIMIT, CreatorQuery
from marketplace.search.reach import EVERYTHING, Reach
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

    def search(self, query: CreatorQuery, reach: Reach = EVERYTHING) -> Found:
        """The page asked for within a reach; when nothing matches what was typed, what matches it with typos."""
        page = self.engine.search(query, today=midnight(self.now()))
        if page.total == 0 and query.typos and query.text and query.text.forgivable:
            query = replace(query, text=replace(query.text, forgiving=True))
            page = self.engine.search(query, today=midnight(self.now()))
        matches = tuple(_explained(page, query)) if query.text else ()
        return Found(query, replace(page, creators=tuple(map(reach.seen, page.creators))), matches)

    def creator(self, creator_id: str, reach: Reach = EVERYTHING) -> Document:
        """One creator; raises NotFound."""
        found = self.lookup((creator_id,), reach)
        if creator_id not in found:
            raise NotFound(f"there is no creator with the id {creator_id!r}")
        return found[creator_id]

    def lookup(self, ids: Sequence[str], reach: Reach = EVERYTHING) -> Mapping[str, Document]:
        """The creators that exist of these, by id."""
        found = self.engine.get([one for one in dict.fromkeys(ids) if reach.lets(one)], reach.forced)
        return {creator_id: reach.seen(creator) for creator_id, creator in found.items()}

    def by_handle(self, handle: str, market: str | None, *, reach: Reach = EVERYTHING) -> Document:
        """The creator who bears a handle, the newest of several in a market.

        Raises NotFound, also where handles are hidden, and InvalidInput naming the markets when several have one and
        none was chosen.
        """
        bearers = self._bearers(handle, market, reach=reach)
        if not bearers:
            raise NotFound(f"there is no creator with the handle {handle!r}")
        markets = sorted({str(creator["market"]) for creator in bearers})
        if len(markets) > 1 and "market" in reach.hidden:
            raise InvalidInput(Problem("handle", "is taken by several creators: ask for them by id"))
        if len(markets) > 1:
            raise InvalidInput(Problem("market", f"is needed: the handle is taken in {', '.join(markets)}"))
        newest = max(bearers, key=lambda creator: (parse_time(str(creator["updated_at"])), str(creator["id"])))
        return reach.seen(newest)

    def published(self, reach: Reach = EVERYTHING) -> Published:
        """The markets that can be searched, with as many creators as can be found; Forbidden where it is hidden."""
        if "market" in reach.hidden:
            raise Forbidden("the key hides market, by which creators are counted here")
        published = self.engine.published()
        if reach.to_all:
            return published
        query = CreatorQuery(
            forced=reach.forced,
            exclude_ids=tuple(sorted(reach.without)),
            left_out=None if reach.left_out is None else tuple(sorted(reach.left_out)),
            only=None if reach.only is None else tuple(sorted(reach.only)),
            facets=("market",),
            facet_limit=MAX_FACET_LIMIT,
            limit=1,
        )
        counted = self.search(query).page.facets["market"]
        assert isinstance(counted, ValuesFacet)
        counts = {str(one.value): one.count for one in counted.values}
        asked = {code: published.markets[code] for code in query.asked_of(published.markets)}
        markets = {code: replace(one, creators=counts.get(code, 0)) for code, one in asked.items()}
        return replace(published, markets=markets)

    def _bearers(self, handle: str, market: str | None, *, reach: Reach) -> Documents:
        if "handle" in reach.hidden:
            return ()
        found = self.engine.by_handle(fold(handle.removeprefix("@")), market, forced=reach.forced)
        return tuple(one for one in found if reach.lets(str(one["id"])))


def _explained(page: CreatorPage, query: CreatorQuery) -> Iterator[Match]:
    told = page.told or (None,) * len(page.creators)
    return (explain(creator, query, told=one) for creator, one in zip(page.creators, told, strict=True))
