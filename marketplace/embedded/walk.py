"""How are hits put in order, and a page found again? Tantivy sorts by one column; ties are settled here.

A page is the rest of the last tie, then the values beyond it, the group that the page's end cuts read again by tie,
then the creators without a value. So any position can be gone on from, with no window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Order, Query, Searcher

from marketplace.creators.creator import Number
from marketplace.embedded.clauses import every, keyword
from marketplace.embedded.compile import Stage, bounded
from marketplace.search.query import Position, Sort

TIE = "tie"


@dataclass(frozen=True)
class Found:
    """One hit: where it stands in the order, and where it is stored."""

    position: Position
    address: DocAddress


@dataclass(frozen=True)
class Walk:
    """The way through the hits of a search in its order."""

    searcher: Searcher
    sort: Sort

    def page(self, stages: Sequence[Stage], *, after: Position | None, size: int) -> list[Found]:
        """The first `size` hits after a position, or from the start."""
        found: list[Found] = []
        for stage in stages:
            if after and stage.match_class > after.match_class:
                continue
            start = after if after and stage.match_class == after.match_class else None
            found += self._stage(stage, after=start, size=size - len(found))
            if len(found) == size:
                break
        return found

    def _stage(self, stage: Stage, *, after: Position | None, size: int) -> list[Found]:
        if self.sort.complete:  # everybody has a value: no search for those without
            return self._valued(stage, after=after, size=size)
        absent = keyword("absent", self.sort.column)
        found: list[Found] = []
        if after is None or after.value is not None:
            found = self._valued(Stage(stage.match_class, every([stage.query], [absent])), after=after, size=size)
        if len(found) < size:
            start = after.tie if after and after.value is None else None
            unvalued = Stage(stage.match_class, every([stage.query, absent]))
            found += self._by_tie(unvalued, value=None, after=start, size=size - len(found))
        return found

    def _valued(self, stage: Stage, *, after: Position | None, size: int) -> list[Found]:
        if after is None or after.value is None:
            return self._by_value(stage, size)
        found = self._by_tie(self._tied(stage, after.value), value=after.value, after=after.tie, size=size)
        if len(found) == size:
            return found
        beyond = Stage(stage.match_class, every([stage.query, self._beyond(after.value)]))
        return found + self._by_value(beyond, size - len(found))

    def _tied(self, stage: Stage, value: Number) -> Stage:
        return Stage(stage.match_class, every([stage.query, bounded(self.sort.column, least=value, most=value)]))

    def _beyond(self, value: Number) -> Query:
        if self.sort.descending:
            return bounded(self.sort.column, most=value, below=True)
        return bounded(self.sort.column, least=value, above=True)

    def _by_value(self, stage: Stage, size: int) -> list[Found]:
        order = Order.Desc if self.sort.descending else Order.Asc
        hits = self.searcher.search(stage.query, size, count=False, order_by_field=self.sort.column, order=order).hits
        if not hits:
            return []
        ties = self.searcher.fast_field_values(TIE, [address for _, address in hits])
        cut = hits[-1][0] if len(hits) == size else None
        found = [
            Found(Position(stage.match_class, value, int(tie or 0)), address)
            for (value, address), tie in zip(hits, ties, strict=True)
            if value != cut
        ]
        found.sort(key=self._place)
        if cut is not None:
            found += self._by_tie(self._tied(stage, cut), value=cut, after=None, size=size - len(found))
        return found

    def _place(self, found: Found) -> tuple[Number, int]:
        value = found.position.value or 0
        return (-value if self.sort.descending else value, found.position.tie)

    def _by_tie(self, stage: Stage, *, value: Number | None, after: int | None, size: int) -> list[Found]:
        """Hits that all have one value, by tie, after a tie."""
        query = stage.query if after is None else every([stage.query, bounded(TIE, least=after, above=True)])
        hits = self.searcher.search(query, size, count=False, order_by_field=TIE, order=Order.Asc).hits
        return [Found(Position(stage.match_class, value, tie), address) for tie, address in hits]
