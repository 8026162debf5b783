"""Is nobody lost or seen twice wherever a writer is cut off? At each of its requests in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from indexer.changing import Changing
from indexer.ports import Takeover
from indexer.standing import UNKNOWN
from indexer.writers.elastic import ElasticWriter
from marketplace.creators.creator import Profile, Ready
from marketplace.errors import EngineUnavailable
from marketplace.search.asked import query_from
from tests.contract.index import Index, state_of
from tests.contract.test_changes import followers, leaving, profile
from tests.elastic.conftest import Place

ALL = query_from({"facets": ["market"], "sort": "followers"})
MOST_REQUESTS = 60
STAYS = [profile(f"stays-{market}", market, 1) for market in ("DE", "FR")]


@dataclass
class Line:
    """The way to the node: so many requests go through, then it is as if the process had been killed."""

    left: int
    asked: int = 0

    def cut(self) -> bool:
        """Whether it was cut."""
        return self.asked > self.left


@contextmanager
def cut_after(client: Elasticsearch, requests: int) -> Iterator[Line]:
    """Let no more requests than these go through during the block; what fails of it fails."""
    line, lock, send = Line(requests), Lock(), client.transport.perform_request

    def perform(*given: Any, **more: Any) -> Any:
        with lock:
            line.asked += 1
            if line.cut():
                raise EngineUnavailable("cut off")
        return send(*given, **more)

    client.transport.perform_request = perform  # type: ignore[method-assign]
    try:
        with suppress(EngineUnavailable):
            yield line
    finally:
        del client.transport.perform_request  # type: ignore[method-assign]


def take(writer: ElasticWriter, index: Index) -> None:
    """Apply what happened to six creators, one batch a market; told again it changes nothing."""
    with writer.changes() as changes:
        changing = Changing(changes)
        changing.take("DE", [_hidden(index), leaving("leaves", "DE", 5), *index.ready(profile("moves-back", "DE", 5))])
        changing.take("FR", index.ready(profile("moves", "FR", 5), profile("new", "FR", 5)))
        changing.commit()


def _hidden(index: Index) -> Ready:
    """The record of one whom the marketplace hides by now."""
    (ready,) = index.ready(profile("hides", "DE", 5))
    body = Profile("DE", ready.version, 7, b'{"id":"hides"}', {})
    return Ready("hides", ready.version, body, overlay=7, hidden=True)


def begun(place: Place) -> Index:
    """What there is before."""
    index = place.index()
    there = [profile(one, "DE", 2) for one in ("moves", "leaves", "hides")]
    index.publish("DE", STAYS[0], *there)
    index.publish("FR", STAYS[1], profile("moves-back", "FR", 2))
    return index


def seen(index: Index) -> Sequence[object]:
    """The ids of all who are found."""
    index.forget()
    return list(index.found(ALL))


def written_twice(place: Place) -> list[str]:
    """Who is in two indices, whether a search would see it yet or not; to look does not let it be seen."""
    asked = [{"_index": name, "_id": one} for name in place.names() for one in ("moves", "moves-back", "new", "hides")]
    there = [doc["_id"] for doc in place.client.mget(docs=asked, source=False)["docs"] if doc.get("found")]
    return [one for one in there if there.count(one) > 1]


def test_a_delta_that_is_cut_off_anywhere_loses_and_doubles_nobody(place: Place) -> None:
    for requests in range(1, MOST_REQUESTS):
        index = begun(place)
        with cut_after(place.client, requests) as line:
            take(place.writer(), index)

        assert not written_twice(place), f"after {requests} requests"
        assert index.writer.standing(["hides"])["hides"].kept, f"lost after {requests} requests"
        take(place.writer(), index)

        assert sorted(map(str, seen(index))) == ["moves", "moves-back", "new", "stays-DE", "stays-FR"]
        assert [followers(index, one) for one in ("moves", "moves-back", "new")] == [5, 5, 5]
        assert index.writer.standing(["leaves"])["leaves"].withheld.left
        place.delete()
        if not line.cut():
            return
    pytest.fail("a delta takes more requests than are cut off here")


def test_a_publication_that_is_cut_off_anywhere_loses_and_doubles_nobody(place: Place) -> None:
    for requests in range(1, MOST_REQUESTS):
        index = begun(place)
        with cut_after(place.client, requests) as line:
            publish(place.writer(), index)
        place.client.indices.refresh(index=place.prefix)

        found = seen(index)
        assert len(found) == len(set(found)), f"twice after {requests} requests"
        assert "moves" in found, f"lost after {requests} requests"
        publish(place.writer(), index)

        assert sorted(map(str, seen(index))) == ["hides", "leaves", "moves", "new", "stays-DE", "stays-FR"]
        assert index.writer.standing(["moves"]).get("moves", UNKNOWN).kept == index.writer.copies(["moves"])["moves"][0]
        assert followers(index, "moves") == 5
        place.delete()
        if not line.cut():
            return
    pytest.fail("a publication takes more requests than are cut off here")


def publish(writer: ElasticWriter, index: Index) -> None:
    """Publish FR, with one who was in DE."""
    with writer.build("FR") as build:
        build.write(index.ready(STAYS[1], profile("moves", "FR", 5), profile("new", "FR", 5)))
        build.prepare()
        build.publish(state_of("FR", 3), Takeover({"DE": ("moves",)}))
