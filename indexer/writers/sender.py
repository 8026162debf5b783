"""Who sends to a node while others go on? Threads that nobody waits for when the process ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import cycle
from threading import Thread

FAREWELL_SECONDS = 5
"""A node that hangs must not keep a sync that is ended from ending."""


AT_ONCE = 4
"""Requests of one writer: a node with two cores does two, and the next ones wait for it."""


class Sender:
    """Does one thing after the other beside its caller, who hears of what went wrong with it by the next call."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._failure: Exception | None = None

    def send(self, task: Callable[[], None]) -> None:
        """Begin a task when the one before is done; raises what went wrong with that."""
        self.settle()
        # a process that ends does not wait for it
        self._thread = Thread(target=self._do, args=(task,), name="sending", daemon=True)
        self._thread.start()

    def settle(self) -> None:
        """Wait for the task; raises what went wrong with it."""
        if self._thread:
            self._thread.join()
            self._thread = None
        failure, self._failure = self._failure, None
        if failure:
            raise failure

    def close(self) -> None:
        """Wait for a task that nobody wants to hear of any more, but not long."""
        if self._thread:
            self._thread.join(FAREWELL_SECONDS)

    def _do(self, task: Callable[[], None]) -> None:
        try:
            task()
        except Exception as failure:
            self._failure = failure


class Senders:
    """Does some things at a time, in any order; the caller hears of what went wrong with one by a later call."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._senders = [Sender() for _ in range(at_once)]
        self._turns = cycle(self._senders)

    def send(self, task: Callable[[], None]) -> None:
        """Begin a task when one of those before is done; raises what went wrong with that."""
        next(self._turns).send(task)

    def settle(self) -> None:
        """Wait for all tasks; raises what went wrong with one of them."""
        for sender in self._senders:
            sender.settle()

    def close(self) -> None:
        """Wait for tasks that nobody wants to hear of any more, but not long."""
        for sender in self._senders:
            sender.close()


def side_by_side(tasks: Sequence[Callable[[], None]], *, at_once: int = AT_ONCE) -> None:
    """Do these things, some at a time and in any order; raises what went wrong with one of them, the rest is left."""
    with closing(Senders(min(len(tasks), at_once))) as senders:
        for task in tasks:
            senders.send(task)
        senders.settle()
