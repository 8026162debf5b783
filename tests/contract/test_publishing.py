"""Does a market become searchable as a whole, or not at all?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from indexer.ports import Takeover
from indexer.standing import Standing, Stored
from marketplace.creators.fields import FIELDS
from marketplace.creators.times import DAY
from marketplace.errors import SyncRunning
from marketplace.search.asked import query_from
from marketplace.search.facets import ranges_of
from marketplace.search.page import (
    CreatorPage,
    FacetRange,
    Published,
    PublishedMarket,
    RangesFacet,
    ValuesFacet,
)
from tests.contract.index import Index, state_of
from tests.creators import NOW, RATES, TODAY, make_creator

ALL = query_from({"facets": ["none"], "sort": "followers"})


def test_an_index_in_which_nothing_is_published_has_nothing(empty: Index) -> None:
    facets = dict.fromkeys(("market", "topics", "verified", "hashtags", "audience_ages"), NOBODYS_VALUES)
    query = query_from({"facets": list(facets), "market": ["DE"]})
    listed = empty.search(replace(query, filters=()))
    assert listed == CreatorPage(total=0, creators=(), facets=facets, next_position=None, as_of=None)
    assert empty.search(query).total == 0
    assert empty.engine.published() == Published()
    assert (empty.engine.get(("a",)), empty.engine.by_handle("a", None), empty.engine.by_handle("a", "DE")) == (
        {},
        (),
        (),
    )
    assert (empty.writer.states(), empty.writer.standing(("a",)), list(empty.writer.ids("DE"))) == ({}, {}, [])


NOBODYS_VALUES = ValuesFacet((), other=0, missing=0, exact=True)


def test_an_index_in_which_nothing_is_published_has_empty_ranges(empty: Index) -> None:
    facets = empty.search(query_from({"facets": ["posts", "joined_at"]})).facets
    assert facets == {
        name: RangesFacet(
            tuple(FacetRange(start, end, 0, False) for start, end in ranges_of(FIELDS[name], TODAY)), None, None, 0
        )
        for name in ("posts", "joined_at")
    }


def test_a_republished_market_is_replaced_and_leaves_others_alone(empty: Index) -> None:
    stays, other = make_creator(id="stays", followers=3), make_creator(id="other", market="FR", followers=9)
    empty.fill((stays, make_creator(id="goes"), other))
    changed = make_creator(id="stays", followers=5)
    empty.publish("DE", changed, make_creator(id="comes", followers=7))
    assert empty.found(ALL) == ["stays", "comes", "other"]
    assert empty.engine.get(("stays", "goes"))["stays"]["followers"] == 5
    assert [sorted(empty.writer.ids(market)) for market in ("DE", "FR", "US")] == [["comes", "stays"], ["other"], []]


def test_a_build_left_without_publishing_changes_nothing(empty: Index) -> None:
    kept = make_creator(id="kept")
    empty.publish("DE", kept)
    with empty.writer.build("DE") as build:
        build.write(empty.ready(make_creator(id="kept", followers=5), make_creator(id="new")))
    with suppress(KeyboardInterrupt), empty.writer.build("FR") as build:
        build.write(empty.ready(make_creator(id="french", market="FR")))
        raise KeyboardInterrupt
    empty.forget()
    assert empty.search(ALL).creators == (empty.engine.get(("kept",))["kept"],)
    assert empty.engine.get(("kept",))["kept"]["followers"] == 1_000
    assert list(empty.writer.states()) == ["DE"]


def test_a_build_after_a_dropped_one_is_published(empty: Index) -> None:
    with suppress(ZeroDivisionError), empty.writer.build("DE") as build:
        build.write(empty.ready(make_creator(id="dropped")))
        build.write(empty.ready(make_creator(id="never", followers=1 // 0)))
    empty.publish("DE", make_creator(id="published"))
    assert empty.found(ALL) == ["published"]


def test_a_build_that_is_not_published_yet_is_invisible(empty: Index) -> None:
    empty.publish("DE", make_creator(id="old"))
    with empty.writer.lock(), empty.writer.build("DE") as build:
        build.write(empty.ready(make_creator(id="new")))
        empty.forget()
        assert empty.found(ALL) == ["old"]
        build.publish(state_of("DE", 1), Takeover())
    empty.forget()
    assert empty.found(ALL) == ["new"]


def test_a_removed_creator_of_a_build_is_gone_and_can_be_written_again(empty: Index) -> None:
    with empty.writer.lock(), empty.writer.build("DE") as build:
        build.write(empty.ready(make_creator(id="twice", followers=1), make_creator(id="left"), make_creator(id="one")))
        build.remove(("twice", "left"))
        build.write(empty.ready(make_creator(id="twice", followers=2)))
        assert build.count() == 2
        build.publish(state_of("DE", 2), Takeover())
    empty.forget()
    assert empty.found(ALL) == ["twice", "one"]
    assert empty.search(ALL).creators[0]["followers"] == 2


def test_a_taken_over_creator_is_shown_in_the_new_market_alone(empty: Index) -> None:
    moves, stays = make_creator(id="moves", hashtags=["moved"]), make_creator(id="stays")
    empty.publish("DE", moves, stays)
    arrived = make_creator(id="moves", market="FR", hashtags=["moved"])
    empty.publish("FR", arrived, takeover=Takeover({"DE": ("moves",)}))
    assert sorted(map(str, empty.found(ALL))) == ["moves", "stays"]
    assert empty.engine.get(("moves",))["moves"]["market"] == "FR"
    assert empty.writer.standing(("moves",)) == {"moves": Standing(Stored("FR", arrived.version))}
    assert [list(empty.writer.ids(market)) for market in ("DE", "FR")] == [["stays"], ["moves"]]
    assert empty.search(query_from({"q": "moved"})).total == 1


def test_a_market_that_lost_a_creator_must_be_read_again(empty: Index) -> None:
    german = empty.publish("DE", make_creator(id="moves"), make_creator(id="stays"))
    spanish = empty.publish("ES", make_creator(id="spaniard", market="ES"))
    takeover = Takeover({"DE": ("moves",)})
    french = empty.publish("FR", make_creator(id="moves", market="FR"), takeover=takeover)
    assert empty.writer.states() == {
        "DE": replace(german, fingerprint="", creators=german.creators - 1),
        "ES": spanish,
        "FR": french,
    }


def test_a_creator_who_moved_can_move_back(empty: Index) -> None:
    empty.publish("DE", make_creator(id="moves"))
    empty.publish("FR", make_creator(id="moves", market="FR"), takeover=Takeover({"DE": ("moves",)}))
    empty.publish("DE", make_creator(id="moves"), takeover=Takeover({"FR": ("moves",)}))
    assert [creator["market"] for creator in empty.search(ALL).creators] == ["DE"]


def test_states_are_kept_as_they_were_published(empty: Index) -> None:
    german = empty.publish("DE", make_creator(), as_of=NOW - DAY)
    french = empty.publish("FR", make_creator(id="f", market="FR"))
    assert empty.writer.states() == {"DE": german, "FR": french}


def test_published_counts_creators_and_knows_how_old_they_are(empty: Index) -> None:
    empty.publish("DE", make_creator(), make_creator(id="c2"), as_of=NOW - DAY)
    empty.publish("FR", make_creator(id="f", market="FR"))
    published = empty.engine.published()
    assert published.markets == {
        "DE": PublishedMarket("DE", 2, NOW - DAY, NOW),
        "FR": PublishedMarket("FR", 1, NOW, NOW),
    }
    assert published.rates == RATES
    assert [empty.search(query_from({"market": [code]})).as_of for code in ("DE", "FR", "US")] == [NOW - DAY, NOW, None]
    assert empty.search(ALL).as_of == NOW - DAY


def test_versions_of_stored_creators_are_told_by_id(empty: Index) -> None:
    one, two = make_creator(id="one"), make_creator(id="two", market="FR", updated_at="2026-11-02T00:00:00Z")
    empty.fill((one, two))
    stored = empty.writer.standing(("one", "two", "unknown"))
    assert stored == {"one": Standing(Stored("DE", one.version)), "two": Standing(Stored("FR", two.version))}


def test_two_syncs_of_a_market_cannot_run_at_once(empty: Index) -> None:
    with empty.writer.lock(), pytest.raises(SyncRunning), empty.writer.lock():
        pass
    empty.publish("DE", make_creator())
    assert empty.found(ALL) == ["c1"]


def test_a_market_may_be_published_empty(empty: Index) -> None:
    empty.publish("DE", make_creator())
    empty.publish("DE")
    assert empty.search(ALL) == CreatorPage(total=0, creators=(), facets={}, next_position=None, as_of=NOW)
    assert empty.engine.published().markets == {"DE": PublishedMarket("DE", 0, NOW, NOW)}
