"""Which pages need not be asked for again? The first ones of everybody, for as long as what is published is kept."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.elastic.published import Live
from marketplace.search.page import CreatorPage
from marketplace.search.query import CreatorQuery

MAX_PAGES = 32
MAX_LIMIT = 50
"""Of 20 hits and 9 facets a page takes some 200 KB: at most 16 MB are kept."""


class RecentPages:
    """First pages of searches without words and filters, forgotten with the `Live` that they were asked under.

    So a page is never older than what is known of the publications, which is read again every second.
    """

    def __init__(self) -> None:
        self._live: Live | None = None
        self._pages: dict[tuple[CreatorQuery, int], CreatorPage] = {}

    def page(self, query: CreatorQuery, live: Live, *, today: int, ask: Callable[[], CreatorPage]) -> CreatorPage:
        """The page that was asked for already, else what `ask` gives."""
        if not _is_first_of_everybody(query):
            return ask()
        if self._live is not live or len(self._pages) >= MAX_PAGES:
            self._live, self._pages = live, {}
        pages = self._pages  # another thread may begin anew meanwhile
        if (query, today) not in pages:
            pages[query, today] = ask()
        return pages[query, today]


def _is_first_of_everybody(query: CreatorQuery) -> bool:
    chosen = query.text or query.every_filter or query.by_id
    return not chosen and query.after is None and query.page == 1 and query.limit <= MAX_LIMIT
