"""Where do processes of the indexer run that may be killed? On an engine, a feed server and a database of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import uuid4

from elasticsearch import Elasticsearch

from indexer.wiring import pick_writer
from marketplace.creators.times import DAY
from marketplace.elastic.engine import ElasticEngine
from marketplace.elastic.lock import DOCUMENT
from marketplace.elastic.names import locks_index
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.engine import Engine
from marketplace.settings import load_settings
from marketplace.store.database import open_database
from marketplace.store.overlays import SqlOverlays
from tests.faults.elastic_syncs import connected
from tests.faults.kills.changing_world import change
from tests.faults.kills.serving import Serving
from tests.faults.kills.steps import Steps
from tests.faults.kills.world import MARKETS, World
from tests.faults.proxy import proxied
from tests.faults.test_two_indexers import removed
from tests.feed_server import FeedServer, feed_server

PATIENCE_SECONDS = 120


@dataclass
class Place:
    """Indexers of a world; `steps` are their requests to Elasticsearch, `client` goes past where those are counted."""

    settings: Mapping[str, str]
    server: FeedServer
    serving: Serving
    overlays: SqlOverlays
    folder: Path
    client: Elasticsearch | None = None
    steps: Steps = field(default_factory=Steps)
    said: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """What is true."""
        return self.serving.world

    @property
    def prefix(self) -> str:
        """Of the indices."""
        return self.settings["MARKETPLACE_INDEX_PREFIX"]

    def change(self) -> None:
        """Let much happen in the world."""
        with self.serving.lock:
            self.change_unlocked()

    def change_unlocked(self) -> None:
        """Let much happen while the world is locked already."""
        change(self.world, self.overlays, self.said)

    def begun(self, command: str, *more: str) -> subprocess.Popen[bytes]:
        """An indexer, in a process group of its own."""
        markets = [word for market in MARKETS for word in ("--market", market)]
        words = [sys.executable, "-m", "indexer", command, "--feeds", f"feed+{self.server.url}", *markets, *more]
        with (self.folder / "said.log").open("ab") as log:
            return subprocess.Popen(
                words, env={**os.environ, **self.settings}, stdout=log, stderr=log, start_new_session=True
            )

    def forget_lock(self) -> None:
        """Let the lock of a process that is dead lapse at once."""
        if self.client:
            self.client.options(ignore_status=404).delete(index=locks_index(self.prefix), id=DOCUMENT)

    def engine(self) -> Engine:
        """What searches, new."""
        if self.client:
            return ElasticEngine(self.client, self.prefix)
        return EmbeddedEngine(Path(self.settings["MARKETPLACE_INDEX_DIR"]))

    def creators_by_state(self) -> dict[str, int]:
        """How many creators each market has, as its state says."""
        states = pick_writer(load_settings(self.settings)).states()
        return {market: state.creators for market, state in states.items()}

    def log(self) -> str:
        """The end of what the indexers said."""
        return (self.folder / "said.log").read_text()[-3_000:]


def killed(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it has begun."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE_SECONDS)


@contextmanager
def made_place(folder: Path, rng: Random, url: str | None) -> Iterator[Place]:
    """A place on Elasticsearch at a URL, or embedded without; nothing is left of it."""
    prefix = f"faults{uuid4().hex[:8]}"
    database = f"sqlite:///{folder / 'marketplace.db'}"
    settings = {
        "MARKETPLACE_INDEX_DIR": str(folder / "index"),
        "MARKETPLACE_REJECTS_DIR": str(folder / "rejects"),
        "MARKETPLACE_DATABASE_URL": database,
        "MARKETPLACE_INDEX_PREFIX": prefix,
        "MARKETPLACE_INDEXER_METRICS_PORT": "0",
        "MARKETPLACE_WATCH_DELTA_SECONDS": "0.2",
    }
    with ExitStack() as stack:
        server = stack.enter_context(feed_server())
        serving = Serving(World(rng, now=time.time_ns() // 1_000 - DAY))
        server.answers = serving
        place = Place(settings, server, serving, SqlOverlays(open_database(database)), folder)
        if url:
            proxy = stack.enter_context(proxied(url))
            proxy.between = place.steps
            place.settings = {**settings, "MARKETPLACE_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": proxy.url}
            stack.callback(removed, url, prefix)
            place.client = stack.enter_context(connected(url))
        serving.world.begin()
        yield place
