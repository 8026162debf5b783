"""Is what both engines find written alike, whether its creators are looked into or passed through as they are?"""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from marketplace.api.answers import answer, page_content
from marketplace.search.asked import query_from
from marketplace.search.service import SearchService
from tests.contract.index import Index, random_judge
from tests.creators import NOW

ASKED: list[dict[str, Any]] = [
    {},
    {"q": "vegan"},
    {"q": "veg", "as_you_type": True, "highlight": True},
    {"q": "vegan", "fields": ["handle", "bio"]},
    {"fields": ["market"], "limit": 3},
]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_an_answer_is_that_of_an_engine_which_reads_every_document(indexed: Index, asked: dict[str, Any]) -> None:
    found = [written(engine, asked) for engine in (indexed.engine, random_judge())]

    assert found[0]["creators"] == found[1]["creators"] != []
    assert found[0] == found[1]


def written(engine: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """The JSON of an answer, without what tells of the time."""
    found = SearchService(engine, lambda: NOW).search(query_from(asked))
    content: dict[str, Any] = orjson.loads(answer(page_content(found, language="en", took_ms=0)).get_data())
    return {name: value for name, value in content.items() if name != "as_of"}
