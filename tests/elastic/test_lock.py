from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from indexer.ports import Build, Takeover
from marketplace.creators.times import MICROSECONDS
from marketplace.elastic.document import ready_creator
from marketplace.elastic.lock import DOCUMENT, LOCK_SECONDS, SyncLock
from marketplace.elastic.names import locks_index
from marketplace.errors import SyncRunning
from tests.contract.index import state_of
from tests.creators import make_creator
from tests.elastic.conftest import Place

LAPSE = (LOCK_SECONDS + 1) * MICROSECONDS


def test_a_second_sync_is_told_who_runs_the_first(place: Place) -> None:
    with (
        place.writer().lock(),
        pytest.raises(
            SyncRunning, match=r"another sync or watch of elastic\w+ is running \(.+, process \d+, .+\): wait for it or"
        ),
        place.writer().lock(),
    ):
        pass


def test_other_prefixes_are_free(place: Place) -> None:
    prefixes = (place.prefix, f"{place.prefix}-eu")
    with place.writer(prefixes[0]).lock(), place.writer(prefixes[1]).lock():
        held = [bool(place.client.exists(index=locks_index(prefix), id=DOCUMENT)) for prefix in prefixes]
    assert held == [True, True]


def test_a_lock_given_back_is_free(place: Place) -> None:
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt), place.writer().lock():
            raise KeyboardInterrupt


def test_the_lock_of_a_dead_holder_lapses(place: Place) -> None:
    with place.writer().lock():
        place.clock.now += LAPSE
        with place.writer().lock():
            claim = place.client.get(index=locks_index(place.prefix), id=DOCUMENT)["_source"]
    assert claim["expires_at"] == place.clock.now + LOCK_SECONDS * MICROSECONDS


def test_a_lock_is_renewed_while_nothing_is_written(place: Place) -> None:
    renewed = Event()

    class Watched(SyncLock):
        def renew(self) -> None:
            place.clock.now += LAPSE // 3
            super().renew()
            renewed.set()

    lock = Watched(place.client, place.prefix, owner="somebody", now=lambda: place.clock.now)
    lock.acquire()
    with lock.kept(every_seconds=0.01):
        assert renewed.wait(30)
        with pytest.raises(SyncRunning), place.writer().lock():
            pass


def test_a_lock_is_renewed_while_a_build_writes(place: Place) -> None:
    writer = place.writer()
    with writer.lock(), writer.build("DE") as build:
        for _ in range(4):
            place.clock.now += LAPSE // 3
            build.write([ready_creator(make_creator())])
        with pytest.raises(SyncRunning), place.writer().lock():
            pass


STEPS: dict[str, Callable[[Build], None]] = {
    "write": lambda build: build.write([ready_creator(make_creator())]),
    "remove": lambda build: build.remove(["c1"]),
    "publish": lambda build: build.publish(state_of("DE", 1), Takeover()),
}


@pytest.mark.parametrize("step", STEPS)
def test_who_lost_the_lock_goes_no_further(place: Place, step: str) -> None:
    slow = place.writer()
    with slow.lock(), slow.build("DE") as build:
        build.write([ready_creator(make_creator())])
        place.clock.now += LAPSE
        with place.writer().lock(), pytest.raises(SyncRunning):
            STEPS[step](build)
    assert place.names() == []


def test_who_lost_the_lock_does_not_give_it_back(place: Place) -> None:
    fast = place.writer()
    with place.writer().lock():
        place.clock.now += LAPSE
        taken = fast.lock()
        taken.__enter__()
    with pytest.raises(SyncRunning), place.writer().lock():
        pass
    taken.__exit__(None, None, None)


def test_of_syncs_that_start_at_once_on_a_new_prefix_one_runs_and_the_others_stop(place: Place) -> None:
    together = Barrier(3)

    def attempt(_: int) -> str:
        together.wait()
        try:
            with place.writer().lock():
                together.wait()
                return "ran"
        except SyncRunning:
            together.wait()
            return "stopped"

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(attempt, range(3))) == ["ran", "stopped", "stopped"]
