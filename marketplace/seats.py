"""Which worker takes a new connection? The one that holds fewest: its client may stay.

Whoever woke first took seven of eight clients who came together, all of 40 who came one after the other, and
answered them on one of two cores.
"""

from __future__ import annotations

import mmap
from collections.abc import Collection

MAX_WORKERS = 256

_EMPTY = 2**31 - 1


class Seats:
    """How many connections each worker holds, in memory that all processes share; made before they are forked."""

    def __init__(self) -> None:
        self._held = memoryview(mmap.mmap(-1, 4 * MAX_WORKERS)).cast("i")

    def take(self, taken: Collection[int]) -> int:
        """A seat for a new worker, where these are taken; nobody waits for those that have left."""
        free = [seat for seat in range(MAX_WORKERS) if seat not in taken]
        for seat in free:
            self._held[seat] = _EMPTY
        self._held[free[0]] = 0
        return free[0]

    def hold(self, seat: int, connections: int) -> None:
        """Say how many connections the worker on a seat holds."""
        self._held[seat] = connections

    def fewer(self, connections: int) -> bool:
        """Whether a worker holds fewer than so many."""
        return min(self._held) < connections
