"""Is a batch sent beside its caller, after the one before, and is its failure told?"""

from __future__ import annotations

from threading import Barrier, Event

import pytest

from indexer.writers.sender import AT_ONCE, Sender, side_by_side


def fail() -> None:
    raise ValueError("refused")


def test_a_task_is_begun_and_not_waited_for() -> None:
    sender, go_on, done = Sender(), Event(), list[str]()

    sender.send(lambda: (go_on.wait(30), done.append("one"))[0] and None)

    assert done == []
    go_on.set()
    sender.settle()
    assert done == ["one"]


def test_tasks_are_done_one_after_the_other() -> None:
    sender, done = Sender(), list[int]()

    for number in range(50):
        sender.send(lambda number=number: done.append(number))  # type: ignore[misc]

    sender.settle()
    assert done == list(range(50))


def test_what_went_wrong_is_told_by_the_next_task_which_is_not_begun() -> None:
    sender, done = Sender(), list[str]()
    sender.send(fail)

    with pytest.raises(ValueError, match="refused"):
        sender.send(lambda: done.append("two"))

    sender.settle()
    assert done == []


def test_what_went_wrong_with_the_last_task_is_told_once_by_settling() -> None:
    sender = Sender()
    sender.send(fail)

    with pytest.raises(ValueError, match="refused"):
        sender.settle()

    sender.settle()


def test_things_are_done_side_by_side_and_all_of_them() -> None:
    together, done = Barrier(AT_ONCE), list[int]()

    def task(number: int) -> None:
        together.wait(30)
        done.append(number)

    side_by_side([lambda number=number: task(number) for number in range(2 * AT_ONCE)])  # type: ignore[misc]

    assert sorted(done) == list(range(2 * AT_ONCE))


@pytest.mark.parametrize("count", [1, AT_ONCE, 3 * AT_ONCE])
@pytest.mark.parametrize("at", [0, -1])
def test_what_goes_wrong_with_one_is_told(count: int, at: int) -> None:
    tasks = [lambda: None] * count
    tasks[at] = fail

    with pytest.raises(ValueError, match="refused"):
        side_by_side(tasks)


def test_nothing_is_done_side_by_side() -> None:
    side_by_side([])
