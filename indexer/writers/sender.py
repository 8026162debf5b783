"""Who sends a batch while the next one is made ready? A thread, one batch at a time and in their order."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

FAREWELL_SECONDS = 5
"""A node that hangs must not keep a sync that is ended from ending."""


class Sender:
    """Does one thing beside its caller, who hears of what went wrong with it by the next call."""

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
