"""Does every engine tell what it holds, so that it can be compared with what it should?"""

from __future__ import annotations

import pytest

from indexer.standing import Stored
from tests.contract.index import Index, random_creators
from tests.creators import make_creator

OLD, NEW = "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"


def test_a_walk_tells_the_version_of_each_creator_of_a_market_and_a_count_how_many(indexed: Index) -> None:
    right = {one.id: Stored(one.market, one.version) for one in random_creators() if one.market == "JP"}

    assert dict(indexed.writer.versions("JP")) == right
    assert (indexed.writer.count("JP"), indexed.writer.count("VN"), list(indexed.writer.versions("VN"))) == (
        len(right),
        0,
        [],
    )


@pytest.mark.parametrize("market", ["DE", "JP"])
def test_what_is_held_of_a_creator_is_what_was_written(indexed: Index, market: str) -> None:
    creators = [one for one in random_creators() if one.market == market]
    written = {ready.id: indexed.writer.contents_of(ready) for ready in indexed.ready(*creators)}

    assert indexed.writer.contents(market, list(written)) == written


def test_of_a_creator_in_two_markets_both_profiles_are_told_the_newer_first(empty: Index) -> None:
    old, new = make_creator(updated_at=OLD), make_creator(market="FR", updated_at=NEW)
    empty.publish("DE", old, make_creator(id="stays"))
    empty.publish("FR", new)

    told = empty.writer.copies(["c1", "stays", "nobody"])
    assert [one.market for one in told["c1"]] == ["FR", "DE"]
    assert (sorted(told), empty.writer.standing(["c1"])["c1"].shown) == (["c1", "stays"], told["c1"][0])
