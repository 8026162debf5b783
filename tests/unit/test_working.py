"""Does a worker do all of its jobs, whatever one of them meets?"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from marketplace import working
from marketplace.errors import StoreUnavailable
from marketplace.working import Job, until_ended, until_nothing_is_due


def results(*given: int | Exception, then: Callable[[], object] = lambda: None) -> Callable[[], int]:
    """Work with these results; afterwards nothing is due."""
    left: Iterator[int | Exception] = iter(given)

    def work() -> int:
        result = next(left, None)
        if result is None:
            then()
            return 0
        if isinstance(result, Exception):
            raise result
        return result

    return work


@pytest.mark.parametrize("failure", [StoreUnavailable("away"), ZeroDivisionError("a mistake")])
def test_a_job_that_fails_is_told_of_and_tried_again(
    failure: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(working, "AWAY_SECONDS", 0)
    ended = Event()
    with caplog.at_level(logging.ERROR):
        until_ended([Job("failing", results(1, failure, 2, then=ended.set), 0)], ended)
    assert [("failing" in one.message, one.levelname) for one in caplog.records] == [(True, "ERROR")]


def test_jobs_do_not_wait_for_each_other() -> None:
    ended, begun = Event(), Event()

    def slow() -> int:
        assert begun.wait(10)
        ended.set()
        return 0

    until_ended([Job("slow", slow, 0), Job("quick", results(1, then=begun.set), 0)], ended)
    assert begun.is_set()


def test_all_is_done_that_follows_from_what_is_done() -> None:
    done: list[str] = []
    due = {"first": 2, "second": 0}

    def work(name: str, follows: str | None) -> Callable[[], int]:
        def some() -> int:
            if not due[name]:
                return 0
            due[name] -= 1
            done.append(name)
            if follows:
                due[follows] += 1
            return 1

        return some

    until_nothing_is_due([Job("second", work("second", None), 0), Job("first", work("first", "second"), 0)])
    assert (due, sorted(done)) == ({"first": 0, "second": 0}, ["first", "first", "second", "second"])
