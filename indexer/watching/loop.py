"""When is a market's turn? After its interval, later each time that it fails, at once over when the watch ends."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from random import random
from threading import Event
from time import monotonic

logger = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 300.0
"""After however many failures in a row a market is tried again after so long."""

SHORTEST_PAUSE_SECONDS = 0.05
"""After a turn that took longer than its interval."""

JITTER = 0.1
"""Share by which a pause may be longer: markets of one server that fail together come back one by one."""


@dataclass(frozen=True)
class Ended:
    """How one turn ended: whether it failed, and after how many seconds the next one is wanted if not."""

    failed: bool
    interval: float


def pause_after(ended: Ended, failures: int, *, chance: float) -> float:
    """Seconds until the next turn, after so many failures in a row; `chance` is 0 to 1."""
    if not ended.failed:
        return ended.interval
    doubled = max(ended.interval, 1.0) * 2.0 ** min(failures, 16)
    return float(min(doubled, LONGEST_PAUSE_SECONDS) * (1 + JITTER * chance))


def run_loop(
    turn: Callable[[], Ended],
    stopping: Event,
    *,
    chance: Callable[[], float] = random,
    clock: Callable[[], float] = monotonic,
) -> None:
    """Take turns until the watch ends; a mistake of ours costs a turn, not all those after it."""
    failures = 0
    while not stopping.is_set():
        begun = clock()
        try:
            ended = turn()
        except Exception:
            logger.exception("a turn broke: report it")
            ended = Ended(True, LONGEST_PAUSE_SECONDS)
        failures = failures + 1 if ended.failed else 0
        pause = pause_after(ended, failures, chance=chance())
        # an interval is from turn to turn: a second after a turn of a second would be one every two
        stopping.wait(pause if ended.failed else max(SHORTEST_PAUSE_SECONDS, begun + pause - clock()))
