"""How is work done by itself? By jobs, each in a thread of its own, again and again until the worker is ended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from time import sleep

from marketplace.errors import MarketplaceError

AWAY_SECONDS = 5.0
PAUSE_SECONDS = 0.02
"""Between two transactions of one job: SQLite gives its lock to whoever asks next, and requests want it too."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Work that does some of what is due when it is called, and says how much that was.

    Nothing due, it is called again after `idle_seconds`.
    """

    name: str
    work: Callable[[], int]
    idle_seconds: float


def until_ended(jobs: Sequence[Job], ended: Event) -> None:
    """Do all jobs until it is ended, also while the database or the engine is away; a job that fails stops no other."""
    threads = [Thread(target=_repeat, args=(one, ended), name=one.name) for one in jobs]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def until_nothing_is_due(jobs: Sequence[Job]) -> None:
    """Do all that is due, what follows from it too; raises what a job raises."""
    while sum([_all_of(one) for one in jobs]):  # a list: each does its part, whatever the others had to do
        pass


def _all_of(job: Job) -> int:
    done = 0
    while some := job.work():
        done += some
        sleep(PAUSE_SECONDS)
    return done


def _repeat(job: Job, ended: Event) -> None:
    while not ended.is_set():
        try:
            ended.wait(PAUSE_SECONDS if job.work() else job.idle_seconds)
        except MarketplaceError as error:
            logger.error("%s: %s", job.name, error)
            ended.wait(AWAY_SECONDS)
        except Exception:  # of one job that fails the others know nothing
            logger.exception("%s failed, and is tried again", job.name)
            ended.wait(AWAY_SECONDS)
