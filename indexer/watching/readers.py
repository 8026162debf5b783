"""Whose whole feed is read? One market's at a time, and none that is waited for in vain while others would come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, get_ident

from marketplace.errors import FeedError

WAITS_SECONDS = 45.0
"""How long a feed may keep all others waiting without telling a record: all tries of a page take up to 36 s where
it fails at once, and why it failed is better told than that others waited."""

LOOK_SECONDS = 0.5


@dataclass(eq=False)
class _Reader:
    """A market that is being read, since when it waits for its next record, and whether others went past it."""

    waits_since: float | None = None
    passed: bool = False


class Readers:
    """Those who read a whole feed, each in a thread of its own; `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._changed = Condition()
        self._queue: deque[_Reader] = deque()
        self._reading: dict[int, _Reader] = {}

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Read when those are done who came before, or wait in vain; whether none of them is left."""
        me = _Reader()
        with self._changed:
            self._queue.append(me)
            try:
                while self._queue[0] is not me or not self._is_free():
                    self._changed.wait(LOOK_SECONDS)
            finally:
                self._queue.remove(me)
            alone = not self._reading
            self._reading[get_ident()] = me
        try:
            yield alone
        finally:
            with self._changed:
                del self._reading[get_ident()]
                self._changed.notify_all()

    def waits(self, now: bool) -> None:
        """This thread waits for a record from now on, or has it; only of who has a turn that matters."""
        if reader := self._reading.get(get_ident()):
            with self._changed:  # who has a record before others look is not passed any more
                reader.waits_since = self._clock() if now else None

    def check(self, market: str) -> None:
        """Raise FeedError when others went past this thread: what it reads is not published any more."""
        reader = self._reading.get(get_ident())
        if reader and reader.passed:
            raise FeedError(
                f"{market}: told nothing for {WAITS_SECONDS:,.0f} s while others waited to be read: they go first"
            )

    def _is_free(self) -> bool:
        latest = self._clock() - WAITS_SECONDS
        for one in self._reading.values():
            one.passed = one.passed or (one.waits_since is not None and one.waits_since < latest)
        return all(one.passed for one in self._reading.values())
