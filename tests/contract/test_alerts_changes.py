"""Is everybody looked at who changed, whenever the index comes to know of it?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marketplace.accounts.roles import Role
from marketplace.creators.times import format_time
from marketplace.errors import StoreUnavailable
from marketplace.saved.search import Alert
from marketplace.store.matches import SqlMarks
from marketplace.store.records import SqlRecords
from tests.accounts import SECOND
from tests.contract.index import Index
from tests.creators import make_creator
from tests.databases import Databases
from tests.watching import HOUR, MINUTE, Watch

BIG = {"followers_min": 8_000}
LONG_AGO = "2026-01-01T00:00:00Z"


@pytest.fixture
def watch(databases: Databases, make_embedded: Callable[[], Index]) -> Watch:
    return Watch(SqlRecords(databases(wait_seconds=60)), make_embedded())


def test_who_came_between_the_baseline_and_the_search_is_told_of(watch: Watch) -> None:
    details = {"name": "big", "query": BIG, "alert": Alert.HOURLY}
    baseline = watch.searches.baseline(details)
    watch.publish(g3={"followers": 10_000})
    watch.works()

    watch.searches.make(details, baseline=baseline, by=watch.brand)
    watch.works()

    assert watch.told == [["g3"]]


def test_a_change_of_an_overlay_is_seen_though_the_index_has_it_later(watch: Watch) -> None:
    watch.publish(g1={"followers": 9_000, "updated_at": LONG_AGO})
    watch.works()
    watch.save({**BIG, "available": True})
    with watch.records.writing() as records:
        records.overlays.change("g1", {"available": True})
    watch.works()
    watch.works(after=HOUR - 2 * MINUTE)

    shown = make_creator(id="g1", followers=9_000, updated_at=LONG_AGO, available=True)
    watch.index.publish("DE", shown, as_of=watch.as_of)
    watch.works()

    assert watch.told == [["g1"]]


def test_of_a_market_that_is_new_nobody_is_told_but_of_whom_changes_in_it(watch: Watch) -> None:
    watch.save(BIG)
    watch.works(after=2 * MINUTE)
    watch.works()
    first = make_creator(id="f1", market="FR", followers=10_000, updated_at="2026-11-22T09:58:00Z")
    watch.index.publish("FR", first, as_of=watch.as_of)
    watch.works()
    second = make_creator(id="f2", market="FR", followers=10_000, updated_at="2026-11-22T10:01:00Z")
    watch.index.publish("FR", second, as_of=watch.as_of + 60 * SECOND)
    watch.works()

    assert watch.told == [["f2"]]


def test_of_a_market_that_went_back_they_are_looked_at_from_there(watch: Watch) -> None:
    watch.works()
    watch.save(BIG)
    watch.germans["g3"] = {"followers": 10_000, "updated_at": "2026-11-22T08:00:00Z"}
    watch.as_of -= 2 * HOUR * SECOND
    watch.publish()

    watch.works()

    assert watch.told == [["g3"]]


@pytest.mark.parametrize("hours", [2, 30])
def test_a_feed_that_tells_of_what_was_some_time_ago_is_looked_at_whole(watch: Watch, hours: int) -> None:
    watch.save(BIG)
    before = format_time(watch.as_of - 100 * HOUR * SECOND)
    watch.germans = {one: {**fields, "updated_at": before} for one, fields in watch.germans.items()}
    watch.publish()
    watch.works()
    watch.as_of += 24 * HOUR * SECOND
    watch.publish(g3={"followers": 10_000, "updated_at": format_time(watch.as_of - (23 + hours) * HOUR * SECOND)})
    watch.works(after=24 * HOUR)
    assert watch.told == [["g3"]]


def test_who_was_hidden_when_it_was_to_be_told_is_told_of_later(watch: Watch) -> None:
    watch.save(BIG)
    watch.publish(g3={"followers": 10_000})
    watch.works()
    operator = watch.office.caller(Role.OPERATOR)
    watch.publish(g4={"followers": 10_000})
    g4 = watch.germans["g4"]
    watch.works(after=50 * MINUTE)
    watch.office.hidings.hide("g4", by=operator)
    watch.publish(g4=None)
    watch.works(after=12 * MINUTE)
    watch.office.hidings.unhide("g4", by=operator)
    watch.germans["g4"] = g4  # the same as it was
    watch.publish()
    watch.works()
    watch.works(after=HOUR)
    assert watch.told == [["g3"], ["g4"]]


def test_a_database_that_fails_once_is_asked_again_soon(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("deadlock detected")

    watch.save(BIG)
    watch.publish(g3={"followers": 10_000})
    with monkeypatch.context() as patched:
        patched.setattr(SqlMarks, "move", away)
        with pytest.raises(StoreUnavailable):
            watch.works()
    watch.works(after=MINUTE)
    assert watch.told == [["g3"]]
