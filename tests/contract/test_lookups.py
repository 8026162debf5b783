"""Is a creator found by id and by handle?"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from indexer.standing import Standing, Stored
from marketplace.search.page import Document
from tests.contract.conftest import MakeIndex
from tests.contract.index import Index, random_creators, random_judge
from tests.creators import make_creator


@pytest.fixture(scope="module")
def few(make_index: MakeIndex) -> Index:
    """An index of handles that are taken twice, or look so."""
    index = make_index()
    index.fill(
        (
            make_creator(id="one", handle="Élodie"),
            make_creator(id="two", handle="elodie", market="FR"),
            make_creator(id="three", handle="ELODIE", market="FR"),
            make_creator(id="four", handle="elodie_", market="FR"),
            make_creator(id="five", handle="a elodie b", market="FR"),
        )
    )
    return index


def ids(found: Iterable[Document]) -> list[str]:
    """The ids, in their order."""
    return sorted(str(document["id"]) for document in found)


def test_a_folded_handle_finds_all_who_bear_it(few: Index) -> None:
    assert ids(few.engine.by_handle("elodie", None)) == ["one", "three", "two"]
    assert ids(few.engine.by_handle("elodie", "FR")) == ["three", "two"]
    assert ids(few.engine.by_handle("elodie_", None)) == ["four"]
    assert ids(few.engine.by_handle("elodie", "US")) == ids(few.engine.by_handle("elo", None)) == []


def test_unknown_ids_are_left_out(few: Index) -> None:
    assert ids(few.engine.get(("one", "unknown", "four")).values()) == ["four", "one"]
    assert few.engine.get(()) == {}


def test_two_hundred_ids_are_looked_up_at_once(indexed: Index) -> None:
    asked = [creator.id for creator in random_creators()[:200]]
    assert indexed.engine.get(asked) == random_judge().get(asked)


def test_every_stored_version_is_told_by_market(indexed: Index) -> None:
    creators = random_creators()
    stored = indexed.writer.standing([creator.id for creator in creators])
    assert stored == {one.id: Standing(Stored(one.market, one.version)) for one in creators}
    assert sorted(indexed.writer.ids("JP")) == sorted(creator.id for creator in creators if creator.market == "JP")


def test_what_is_published_is_what_was_filled_in(indexed: Index) -> None:
    assert indexed.engine.published() == random_judge().published()
