"""Which builds of Elasticsearch does a prune leave, and what hidden from everybody does it remove?"""

from contextlib import ExitStack

from indexer.keeping import retention
from marketplace.creators.times import DAY, MICROSECONDS
from marketplace.elastic.document import ready_creator
from marketplace.elastic.names import IndexName
from marketplace.search.asked import query_from
from tests.contract.index import Index
from tests.contract.test_changes import change, leaving
from tests.creators import make_creator
from tests.elastic.conftest import Place

ALL = query_from({"facets": ["none"], "sort": "followers"})
HOUR = 3_600 * MICROSECONDS


def published(place: Place, index: Index, *, times: int, prefix: str = "") -> list[str]:
    """The names of builds of DE that were published one after the other, an hour and a second apart."""
    behind = []
    for followers in range(times):
        index.publish("DE", make_creator(followers=followers))
        behind += place.behind(prefix or place.prefix)
        place.clock.now += HOUR + MICROSECONDS
    return behind


def left(place: Place, *markets: str) -> list[str]:
    """The names of builds that a crash left: begun, never published."""
    names = []
    with ExitStack() as stack:
        for market in markets:
            build = stack.enter_context(place.writer().build(market))
            build.write([ready_creator(make_creator(market=market))])
            build._handed_over = True  # as far as a process that dies comes
            build.count()
    names += [name for name in place.names() if name not in place.behind(place.prefix)]
    return names


def test_a_state_that_moves_on_does_not_make_a_replaced_build_younger_or_older(place: Place) -> None:
    index = place.index()
    published(place, index, times=1)
    change(index, make_creator(id="comes"))
    index.publish("DE", make_creator())
    with index.writer.lock(), index.writer.changes() as changes:
        changes.commit(list(index.writer.states().values()))
    assert place.prune(builds=0).builds == {"DE": (2, 0)}
    assert [one.published for one in index.writer.builds()] == [True, False]


def test_what_a_crash_left_is_gone_and_a_running_build_is_not(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator())
    crashed = left(place, "DE", "FR")
    with index.writer.build("DE") as build:
        build.write([ready_creator(make_creator(id="new"))])
        running = set(place.names()) - {*crashed, *place.behind(place.prefix)}
        pruned = index.writer.prune(retention(0, 3600, now=place.clock()))
        assert set(place.names()) == {*running, *place.behind(place.prefix)}
    assert (len(crashed), len(running), pruned.builds) == (2, 1, {"DE": (2, 1), "FR": (0, 1)})


def test_an_index_of_ours_that_has_neither_state_nor_alias_was_left_by_a_crash(place: Place) -> None:
    name = IndexName(place.prefix, "FR", "0123abcd", "20200101t0000000000")
    place.client.indices.create(index=str(name))
    place.index().publish("DE", make_creator())
    place.prune()
    assert place.names() == place.behind(place.prefix)


def test_the_builds_of_another_prefix_are_left_alone(place: Place) -> None:
    theirs = f"{place.prefix}-eu"
    builds = published(place, place.index(theirs), times=3, prefix=theirs)
    foreign = f"{place.prefix}-de-notours"
    place.client.indices.create(index=foreign)
    published(place, place.index(), times=3)
    place.prune(builds=0)
    assert place.names() == sorted([*builds, foreign, *place.behind(place.prefix)])


def test_a_tombstone_is_forgotten_after_90_days(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator())
    change(index, leaving("gone", "DE", 1))
    place.clock.now += 90 * DAY
    assert (place.prune().tombstones, list(index.writer.standing(["gone"]))) == (0, ["gone"])
    place.clock.now += MICROSECONDS
    assert (place.prune().tombstones, index.writer.standing(["gone"])) == (1, {})
    assert index.found(ALL) == ["c1"]
