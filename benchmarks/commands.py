"""What does a command of the indexer cost? Its time, its processors' time and its memory at the peak."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic

import orjson

from benchmarks.memory import family, peak

LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Cost:
    """Of one command: seconds by the clock and of processors, bytes at the peak of the process and of all of them."""

    seconds: float
    cpu_seconds: float
    peak: int
    peaks: int


@dataclass(frozen=True)
class Synced:
    """A sync that published everything: how many records, at what cost."""

    records: int
    cost: Cost

    @property
    def rate(self) -> float:
        """Records a second, the start of the command included."""
        return self.records / self.cost.seconds


def index(*arguments: str, **environment: str) -> tuple[Cost, bytes]:
    """Run `python -m indexer`; its cost and what it says. Raises CalledProcessError."""
    command = [sys.executable, "-m", "indexer", *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARKETPLACE_")}
    cpu_seconds, began = _cpu_seconds(), monotonic()
    with (
        subprocess.Popen(command, env={**kept, **environment}, stdout=subprocess.PIPE) as process,
        _watching(process.pid) as peaks,
    ):
        said, _ = process.communicate()
    seconds = monotonic() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Cost(seconds, _cpu_seconds() - cpu_seconds, peaks[process.pid], sum(peaks.values())), said


def sync(feeds: str, **environment: str) -> Synced:
    """Publish all feeds of a folder."""
    cost, said = index("sync", "--json", "--feeds", feeds, **environment)
    return Synced(sum(int(one["read"]) for one in orjson.loads(said)["markets"]), cost)


def _cpu_seconds() -> float:
    """Of all processes that this one began and that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _watching(pid: int) -> Iterator[dict[int, int]]:
    """The greatest peak of each process of a family while the block runs; the last rise before an end may be missed."""
    peaks: dict[int, int] = {}
    ended = Event()

    def watch() -> None:
        while True:
            for one in family(pid):
                peaks[one] = max(peaks.get(one, 0), peak(one))
            if ended.wait(LOOK_SECONDS):
                return

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        ended.set()
        watcher.join()
