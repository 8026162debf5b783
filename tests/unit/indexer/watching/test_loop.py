"""Does a market come back in time, later after failures, and after a turn that broke?"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest

from indexer.watching.loop import LONGEST_PAUSE_SECONDS, SHORTEST_PAUSE_SECONDS, Ended, pause_after, run_loop

DONE, FAILED = Ended(False, 1), Ended(True, 1)


@dataclass
class Turns(Event):
    """Turns that end as they are told to, or raise; the last one ends the loop. `pauses` are those between them."""

    ends: Iterator[Ended | Exception]
    took: float = 0
    pauses: list[float] = field(default_factory=list)
    seconds: float = 0

    def __post_init__(self) -> None:
        super().__init__()

    def __call__(self) -> Ended:
        self.seconds += self.took
        end = next(self.ends)
        if isinstance(end, Exception):
            raise end
        return end

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(round(timeout or 0, 6))
        if not self.ends.__length_hint__():
            self.set()
        return self.is_set()


def pauses(*ends: Ended | Exception, took: float = 0, chance: Callable[[], float] = lambda: 0.0) -> list[float]:
    turns = Turns(iter(ends), took)
    run_loop(turns, turns, chance=chance, clock=lambda: turns.seconds)
    return turns.pauses


def test_after_success_the_interval_is_waited_for() -> None:
    assert pause_after(DONE, 0, chance=1) == 1
    assert pause_after(Ended(False, 60), 0, chance=1) == 60


@pytest.mark.parametrize(("failures", "seconds"), [(1, 2), (2, 4), (3, 8), (8, 256), (9, 300), (100_000, 300)])
def test_each_failure_doubles_the_pause_up_to_a_limit(failures: int, seconds: float) -> None:
    assert pause_after(FAILED, failures, chance=0) == seconds


def test_a_short_interval_is_doubled_from_a_second_on() -> None:
    assert pause_after(Ended(True, 0.1), 1, chance=0) == 2


def test_pauses_after_failures_differ_by_a_tenth_at_most() -> None:
    assert pause_after(FAILED, 1, chance=1) == 2.2
    assert pause_after(FAILED, 100, chance=0.5) == 315


def test_an_interval_is_from_turn_to_turn() -> None:
    assert pauses(DONE, DONE, took=0.25) == [0.75, 0.75]
    assert pauses(DONE, took=3) == [SHORTEST_PAUSE_SECONDS]


def test_failures_are_counted_until_a_turn_succeeds() -> None:
    assert pauses(FAILED, FAILED, DONE, FAILED, took=0.25) == [2, 4, 0.75, 2]


def test_a_turn_that_breaks_costs_one_turn_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "indexer.watching.loop"):
        assert pauses(RuntimeError("a mistake of ours"), DONE) == [LONGEST_PAUSE_SECONDS, 1]

    assert "a mistake of ours" in caplog.text


def test_a_watch_that_has_ended_takes_no_turn() -> None:
    turns = Turns(iter([DONE]))
    turns.set()

    run_loop(turns, turns)

    assert (turns.pauses, next(turns.ends)) == ([], DONE)
