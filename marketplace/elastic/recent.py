"""Which pages need not be asked for again? Those of everybody, which every visitor sees first, for a second."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.search.page import CreatorPage
from marketplace.search.query import CreatorQuery

KEPT_SECONDS = 1.0
"""A change may be seen so much later: no longer than what is published is kept, too."""

MAX_PAGES = 64
"""Of 20 hits and 9 facets some 200 KB each; visitors differ in sort, limit and facets."""


class RecentPages:
    """First pages of searches without words and filters, as of a second ago at most.

    `clock` gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pages: dict[tuple[CreatorQuery, int], tuple[float, CreatorPage]] = {}

    def page(self, query: CreatorQuery, today: int, *, ask: Callable[[], CreatorPage]) -> CreatorPage:
        """The page that was asked for within the last second, else what `ask` gives."""
        if query.text or query.filters or query.exclude_ids or query.after:
            return ask()
        now = self._clock()
        kept = self._pages.get((query, today))
        if kept is None or now - kept[0] >= KEPT_SECONDS:
            # the time before asking: what is published meanwhile may be missed
            kept = (now, ask())
            if len(self._pages) >= MAX_PAGES:
                self._pages.clear()
            self._pages[query, today] = kept
        return kept[1]
