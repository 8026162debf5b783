"""Is nobody missed and nobody told of twice, whatever is killed, away, late, or done by two at once?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from marketplace.errors import EngineUnavailable
from marketplace.saved import changes, looking, telling
from marketplace.saved.alerting import HELD
from marketplace.saved.keeping import Lease
from marketplace.saved.looking import Looking
from marketplace.saved.search import Alert
from marketplace.saved.sieving import Sieve
from marketplace.saved.telling import Matching
from marketplace.store.matches import SqlMarks
from marketplace.store.records import SqlRecords
from tests.accounts import SECOND
from tests.api.engines import FailingEngine
from tests.contract.index import Index
from tests.databases import Databases
from tests.watching import MINUTE, Watch

BIG = {"followers_min": 8_000}
LONG_AGO = "2026-01-01T00:00:00Z"


class KilledError(BaseException):
    """As if the process were gone."""


@pytest.fixture
def watch(databases: Databases, make_embedded: Callable[[], Index]) -> Watch:
    return Watch(SqlRecords(databases(wait_seconds=60)), make_embedded())


def kill(*_: object, **__: object) -> None:
    """Be killed."""
    raise KilledError


def test_both_engines_alert_of_the_same(sqlite_databases: Databases, empty: Index) -> None:
    watch = Watch(SqlRecords(sqlite_databases()), empty)
    watch.save({"q": "vegan", **BIG})
    watch.publish(
        g1={"bio": "I love vegan food", "followers": 8_000},
        g3={"bio": "vegane Küche", "followers": 10_000},
        g4={"bio": "vegam", "followers": 10_000},
        g5={"bio": "vegan", "followers": 1},
    )

    watch.works()

    assert watch.told == [["g1", "g3"]]


@pytest.mark.parametrize(("owner", "name"), [(SqlMarks, "move"), (Looking, "_remember"), (Matching, "tell_some")])
def test_who_takes_over_from_one_that_was_killed_tells_of_all_once(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    watch.save(BIG)
    watch.publish(g3={"followers": 10_000}, g4={"followers": 10_000})
    with monkeypatch.context() as killing:
        killing.setattr(owner, name, kill)
        with pytest.raises(KilledError):
            watch.works()
    other = watch.worker()

    assert (watch.works(other), watch.told) == (0, [])
    watch.works(other, after=HELD / SECOND)
    assert watch.told == [["g3", "g4"]]


def test_what_is_told_and_that_it_is_told_is_one_transaction(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.save(BIG)
    watch.publish(g3={"followers": 10_000})
    with monkeypatch.context() as killing:
        killing.setattr(telling, "PERIODS", {Alert.HOURLY: None})  # after all that is kept of it
        with pytest.raises(TypeError):
            watch.works()

    assert (watch.told, watch.mails) == ([], [])
    watch.works(after=HELD / SECOND)
    assert watch.told == [["g3"]]


def test_an_engine_that_is_away_is_asked_again(watch: Watch) -> None:
    watch.save(BIG)
    watch.publish(g3={"followers": 10_000})
    away = watch.worker(engine=FailingEngine(EngineUnavailable("away")))

    with pytest.raises(EngineUnavailable):
        watch.works(away)
    watch.works(after=1)

    assert watch.told == [["g3"]]


def test_one_works_at_a_time_and_once_a_minute(watch: Watch) -> None:
    watch.save(BIG)
    watch.works()
    watch.publish(g3={"followers": 10_000})
    other = watch.worker()

    assert (watch.works(after=MINUTE / 2), watch.works(other, after=0), watch.told) == (0, 0, [])
    watch.works(other, after=MINUTE / 2)
    assert watch.told == [["g3"]]


def test_two_who_tell_at_once_tell_once(databases: Databases, make_embedded: Callable[[], Index]) -> None:
    watch = Watch(SqlRecords(databases(wait_seconds=60)), make_embedded())
    for _ in range(8):
        watch.save(BIG)
    watch.publish(g3={"followers": 10_000}, g4={"followers": 10_000})
    together = Barrier(2)

    def work() -> None:
        alerting = watch.worker(SqlRecords(databases(wait_seconds=60)))
        alerting._look(alerting_lease(watch), watch.time())
        together.wait(60)
        while alerting._matching.tell_some(watch.time(), sieve=Sieve()).count:
            pass

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work) for _ in range(2)]:
            done.result()

    assert watch.told == [["g3", "g4"]] * 8


def alerting_lease(watch: Watch) -> Lease:
    """A lease that two have: one of them slept for longer than it lasts."""
    return Lease("alerts", watch.time())


def test_many_are_looked_at_and_kept_part_by_part(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    monkeypatch.setattr(looking, "ROWS", 3)
    monkeypatch.setattr(telling, "MOST_LOOKED_UP", 2)
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    monkeypatch.setattr(telling, "MOST_NAMED", 3)
    for _ in range(3):
        watch.save(BIG)
    watch.publish(**{f"h{n}": {"followers": 10_000} for n in range(7)})

    watch.works()

    assert [one.data["count"] for one in watch.events] == [7, 7, 7]
    assert watch.told == [["h0", "h1", "h2"]] * 3


def test_a_search_that_is_deleted_while_it_is_asked_alerts_nobody(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, other = watch.save(BIG), watch.save(BIG)
    watch.publish(g3={"followers": 10_000})
    found = Looking._found

    def found_late(*asked: Any) -> Any:
        ids = found(*asked)
        watch.searches.remove(search.id, expected=None, by=watch.brand)
        return ids

    monkeypatch.setattr(Looking, "_found", found_late)
    watch.works()

    assert [one.data["id"] for one in watch.events] == [other.id]


def test_marks_are_moved_with_the_last_of_the_matches(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "ROWS", 1)
    watch.save(BIG)
    watch.works(after=2 * MINUTE)
    watch.works()
    watch.publish(g3={"followers": 10_000}, g4={"followers": 10_000})
    kept: list[object] = []

    def keep(*asked: Any) -> None:
        kept.append(asked)
        if len(kept) > 1:
            raise KilledError

    with monkeypatch.context() as killing:
        killing.setattr(watch.alerting._looking, "_renew", keep)
        with pytest.raises(KilledError):
            watch.works()
    watch.works(watch.worker(), after=HELD / SECOND)

    assert (len(kept), watch.told) == (2, [["g3", "g4"]])
