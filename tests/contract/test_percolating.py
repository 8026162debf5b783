"""Does a small index find of a few creators whom the engine finds of all of them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from marketplace.creators.creator import Creator
from marketplace.embedded.percolator import EmbeddedPercolator
from marketplace.search.asked import query_from
from marketplace.search.page import Document, StoredDocument
from marketplace.search.query import CreatorQuery
from tests.contract.index import Index, random_creators, walk
from tests.creators import RATES, make_creator
from tests.random_queries import random_query

PERCOLATOR = EmbeddedPercolator()


def found_of_few(documents: Sequence[Document], query: CreatorQuery) -> set[str]:
    """The ids of the creators that the small index finds."""
    return {*PERCOLATOR.batch(documents).matching(PERCOLATOR.compiled(query, RATES))}


def found_of_all(index: Index, query: CreatorQuery, *, sizes: Random) -> set[object]:
    """The ids of all creators that the engine finds without typos."""
    text = replace(query.text, forgiving=False) if query.text else None
    asked = replace(query, text=text, facets=(), limit=200, page=1)
    return {*walk(index, asked, sizes=sizes, choices=(200,))}


@pytest.mark.parametrize("seed", range(8))
def test_it_finds_whom_the_engine_finds(indexed: Index, seed: int) -> None:
    rng = Random(f"percolator {seed}")
    few = [one.id for one in rng.sample(random_creators(), k=150)]
    documents = [*indexed.engine.get(few).values()]
    batch = PERCOLATOR.batch(documents)
    queries = [random_query(rng, random_creators()) for _ in range(30)]

    found = [{*batch.matching(PERCOLATOR.compiled(one, RATES))} for one in queries]

    assert len(documents) == len(few)
    assert found == [found_of_all(indexed, one, sizes=rng) & {*few} for one in queries]
    assert any(found)


def test_typos_are_not_forgiven() -> None:
    creator = make_creator(bio="vegane Küche")
    forgiving = query_from({"q": "vegame"})
    assert forgiving.text
    forgiving = replace(forgiving, text=replace(forgiving.text, forgiving=True))

    assert found_of_few([_document(creator)], query_from({"q": "vegan"})) == {"c1"}
    assert found_of_few([_document(creator)], forgiving) == set()


def test_of_nobody_it_finds_nobody() -> None:
    assert found_of_few([], query_from({})) == set()


def _document(creator: Creator) -> Document:
    return StoredDocument(creator.document)
