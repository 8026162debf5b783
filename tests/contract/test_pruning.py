"""Which builds does a prune leave, and what is forgotten of those who are not shown, on every engine?"""

from __future__ import annotations

from indexer.keeping import Pruned, retention
from indexer.ports import Takeover
from indexer.rollback import roll_back
from marketplace.creators.times import DAY, MICROSECONDS
from tests.contract.index import Index, state_of
from tests.contract.test_changes import change, leaving, profile
from tests.contract.test_shown_overlays import Shop, record
from tests.creators import make_creator

HOUR = 3_600 * MICROSECONDS


def pruned(index: Index, *, days: float = 0, builds: int = 2) -> Pruned:
    """Prune as of so many days from now; what was replaced less than an hour before stays."""
    with index.writer.lock():
        return index.writer.prune(retention(builds, 3600, now=index.clock() + round(days * DAY)))


def published(index: Index, *, times: int) -> list[str]:
    """The names of builds of DE that are published an hour and a second after each other, the newest first."""
    for followers in range(times):
        index.publish("DE", make_creator(followers=followers))
        index.clock.now += HOUR + MICROSECONDS
    return names(index)


def names(index: Index) -> list[str]:
    """The names of the builds that there are, the newest first."""
    return [one.name for one in index.writer.builds()]


def test_who_left_is_forgotten_after_90_days(empty: Index) -> None:
    empty.publish("DE", make_creator(id="stays"))
    change(empty, profile("c1", "DE", 1), leaving("c1", "DE", 2))

    assert (pruned(empty, days=89.9).tombstones, list(empty.writer.standing(["c1"]))) == (0, ["c1"])
    assert (pruned(empty, days=90.1).tombstones, empty.writer.standing(["c1"])) == (1, {})
    assert list(empty.writer.ids("DE")) == ["stays"]


def test_who_is_hidden_stays_so_however_long_ago_it_was_told(empty: Index) -> None:
    shop = Shop(empty)
    shop.read(record("c1"), record("c2"), whole=True)
    shop.said.change("c1", {"hidden": True})
    shop.apply()

    assert pruned(empty, days=1_000).tombstones == 0
    assert [one for one, _ in empty.writer.hidden()] == ["c1"]


def test_nothing_is_pruned_of_an_index_in_which_nothing_is_published(empty: Index) -> None:
    assert (pruned(empty, days=100), list(empty.writer.builds())) == (Pruned(), [])


def test_the_published_builds_are_told_with_their_states(empty: Index) -> None:
    state = empty.publish("DE", make_creator())
    (build,) = empty.writer.builds()

    assert (build.market, build.state, build.published) == ("DE", state, True)


def test_a_publication_drops_no_build(empty: Index) -> None:
    published(empty, times=4)

    assert [(one.published, one.state.creators) for one in empty.writer.builds()] == [(True, 1), *[(False, 1)] * 3]


def test_the_published_build_and_the_newest_others_are_kept(empty: Index) -> None:
    builds = published(empty, times=5)
    empty.publish("FR", make_creator(market="FR"))
    fr = empty.writer.builds()[0].name

    assert (pruned(empty).builds, names(empty)) == ({"DE": (3, 2), "FR": (1, 0)}, [fr, *builds[:3]])
    assert (pruned(empty, builds=0).builds, names(empty)) == ({"DE": (1, 2), "FR": (1, 0)}, [fr, builds[0]])


def test_a_build_that_was_replaced_a_moment_ago_is_kept(empty: Index) -> None:
    builds = published(empty, times=2)
    empty.publish("DE", make_creator())
    now = names(empty)[0]
    assert (pruned(empty, builds=0).builds, names(empty)) == ({"DE": (2, 1)}, [now, builds[0]])
    empty.clock.now += HOUR + MICROSECONDS
    assert (pruned(empty, builds=0).builds, names(empty)) == ({"DE": (1, 1)}, [now])


def test_a_build_that_was_rolled_back_from_is_kept_for_an_hour_too(empty: Index) -> None:
    published(empty, times=2)
    with empty.writer.lock():
        done = roll_back(empty.writer, "DE")
    assert (pruned(empty, builds=0).builds, names(empty)) == ({"DE": (2, 0)}, [done.replaced, done.build])
    empty.clock.now += HOUR + MICROSECONDS
    assert (pruned(empty, builds=0).builds, names(empty)) == ({"DE": (1, 1)}, [done.build])


def test_a_prune_beside_a_build_leaves_what_it_replaces(empty: Index) -> None:
    (before,) = published(empty, times=1)
    with empty.writer.lock(), empty.writer.build("DE", beside=True) as build:
        build.write(empty.ready(make_creator(id="new")))
        empty.writer.prune(retention(0, 0, now=empty.clock()))
        build.publish(state_of("DE", 1), Takeover())
    with empty.writer.lock():
        assert roll_back(empty.writer, "DE").build == before
    assert list(empty.writer.ids("DE")) == ["c1"]
