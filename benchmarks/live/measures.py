"""What is measured of a live index? Deltas beside raw writing, freshness, searches beside a rebuild, memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import orjson

from benchmarks.commands import index
from benchmarks.live.feed import ChangingFeed
from benchmarks.memory import resident
from marketplace.search.engine import Engine
from marketplace.search.query import CreatorQuery

PROBERS = 3
WAITS_SECONDS = 60.0
"""For one change to be seen: beyond, something is broken."""

LOOKS_SECONDS = 0.02
MEGABYTE = 1_000_000

Environment = Mapping[str, str]


def delta_rate(url: str, environment: Environment) -> tuple[int, float]:
    """Let a sync read what has changed: how many records, and how many a second, the start of the command left out."""
    _, said = index("sync", "--json", "--feeds", url, **environment)
    markets = orjson.loads(said)["markets"]
    assert {one["action"] for one in markets} == {"delta"}, markets
    read = sum(one["read"] for one in markets)
    return read, read / sum(one["seconds"] for one in markets)


@contextmanager
def watching(url: str, *, log: Path, environment: Environment) -> Iterator[subprocess.Popen[bytes]]:
    """A watch of a feed as a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARKETPLACE_")}
    command = [sys.executable, "-m", "indexer", "watch", "--feeds", url]
    with log.open("wb") as said, subprocess.Popen(command, env={**kept, **environment}, stderr=said) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def freshness(engine: Engine, feed: ChangingFeed, *, probes: int) -> list[float]:
    """Seconds from a change at the feed to its being seen, some at a time."""
    with ThreadPoolExecutor(PROBERS) as probers:
        return list(probers.map(lambda _: _seen_after(engine, feed), range(probes)))


def remembered(process: subprocess.Popen[bytes], during: Callable[[], object], *, seconds: float) -> list[float]:
    """Megabytes of a process at a quarter, a half, three quarters and the end of so many seconds."""
    found = []
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(during)
        for _ in range(4):
            time.sleep(seconds / 4)
            found.append(resident(process.pid) / MEGABYTE)
        running.result()
    return found


def search_seconds(engine: Engine, queries: Sequence[CreatorQuery], *, today: int) -> list[float]:
    """What each search takes, one after the other."""
    taken = []
    for query in queries:
        began = time.perf_counter()
        engine.search(query, today=today)
        taken.append(time.perf_counter() - began)
    return taken


def _seen_after(engine: Engine, feed: ChangingFeed) -> float:
    _, record = feed.change(1)
    began, one = time.monotonic(), str(record["id"])
    while time.monotonic() - began < WAITS_SECONDS:
        shown = engine.get((one,)).get(one, {})
        # it may have changed again since
        if str(shown.get("updated_at", "")) >= str(record["updated_at"]):
            return time.monotonic() - began
        time.sleep(LOOKS_SECONDS)
    raise RuntimeError(f"{one} is not seen after {WAITS_SECONDS:.0f} s")
