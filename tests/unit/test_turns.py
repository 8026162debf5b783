"""Do threads take turns, and does one that is stuck hold up the others?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError, Event

import pytest

from marketplace.turns import Turns


def test_two_never_have_their_turn_together() -> None:
    turns, both = Turns(patience_seconds=60), Barrier(2, timeout=0.2)

    def meet() -> int:
        with turns.next():
            return both.wait()

    with ThreadPoolExecutor(2) as threads:
        met = [threads.submit(meet) for _ in range(2)]
    for one in met:
        with pytest.raises(BrokenBarrierError):
            one.result()


def test_one_that_is_stuck_is_waited_for_once() -> None:
    turns, passed = Turns(patience_seconds=0.01), Event()

    def pass_by_often() -> None:
        for _ in range(1_000):
            pass_by(turns)
        passed.set()

    with ThreadPoolExecutor(1) as threads, turns.next():
        threads.submit(pass_by_often)
        assert passed.wait(5)


def test_a_turn_that_fails_is_over() -> None:
    turns = Turns(patience_seconds=10)
    with pytest.raises(ZeroDivisionError), turns.next():
        1 / 0  # noqa: B018
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(pass_by, turns).result(timeout=2) is None


def pass_by(turns: Turns) -> None:
    """Have a turn, and do nothing."""
    with turns.next():
        pass
