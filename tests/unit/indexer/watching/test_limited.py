"""Does a run read no longer and no faster than it may, and end with the watch?"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from threading import Event

import pytest

from indexer.ports import FeedRecord
from indexer.watching.limited import LimitedSource, Stopped
from indexer.watching.readers import Readers
from marketplace.errors import FeedError
from tests.fakes import feed_record
from tests.live import LiveSource


@dataclass
class Stopping(Event):
    """An event that nobody waits for in earnest: who does moves the clock, `seconds`, by as much."""

    seconds: float = 0
    waits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0)
        self.seconds += timeout or 0
        return self.is_set()


def limited(stopping: Stopping, *, budget: float = 10, rate: float = 0, count: int = 1_000) -> LimitedSource:
    records = [feed_record(f"c{number}") for number in range(count)]
    source = LiveSource(DE=records)
    source.told["DE"] = list(records)
    return LimitedSource(lambda _: source, stopping, budget, rate, lambda: stopping.seconds)


def reads(source: LimitedSource, kind: str) -> Iterator[FeedRecord]:
    return source.records("DE") if kind == "whole" else source.changes("DE", 0)


@pytest.mark.parametrize("kind", ["whole", "changes"])
def test_all_records_come_as_fast_as_they_go(kind: str) -> None:
    stopping = Stopping()

    assert len(list(reads(limited(stopping), kind))) == 1_000
    assert stopping.waits == []


@pytest.mark.parametrize("kind", ["whole", "changes"])
def test_a_run_that_takes_longer_than_its_budget_ends_and_says_how_to_raise_it(kind: str) -> None:
    stopping = Stopping()
    found = reads(limited(stopping), kind)
    assert len(list(islice(found, 150))) == 150
    stopping.seconds = 10.1

    with pytest.raises(FeedError, match=r"budget of 10 s.*MARKETPLACE_WATCH_BUDGET_SECONDS") as error:
        list(found)

    assert not isinstance(error.value, Stopped)


class Endless(LiveSource):
    """Takes four seconds for each page, and none holds a record; `breath` is called before each."""

    def __init__(self, stopping: Stopping, breath: Callable[[], None]) -> None:
        super().__init__()
        self.stopping, self.breath, self.pages = stopping, breath, 0

    def records(self, market: str) -> Iterator[FeedRecord]:
        while self.pages < 100:
            self.breath()
            self.stopping.seconds += 4
            self.pages += 1
        yield FeedRecord(1, feed_record())

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        return self.records(market)


@pytest.mark.parametrize("kind", ["whole", "changes"])
def test_a_server_that_tells_no_record_has_no_longer_than_the_budget(kind: str) -> None:
    stopping = Stopping()
    source = LimitedSource(lambda breath: Endless(stopping, breath), stopping, 10, 0, lambda: stopping.seconds)

    with pytest.raises(FeedError, match="DE: reading took longer than the budget of 10 s"):
        list(reads(source, kind))

    assert stopping.seconds == 12


def test_whoever_keeps_others_waiting_reads_no_further() -> None:
    stopping, readers = Stopping(), Readers(lambda: stopping.seconds)
    source = limited(stopping, budget=1_000)
    source.readers = readers
    with readers.turn():
        found = source.records("DE")
        next(found)
        readers.waits(True)
        stopping.seconds = 46
        with ThreadPoolExecutor() as pool:
            pool.submit(_turn_of, readers).result(10)

        with pytest.raises(FeedError, match="DE: told nothing for 45 s"):
            next(found)


def _turn_of(readers: Readers) -> None:
    with readers.turn() as alone:
        assert not alone


def test_a_whole_feed_is_read_so_many_records_a_second() -> None:
    stopping = Stopping()

    list(limited(stopping, rate=200).records("DE"))

    assert stopping.seconds == 4.5  # the last hundred records are behind the last look at the clock
    assert stopping.waits == [0, *[0.5] * 9]


def test_time_that_was_spent_otherwise_is_not_waited_for() -> None:
    stopping = Stopping()
    found = limited(stopping, rate=200).records("DE")
    list(islice(found, 1))
    stopping.seconds = 3

    list(islice(found, 600))

    assert stopping.waits == [0, 0, 0, 0, 0, 0, 0]


def test_changes_are_not_slowed_down() -> None:
    stopping = Stopping()
    list(limited(stopping, rate=200).changes("DE", 0))
    assert stopping.seconds == 0


@pytest.mark.parametrize("kind", ["whole", "changes"])
def test_a_watch_that_ends_ends_the_reading(kind: str) -> None:
    stopping = Stopping()
    found = reads(limited(stopping, rate=200), kind)
    next(found)
    stopping.set()

    assert len(list(islice(found, 99))) == 99
    with pytest.raises(Stopped):
        next(found)


def test_a_watch_that_ends_asks_no_feed_any_more() -> None:
    stopping = Stopping()
    assert limited(stopping).feed("DE").market == "DE"
    stopping.set()

    with pytest.raises(Stopped, match="DE"):
        limited(stopping).feed("DE")
