"""Which creators may newly match? Those whose profile or overlay changed since they were looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from marketplace.creators.times import midnight, parse_time
from marketplace.deals.waking import HOUR
from marketplace.saved.keeping import Saved
from marketplace.search.engine import Engine
from marketplace.search.filters import FieldFilter
from marketplace.search.page import Document, Published
from marketplace.search.query import MAX_LIMIT, CreatorQuery, Direction, Sort

OVERLAP = HOUR
"""How much is looked at again: feeds come some time after what they tell of, and overlays into the index."""

AT_ONCE = 1_000
"""Creators that are looked at together: to index them costs as much as to ask them of some hundred searches."""

OVERLAYS, NEXT, NOTED_AT = "overlays", "overlays next", "overlays noted at"

Marks = Mapping[str, int]


@dataclass(frozen=True)
class Chunk:
    """Some creators, and the marks that are to be moved once they were looked at."""

    documents: Sequence[Document] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """Reads what changed; `now` is in microseconds, `markets` are those that anybody looks in."""

    records: Saved
    engine: Engine
    published: Published
    now: int
    markets: Collection[str]

    def since(self, marks: Marks) -> Iterator[Chunk]:
        """All changes behind some marks, so many creators at a time."""
        return _together(self._parts(marks))

    def _parts(self, marks: Marks) -> Iterator[Chunk]:
        for code, market in sorted(self.published.markets.items()):
            known = marks.get(mark_of(code))
            if known == market.as_of:
                continue
            if known is not None and code in self.markets:
                # a feed may tell of yesterday, and after a rollback a market may be older than it was
                newest = marks.get(newest_of(code), known)
                yield from self._changed(code, since=min(known, newest, market.as_of) - OVERLAP)
            yield Chunk(marks={mark_of(code): market.as_of, newest_of(code): self._newest(code, else_=market.as_of)})
        yield from self._overlaid(marks)

    def _changed(self, market: str, *, since: int) -> Iterator[Chunk]:
        """The creators of a market whose profiles are not older, the oldest first."""
        filters = (FieldFilter("market", any_of=(market,)), FieldFilter("updated_at", at_least=since))
        sort = Sort("updated_at", Direction.ASCENDING)
        query = CreatorQuery(filters=filters, sort=sort, facets=(), limit=MAX_LIMIT)
        while True:
            page = self.engine.search(query, today=midnight(self.now))
            yield Chunk(page.creators)
            if page.next_position is None:
                return
            query = CreatorQuery(filters=filters, sort=sort, facets=(), limit=MAX_LIMIT, after=page.next_position)

    def _newest(self, market: str, *, else_: int) -> int:
        """When the profile of a market that changed last did."""
        filters, sort = (FieldFilter("market", any_of=(market,)),), Sort("updated_at", Direction.DESCENDING)
        query = CreatorQuery(filters=filters, sort=sort, facets=(), limit=1)
        found = self.engine.search(query, today=midnight(self.now)).creators
        return parse_time(str(found[0]["updated_at"])) if found else else_

    def _overlaid(self, marks: Marks) -> Iterator[Chunk]:
        """The creators whose overlays changed. An index may have them later: each is looked at for an hour or two."""
        with self.records.reading() as records:
            newest = records.overlays.newest()
        if OVERLAYS not in marks:
            yield Chunk(marks={OVERLAYS: newest, NEXT: newest, NOTED_AT: self.now})
            return
        after = marks[OVERLAYS]
        while True:
            with self.records.reading() as records:
                changed = records.overlays.changes(after, AT_ONCE)
            if not changed:
                break
            after = changed[-1].version
            ids = [one.creator_id for one in changed if not one.hidden]
            yield Chunk([*self.engine.get(ids).values()] if self.markets else ())
        if self.now - marks[NOTED_AT] >= OVERLAP:
            yield Chunk(marks={OVERLAYS: marks[NEXT], NEXT: after, NOTED_AT: self.now})


def mark_of(market: str) -> str:
    """The name of a market's mark."""
    return f"market {market}"


def newest_of(market: str) -> str:
    """The name of the mark of when its newest profile changed."""
    return f"newest {market}"


def _together(parts: Iterable[Chunk]) -> Iterator[Chunk]:
    """The same, about `AT_ONCE` creators at a time, each once; a mark never before what it stands behind."""
    documents: dict[str, Document] = {}
    marks: dict[str, int] = {}
    for part in parts:
        documents |= {str(one["id"]): one for one in part.documents}
        marks |= part.marks
        if len(documents) >= AT_ONCE:
            yield Chunk([*documents.values()], marks)
            documents, marks = {}, {}
    if documents or marks:
        yield Chunk([*documents.values()], marks)
