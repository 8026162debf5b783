"""Is a long text asked with fewer clauses than any node allows?"""

from __future__ import annotations

from typing import Any

from marketplace.elastic.filters import Clauses
from marketplace.search.asked import query_from
from marketplace.text.query import MAX_WORDS
from tests.creators import RATES

LEAST_LIMIT = 1_024
"""What Elasticsearch allows where its memory is least for its threads."""

WORDS = "vegane reisen recetas viajes cuisine voyage ricette viaggi receitas viagens yemek gezi makanan perjalanan"


def leaves(clause: Any) -> int:
    """How many clauses hold no other."""
    if isinstance(clause, list):
        return sum(map(leaves, clause))
    if not isinstance(clause, dict):
        return 0
    inner = sum(leaves(one) for one in clause.values() if isinstance(one, dict | list))
    return max(inner, 1 if {"term", "terms", "match_phrase", "prefix"} & clause.keys() else 0)


def test_the_longest_text_in_all_languages_stays_below_the_least_limit() -> None:
    words = (WORDS.split() * 2)[: MAX_WORDS - 6]
    query = query_from(
        {"q": " ".join((*words, *["готовка", "여행을", "旅行", "美食", "طبخ", "מתכונים"])), "as_you_type": True}
    )
    assert query.text
    assert len(query.match_classes) == 5
    assert leaves(Clauses(query, RATES).ranked(query.filters)) < LEAST_LIMIT
