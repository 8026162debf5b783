"""Whom does a search find already when its alert begins? All of them; they are nobody's news."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from marketplace.creators.times import midnight
from marketplace.errors import InvalidInput, Problem
from marketplace.search.engine import Engine
from marketplace.search.query import MAX_LIMIT, CreatorQuery, Sort

MOST_FOUND = 10_000
"""Creators of a search with an alert: more are no news for anybody, and would have to be kept."""

Read = Callable[[Mapping[str, Any]], CreatorQuery]
"""Reads the JSON of a search; raises InvalidInput."""


@dataclass(frozen=True)
class Baseline:
    """Whom a query found."""

    query: Mapping[str, Any]
    creator_ids: tuple[str, ...]


@dataclass(frozen=True)
class Baselines:
    """Asks an engine for all whom a query finds, typos aside; `now` gives microseconds."""

    engine: Engine
    read: Read
    now: Callable[[], int]

    def of(self, query: Mapping[str, Any]) -> Baseline:
        """The baseline of a query; raises InvalidInput where it finds too many, and EngineUnavailable."""
        today = midnight(self.now())
        asked = replace(self.read(query), sort=Sort(), facets=(), fields=(), page=1, after=None, limit=MAX_LIMIT)
        found: dict[str, None] = {}
        while True:
            page = self.engine.search(asked, today=today)
            if page.total > MOST_FOUND:
                raise InvalidInput(Problem("query", _too_many(page.total)))
            found |= dict.fromkeys(str(one["id"]) for one in page.creators)
            if page.next_position is None:
                return Baseline(query, tuple(found))
            asked = replace(asked, after=page.next_position)


def _too_many(total: int) -> str:
    return (
        f"finds {total} creators: an alert is for searches that find {MOST_FOUND} at most, so narrow it by more "
        "filters, or leave alert off"
    )
