"""Are only the pages kept that everybody asks for, and no longer than what is known of the publications?"""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.elastic.published import Live
from marketplace.elastic.recent import MAX_PAGES, RecentPages
from marketplace.search.asked import query_from
from marketplace.search.page import CreatorPage


class Asked:
    """Pages of an engine that counts how often it is asked."""

    def __init__(self) -> None:
        self.live = Live({}, ())
        self.times = 0
        self._recent = RecentPages()

    def total(self, *, today: int = 0, **parameters: Any) -> int:
        """The number of the question that a search is answered by."""
        return self._recent.page(query_from(parameters), self.live, today=today, ask=self._page).total

    def _page(self) -> CreatorPage:
        self.times += 1
        return CreatorPage(self.times, (), {}, None, None)


@pytest.fixture
def asked() -> Asked:
    return Asked()


def test_the_page_of_everybody_is_kept_until_the_publications_are_read_again(asked: Asked) -> None:
    first, again = asked.total(), asked.total()
    asked.live = Live({}, ())

    assert (first, again, asked.total()) == (1, 1, 2)


@pytest.mark.parametrize(
    "parameters",
    [{"q": "vegan"}, {"market": ["DE"]}, {"exclude_ids": ["anna"]}, {"followers_min": 1}, {"page": 2}, {"limit": 51}],
)
def test_what_few_ask_for_is_asked_every_time(asked: Asked, parameters: dict[str, Any]) -> None:
    assert [asked.total(**parameters), asked.total(**parameters)] == [1, 2]


@pytest.mark.parametrize(
    "other", [{"limit": 3}, {"sort": "followers"}, {"facets": ["none"]}, {"today": 86_400_000_000}]
)
def test_another_page_is_another_question(asked: Asked, other: dict[str, Any]) -> None:
    assert [asked.total(), asked.total(**other), asked.total()] == [1, 2, 1]


def test_pages_are_not_kept_without_end(asked: Asked) -> None:
    for limit in range(1, MAX_PAGES + 2):
        asked.total(limit=limit)

    assert asked.total(limit=1) == MAX_PAGES + 2
