"""Do two releases with different mappings work side by side under one prefix, and does nothing of either get lost?"""

from collections.abc import Sequence

import pytest

from indexer.ports import Takeover
from indexer.rollback import roll_back
from marketplace.creators.times import MICROSECONDS
from marketplace.elastic import builds
from marketplace.elastic.names import parse_index_name
from marketplace.errors import EngineUnavailable, IndexMismatch, SyncError
from marketplace.search.asked import query_from
from tests.contract.index import Index
from tests.contract.test_changes import change, leaving, profile
from tests.creators import make_creator
from tests.elastic.conftest import Place
from tests.elastic.releases import OTHER, release

ALL = query_from({"facets": ["market"], "sort": "-followers"})
GERMAN = query_from({"facets": ["none"], "market": ["DE"]})
HOUR = 3_600 * MICROSECONDS


@pytest.fixture
def older(place: Place) -> Index:
    """What the older release searches and writes: DE and FR are published by it."""
    index = place.index()
    with release():
        index.publish("DE", make_creator(id="old-de", followers=2))
        index.publish("FR", make_creator(id="old-fr", market="FR", followers=1))
    place.clock.now += MICROSECONDS
    return index


@pytest.fixture
def newer(place: Place, older: Index) -> Index:
    """What this release searches and writes."""
    return place.index()


def found_by_the_older(index: Index) -> Sequence[object]:
    """Whom the processes of the older release find, which look again what is published."""
    index.forget()
    with release():
        return index.found(ALL)


def mappings(place: Place, market: str) -> list[str]:
    """Of which mappings there are builds of a market, those made first at the beginning."""
    names = [parse_index_name(one, place.prefix) for one in place.names()]
    ours = sorted((name for name in names if name and name.market == market), key=lambda one: one.build)
    return ["other" if name.mapping == OTHER else "this" for name in ours]


def test_each_release_finds_its_own_builds_whatever_the_other_publishes(older: Index, newer: Index) -> None:
    newer.publish("DE", make_creator(id="new-de", followers=2))
    assert (found_by_the_older(older), newer.found(GERMAN)) == (["old-de", "old-fr"], ["new-de"])
    with pytest.raises(IndexMismatch, match="was made by another release: run `python -m indexer sync`"):
        newer.search(ALL)

    newer.publish("FR", make_creator(id="new-fr", market="FR", followers=1))
    assert (found_by_the_older(older), newer.found(ALL)) == (["old-de", "old-fr"], ["new-de", "new-fr"])


def test_a_release_goes_on_replacing_its_own_builds_alone(place: Place, older: Index, newer: Index) -> None:
    for followers in (2, 3):
        newer.publish("DE", make_creator(id="new-de", followers=followers))
    assert len(place.behind(place.prefix)) == 3
    with release():
        older.publish("DE", make_creator(id="later", followers=9))
    assert len(place.behind(place.prefix)) == 3
    newer.forget()
    assert (found_by_the_older(older), newer.search(GERMAN).creators[0]["followers"]) == (["later", "old-fr"], 3)


def test_who_moves_in_the_newer_release_stays_where_the_older_shows_them(older: Index, newer: Index) -> None:
    assert newer.writer.standing(["old-de"]) == {}
    newer.publish("FR", make_creator(id="old-de", market="FR"), takeover=Takeover({"DE": ("old-de",)}))
    newer.publish("DE", make_creator(id="new-de"))
    change(newer, leaving("old-fr", "FR", 3), profile("new-de", "FR", 4))

    assert (sorted(newer.writer.ids("FR")), list(newer.writer.ids("DE"))) == (["new-de", "old-de"], [])
    assert found_by_the_older(older) == ["old-de", "old-fr"]


def test_prune_drops_the_older_builds_as_any_that_were_replaced(place: Place, older: Index, newer: Index) -> None:
    newer.publish("DE", make_creator(id="new-de"))
    place.prune(builds=0)
    assert mappings(place, "DE") == ["other", "this"], "it was replaced a moment ago"
    place.clock.now += HOUR + MICROSECONDS
    place.prune(builds=1)
    assert mappings(place, "DE") == ["other", "this"], "one is kept beside"

    assert place.prune(builds=0).builds == {"DE": (1, 1), "FR": (1, 0)}
    assert (mappings(place, "DE"), mappings(place, "FR")) == (["this"], ["other"])
    with pytest.raises(IndexMismatch):
        found_by_the_older(older)


def test_the_time_of_an_older_build_counts_from_the_first_that_takes_its_place(
    place: Place, older: Index, newer: Index
) -> None:
    for _ in range(2):
        newer.publish("DE", make_creator(id="new-de"))
        place.clock.now += HOUR // 2 + MICROSECONDS
    place.prune(builds=0)
    assert mappings(place, "DE") == ["this", "this"], "which was replaced half an hour ago"


def test_an_older_build_stays_when_the_swap_of_the_newer_fails(
    place: Place, older: Index, newer: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise EngineUnavailable("the swap is refused")

    monkeypatch.setattr(builds, "swap", refused)
    with pytest.raises(EngineUnavailable):
        newer.publish("DE", make_creator(id="new-de"))
    place.clock.now += 2 * HOUR
    place.prune(builds=0)
    assert found_by_the_older(older) == ["old-de", "old-fr"]


def test_nothing_is_rolled_back_to_or_from_a_build_of_another_release(place: Place, older: Index, newer: Index) -> None:
    assert list(newer.writer.builds()) == []
    with pytest.raises(SyncError, match="DE is not published"):
        roll_back(newer.writer, "DE")
    newer.publish("DE", make_creator(id="new-de"))
    with pytest.raises(SyncError, match="there is nothing to roll DE back to"):
        roll_back(newer.writer, "DE")
    with release():
        assert [one.published for one in older.writer.builds()] == [True, True]


def test_a_state_of_another_release_is_told_and_never_written(older: Index, newer: Index) -> None:
    told = newer.writer.states()
    assert newer.engine.published().markets["DE"].creators == 1
    assert {market: (one.outdated, one.creators) for market, one in told.items()} == {"DE": (True, 1), "FR": (True, 1)}
    with newer.writer.lock(), newer.writer.changes() as changes:
        changes.commit(list(told.values()))
    with release():
        assert not any(one.outdated for one in older.writer.states().values())


def test_the_older_release_goes_on_from_its_own_builds_when_it_is_back(
    place: Place, older: Index, newer: Index
) -> None:
    newer.publish("DE", make_creator(id="new-de"))
    change(newer, profile("since", "DE", 5), leaving("old-de", "DE", 6))
    with release():  # its feed tells again what came since its own checkpoint
        change(older, profile("since", "DE", 5), leaving("old-de", "DE", 6))
        place.clock.now += 2 * HOUR
        place.prune(builds=0)
    assert found_by_the_older(older) == ["since", "old-fr"]
    assert mappings(place, "DE") == ["other", "this"]


def test_what_is_searched_again_by_a_release_that_is_back_is_not_dropped_by_the_newer(
    place: Place, older: Index, newer: Index
) -> None:
    newer.publish("DE", make_creator(id="new-de"))
    with release():
        change(older, profile("since", "DE", 5))
    place.clock.now += 2 * HOUR
    place.prune(builds=0)
    assert found_by_the_older(older) == ["since", "old-de", "old-fr"]
