from typing import Any

from indexer.state import state_to_json
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName
from marketplace.elastic.published import KEPT_SECONDS, Kept, Live, LiveIndex, parse_live
from marketplace.search.page import Published, PublishedMarket
from tests.contract.index import state_of
from tests.creators import NOW, RATES


def found(*names: str, market: str = "DE", as_of: int = NOW) -> dict[str, Any]:
    """The answer about these indices of a market."""
    state = state_to_json(state_of(market, 7, as_of=as_of))
    return {name: {"aliases": {"creators": {}}, "mappings": {"_meta": {"state": state}}} for name in names}


def index_name(market: str = "DE", build: str = "1", mapping: str = "") -> IndexName:
    return IndexName("creators", market, mapping or mapping_hash(), build)


def test_builds_are_told_by_market_with_what_they_keep() -> None:
    german, french = index_name(), index_name("FR")
    live = parse_live(found(str(german)) | found(str(french), market="FR", as_of=NOW - 1), "creators")
    assert live.aliases == {"DE": f"creators-de-{mapping_hash()}", "FR": f"creators-fr-{mapping_hash()}"}
    assert live.published == Published(
        {"DE": PublishedMarket("DE", 7, NOW, NOW), "FR": PublishedMarket("FR", 7, NOW - 1, NOW)}, RATES
    )


def test_nothing_behind_the_alias_is_nothing_published() -> None:
    assert parse_live({}, "creators").published == Published()


def test_an_index_of_somebody_else_is_foreign() -> None:
    strangers = ("creators-eu-de-0123abcd-1", "logs")
    unfinished = {str(index_name(build="2")): {"aliases": {"creators": {}}}}
    live = parse_live(found(*strangers) | unfinished, "creators")
    assert live == Live({}, tuple(sorted((*strangers, *unfinished))))


def test_the_build_of_a_market_that_is_no_more_is_neither_searched_nor_in_the_way() -> None:
    assert parse_live(found("creators-xx-0123abcd-1"), "creators") == Live({}, ())


def test_a_build_of_another_release_is_outdated() -> None:
    old = index_name(mapping="00000000")
    live = parse_live(found(str(old)), "creators")
    kept = LiveIndex(old, state_to_json(state_of("DE", 7)), outdated=True)
    assert (live.indices, live.aliases, live.others) == ({"DE": kept}, {"DE": "creators-de-00000000"}, (kept,))
    assert live.own == Live({}, (), (kept,))


def test_a_build_of_this_release_counts_before_a_newer_one_of_another() -> None:
    own, newer = index_name(build="20261121t1000000000"), index_name(build="20261122t1000000000", mapping="00000000")
    live = parse_live(found(str(own), str(newer)), "creators")
    assert ([one.name for one in live.indices.values()], [one.name for one in live.others]) == ([own], [newer])
    assert live.own.indices == live.indices


def test_of_two_builds_of_other_releases_the_newer_counts() -> None:
    older = index_name(build="20261121t1000000000", mapping="ffffffff")
    newer = index_name(build="20261122t1000000000", mapping="00000000")
    live = parse_live(found(str(older), str(newer)), "creators")
    assert (live.indices["DE"].name, [one.name for one in live.others]) == (newer, [older, newer])


def test_a_build_is_replaced_when_its_mapping_says_so() -> None:
    told = found(str(index_name()))
    told[str(index_name())]["mappings"]["_meta"]["replaced_at"] = NOW
    assert parse_live(told, "creators").indices["DE"].replaced


def test_of_two_builds_of_a_market_the_newer_counts() -> None:
    older, newer = index_name(build="20261121t1000000000"), index_name(build="20261122t1000000000")
    assert parse_live(found(str(newer), str(older)), "creators").indices["DE"].name == newer


def test_what_is_published_is_read_once_a_second() -> None:
    clock, readings = [0.0], iter(Live({}, (name,)) for name in "abc")
    kept = Kept(lambda: next(readings), lambda: clock[0])
    told = [kept.get(), kept.get()]
    clock[0] += KEPT_SECONDS
    told += [kept.get(), kept.get()]
    assert [live.foreign for live in told] == [("a",), ("a",), ("b",), ("b",)]


def test_what_is_forgotten_is_read_again_at_once() -> None:
    readings = iter(Live({}, (name,)) for name in "ab")
    kept = Kept(lambda: next(readings), lambda: 0.0)
    kept.get()
    kept.forget()
    assert kept.get().foreign == ("b",)
