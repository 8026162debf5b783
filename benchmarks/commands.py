"""What does a command of the indexer cost? Its time, its processors' time and its memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

import orjson

from benchmarks.memory import family, own, peak

LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Cost:
    """Of one command: seconds by the clock and of processors, bytes that were resident at the peak.

    `peaks` are those of all its processes; `own` and `others` are what the process itself and those that it began had
    of their own, at each look.
    """

    seconds: float
    cpu_seconds: float
    peak: int
    peaks: int
    own: Sequence[int] = ()
    others: Sequence[int] = ()


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
        _watching(process.pid) as seen,
    ):
        said, _ = process.communicate()
    seconds = monotonic() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    peaks = seen.peaks
    cpu_seconds = _cpu_seconds() - cpu_seconds
    return Cost(seconds, cpu_seconds, peaks[process.pid], sum(peaks.values()), seen.own, seen.others), said


def sync(feeds: str, **environment: str) -> Synced:
    """Publish all feeds of a folder."""
    cost, said = index("sync", "--json", "--feeds", feeds, **environment)
    return Synced(sum(int(one["read"]) for one in orjson.loads(said)["markets"]), cost)


def _cpu_seconds() -> float:
    """Of all processes that this one began and that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass
class _Seen:
    peaks: dict[int, int] = field(default_factory=dict)
    own: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    def look(self, pid: int) -> None:
        """Note what a process and its family hold now."""
        of_each = {one: own(one) for one in family(pid)}
        for one in of_each:
            self.peaks[one] = max(self.peaks.get(one, 0), peak(one))
        self.own.append(of_each.pop(pid))
        self.others.append(sum(of_each.values()))


@contextmanager
def _watching(pid: int) -> Iterator[_Seen]:
    """What a family of processes has while the block runs; the last rise before an end may be missed."""
    seen = _Seen()
    ended = Event()

    def watch() -> None:
        while True:
            seen.look(pid)
            if ended.wait(LOOK_SECONDS):
                return

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()
