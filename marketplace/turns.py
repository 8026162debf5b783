"""In which order do the threads of a worker compute? One after the other, as they came.

Python runs one at a time anyway; let loose, they take the interpreter from each other in the middle of a search, and
an unlucky one waits for all of them again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

PATIENCE_SECONDS = 0.05
"""Longer than a queue of ordinary searches; who takes longer (a slow upload) shall not hold up the others."""


class Turns:
    """A queue in which each waits until the one before is done, but no longer than so many seconds."""

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience_seconds = patience_seconds
        self._lock = Lock()
        self._last = Event()
        self._last.set()

    @contextmanager
    def next(self) -> Iterator[None]:
        """What is done at one's turn."""
        mine = Event()
        with self._lock:
            before, self._last = self._last, mine
        before.wait(self._patience_seconds)
        try:
            yield
        finally:
            mine.set()
