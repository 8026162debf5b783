"""How does a test run `python -m indexer watch`? As a real process, beside live feeds, an engine and a database."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from marketplace.errors import EngineUnavailable
from marketplace.search.asked import query_from
from marketplace.search.engine import Engine
from marketplace.store.database import open_database
from marketplace.store.overlays import SqlOverlays
from tests.creators import TODAY
from tests.live_feeds import LiveFeeds
from tests.ports import reserved_port

SEEN_WITHIN_SECONDS = 15
BEGUN_WITHIN_SECONDS = 30
ENDS_WITHIN_SECONDS = 10

Shown = dict[str, int]
"""The followers of the creators that a search finds, by id."""


@dataclass(frozen=True)
class Watching:
    """A watch that was begun, where its metrics are, and the file of what it says."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def metrics(self) -> Mapping[str, float]:
        """All metrics that it tells; none while it doesn't answer."""
        with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
            lines = re.findall(r"^(\w\S*) (\S+)$", answer.read().decode(), re.MULTILINE)
            return {name: float(value) for name, value in lines}
        return {}

    def tells(self, name: str, value: float, *, within: float = BEGUN_WITHIN_SECONDS) -> None:
        """Wait until a metric has a value."""
        eventually(lambda: self.metrics().get(name), value, within=within)

    def ends(self) -> int:
        """The exit code after SIGTERM, which must come in time."""
        self.process.terminate()
        return self.process.wait(ENDS_WITHIN_SECONDS)


@dataclass
class Place:
    """Live feeds, an engine that is searched, and the settings of watches that bring the one into the other.

    Markets of a feed server at another `host`, so named, are read whole again.
    """

    feeds: LiveFeeds
    engine: Engine
    settings: Mapping[str, str]
    overlays: SqlOverlays
    folder: Path
    stack: ExitStack
    host: str = "127.0.0.1"

    def watch(self, *markets: str, **settings: str) -> Watching:
        """Begin a watch of these markets, DE and FR if none is named."""
        port = self.stack.enter_context(reserved_port())
        chosen = [word for one in markets or ("DE", "FR") for word in ("--market", one)]
        log = self.folder / f"watch-{port}.log"
        ours = {**self.settings, "MARKETPLACE_INDEXER_METRICS_PORT": str(port), **settings}
        url = self.feeds.server.url.replace("127.0.0.1", self.host)
        command = [sys.executable, "-m", "indexer", "watch", "--feeds", f"feed+{url}", *chosen]
        file = self.stack.enter_context(log.open("wb"))
        process = self.stack.enter_context(subprocess.Popen(command, env={**os.environ, **ours}, stderr=file))
        self.stack.callback(process.kill)
        return Watching(process, port, log)

    def leading(self, *markets: str, **settings: str) -> Watching:
        """A watch that leads and has all markets published."""
        begun = self.watch(*markets, **settings)
        for market in markets or ("DE", "FR"):
            eventually(lambda market=market: bool(self.shown(market)), True, within=BEGUN_WITHIN_SECONDS)
        return begun

    def shown(self, market: str) -> Shown:
        """The followers of whom a search of a market finds."""
        return {one: int(str(followers)) for one, followers in self.told(market, "followers").items()}

    def told(self, market: str, name: str) -> dict[str, object]:
        """A field of all whom a search of a market finds, the first hundred by followers."""
        with suppress(EngineUnavailable):
            page = self.engine.search(query_from({"market": [market], "limit": 100, "sort": "-followers"}), today=TODAY)
            return {str(one["id"]): one.get(name) for one in page.creators}
        return {}

    def shows(self, market: str, expected: Shown, *, within: float = SEEN_WITHIN_SECONDS) -> None:
        """Wait until a search of a market finds these and nobody else."""
        eventually(lambda: self.shown(market), expected, within=within)


@contextmanager
def watch_place(feeds: LiveFeeds, engine: Engine, folder: Path, **settings: str) -> Iterator[Place]:
    """A place with a database of its own; its watches end with the block."""
    folders = {f"MARKETPLACE_{name}": str(folder / name) for name in ("INDEX_DIR", "REJECTS_DIR")}
    url = f"sqlite:///{folder / 'marketplace.db'}"
    with ExitStack() as stack, closing(open_database(url)) as database:
        ours = {**folders, "MARKETPLACE_DATABASE_URL": url, **settings}
        yield Place(feeds, engine, ours, SqlOverlays(database), folder, stack)


def eventually(look: Callable[[], object], expected: object, *, within: float = SEEN_WITHIN_SECONDS) -> None:
    """Look again and again until it is as expected; fails with what it was last."""
    deadline = time.monotonic() + within
    while (found := look()) != expected and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == expected
