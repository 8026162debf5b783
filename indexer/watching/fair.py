"""Whose turn is it at the index? Who came first: a lock of the standard library lets one market keep all others out."""

from __future__ import annotations

from collections import deque
from threading import Lock, get_ident


class FairLock:
    """A lock that its holder may take again, and that goes to those who wait in the order of their coming."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._queue: deque[tuple[int, Lock]] = deque()
        self._holder: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        me = get_ident()
        with self._guard:
            if self._holder in (None, me):
                self._holder = me
                self._depth += 1
                return
            gate = Lock()
            gate.acquire()
            self._queue.append((me, gate))
        gate.acquire()  # opened by whoever hands the lock over

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._depth -= 1
            if self._depth:
                return
            self._holder = None
            if self._queue:
                self._holder, gate = self._queue.popleft()
                self._depth = 1
                gate.release()
