from dataclasses import replace
from threading import Event, Thread
from typing import Any

import pytest
from elasticsearch import BadRequestError

from indexer.changing import Changing
from indexer.ports import Takeover
from indexer.standing import Withheld
from marketplace.creators.creator import Tombstone, Version
from marketplace.elastic import builds
from marketplace.elastic.builds import swap
from marketplace.elastic.document import ready_creator
from marketplace.elastic.mapping import LIVE
from marketplace.elastic.names import IndexName, parse_index_name
from marketplace.errors import EngineUnavailable
from marketplace.search.asked import query_from
from tests.creators import make_creator
from tests.elastic.conftest import Place

ALL = query_from({"facets": ["none"], "sort": "followers"})


def parsed(place: Place, name: str) -> IndexName:
    found = parse_index_name(name, place.prefix)
    assert found
    return found


def test_both_aliases_stand_for_the_published_build(place: Place) -> None:
    place.index().fill((make_creator(), make_creator(id="f", market="FR")))
    german, french = place.names()
    assert [parsed(place, name).market for name in (german, french)] == ["DE", "FR"]
    assert place.behind(place.prefix) == [german, french]
    assert (place.behind(place.alias("DE")), place.behind(place.alias("FR"))) == ([german], [french])
    assert set(place.client.indices.get_alias(index=german)[german]["aliases"]) == {place.prefix, place.alias("DE")}


def test_a_published_index_has_the_settings_of_one_that_is_searched(place: Place) -> None:
    place.index().publish("DE", make_creator())
    (name,) = place.names()
    settings = place.client.indices.get_settings(index=name, flat_settings=True)[name]["settings"]
    assert {key: settings[f"index.{key}"] for key in LIVE} == LIVE


def test_a_build_left_without_publishing_leaves_no_index(place: Place) -> None:
    with place.writer().build("DE") as build:
        build.write([ready_creator(make_creator())])
    with pytest.raises(KeyboardInterrupt), place.writer().build("DE"):
        raise KeyboardInterrupt
    assert place.names() == []


def test_a_swap_whose_answer_got_lost_keeps_what_it_published(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    index = place.index()

    def interrupted(*given: Any, **more: Any) -> None:
        swap(*given, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(builds, "swap", interrupted)
    with pytest.raises(KeyboardInterrupt):
        index.publish("DE", make_creator())
    assert index.found(ALL) == ["c1"]


def test_a_swap_that_is_sent_twice_is_done_once(place: Place) -> None:
    place.index().fill([make_creator()])
    (name,) = place.names()
    swap(place.client, parsed(place, name))
    assert place.behind(place.prefix) == [name]


def test_at_no_moment_stand_the_aliases_for_nothing_or_for_two_builds(place: Place) -> None:
    index, seen, stop = place.index(), set(), Event()
    index.publish("DE", make_creator())

    def look() -> None:
        while not stop.is_set():
            seen.add(len(place.behind(place.prefix)))

    looking = Thread(target=look)
    looking.start()
    for _ in range(3):
        index.publish("DE", make_creator())
    stop.set()
    looking.join()
    assert seen == {1}


def test_a_prefix_that_begins_another_leaves_it_alone(place: Place) -> None:
    mine, theirs = place.index(), place.index(f"{place.prefix}-eu")
    theirs.publish("DE", make_creator(id="theirs"))
    before = place.names()
    for _ in range(3):
        mine.publish("DE", make_creator(id="mine"))
    assert set(before) <= set(place.names())
    assert (mine.found(ALL), theirs.found(ALL)) == (["mine"], ["theirs"])
    assert (list(mine.writer.states()), list(theirs.writer.states())) == (["DE"], ["DE"])


def test_a_takeover_is_seen_by_who_searches_the_other_market(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="moves"), make_creator(id="stays"))
    (german,) = place.names()
    index.publish("FR", make_creator(id="moves", market="FR"), takeover=Takeover({"DE": ("moves",), "US": ("x",)}))
    assert german in place.names()
    assert index.found(query_from({"market": ["DE"], "facets": ["none"]})) == ["stays"]
    assert index.engine.published().markets["DE"].creators == 1


def test_an_unknown_column_is_refused(place: Place) -> None:
    place.index().publish("DE", make_creator())
    (name,) = place.names()
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        place.client.index(index=name, document={"folowers": 1})


@pytest.mark.parametrize("wrong", ["12", 1.5, "many", True])
def test_a_value_of_another_type_is_refused_and_the_build_with_it(place: Place, wrong: object) -> None:
    creator = make_creator()
    bad = replace(creator, id="bad", numbers={**creator.numbers, "followers": wrong})  # type: ignore[dict-item]
    with place.writer().build("DE") as build:
        build.write([ready_creator(make_creator()), ready_creator(bad)])
        with pytest.raises(EngineUnavailable, match="document_parsing_exception"):
            build.count()
    assert place.names() == []


def test_no_column_is_kept_beside_the_document_and_its_reading(place: Place) -> None:
    creator = make_creator(bio="vegan", hashtags=["vegan"])
    place.index().publish("DE", creator)
    (hit,) = place.client.search(index=place.prefix)["hits"]["hits"]
    assert hit["_source"].keys() == {"document", "reading"}


def test_what_a_build_withholds_counts_from_its_publication_beside_what_was_told_meanwhile(place: Place) -> None:
    place.index().fill([make_creator(), make_creator(id="f", market="FR")])
    writer = place.writer()
    with writer.lock(), writer.build("DE") as build:
        build.withhold({"c9": Withheld(left={"DE": Version(1, "a")})})
        assert writer.standing(["c9"]) == {}
        with writer.changes() as changes:
            Changing(changes).take("FR", [Tombstone("c9", "FR", Version(2, "b"))])
        build.publish(writer.states()["DE"], Takeover({}, {}))

    assert writer.standing(["c9"])["c9"].withheld.left == {"DE": Version(1, "a"), "FR": Version(2, "b")}
