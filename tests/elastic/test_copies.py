"""Is an index published only when the death of one node can't lose it?"""

from typing import Any

import pytest

from marketplace.elastic import copies
from marketplace.elastic.copies import await_copies
from marketplace.elastic.mapping import LIVE
from marketplace.errors import EngineUnavailable
from tests.elastic.conftest import Place


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not come about is given up after two seconds."""
    monkeypatch.setattr(copies, "ASKED_FOR_SECONDS", 1)
    monkeypatch.setattr(copies, "UNMADE_SECONDS", 2)


def made(place: Place, **settings: Any) -> str:
    """An index with these settings, whether or not its shards come to life."""
    name = f"{place.prefix}-copied"
    place.client.indices.create(index=name, settings=settings, wait_for_active_shards="0")
    return name


def test_a_single_node_wants_no_second_copy(place: Place) -> None:
    await_copies(place.client, made(place, **LIVE))


def test_a_copy_that_nobody_makes_is_named_with_what_to_look_at(place: Place) -> None:
    index = made(place, number_of_replicas=9)
    with pytest.raises(EngineUnavailable, match=f"makes no second copy of {index}, so .+: see the health of the"):
        await_copies(place.client, index)


def test_an_index_that_its_node_took_along_is_lost(place: Place) -> None:
    index = made(place, **{"index.routing.allocation.require._name": "nobody"})
    with pytest.raises(EngineUnavailable, match=f"lost {index} before it was published: see its nodes, and sync again"):
        await_copies(place.client, index)
