"""How is it measured? `python -m benchmarks.live --size 100k`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import click

from benchmarks.__main__ import ENGINES, size_of
from benchmarks.commands import index
from benchmarks.live.applied import applied
from benchmarks.live.feed import ChangingFeed, changing, served
from benchmarks.live.measures import delta_rate, freshness, remembered, search_seconds, watching
from benchmarks.machine import machine_line
from benchmarks.sections import replaced
from benchmarks.stage import client_of, elasticsearch_url, sample_feeds
from benchmarks.workload import SEARCH, Workload
from marketplace.elastic.engine import ElasticEngine
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.asked import query_from
from marketplace.search.engine import Engine
from marketplace.search.service import SearchService

TITLE = "## Live feeds"
CHANGES_A_SECOND = 200
SECONDS_OF_MEMORY = 60.0
RECORDS_A_SECOND = 1_000
SEARCHES = 300

Say = Callable[[str], None]


@dataclass(frozen=True)
class Live:
    """An engine with its settings, and the feed that is synced into it."""

    name: str
    environment: dict[str, str]
    engine: Engine
    feed: ChangingFeed
    url: str
    folder: Path
    say: Say

    def measure(self, changes: int, *, probes: int, today: int) -> Iterator[tuple[str, str]]:
        """What is asked of it, and what it is."""
        index("sync", "--feeds", self.url, **self.environment)
        self.feed.change(changes)
        read, rate = delta_rate(self.url, self.environment)
        yield "delta from the feed to seen, changes a second", f"{rate:,.0f} of {read:,}"
        rate, raw = applied(self.name, self.environment, feed=self.feed, changes=changes, folder=self.folder / "raw")
        yield "delta applied, changes a second", f"{rate:,.0f} ({rate / raw:.0%} of raw writing, {raw:,.0f})"
        service = SearchService(self.engine, lambda: today)
        queries = [query_from(one) for one in self._searches(service)]
        quiet = search_seconds(self.engine, queries, today=today)
        with (
            watching(self.url, log=self.folder / "watch.log", environment=self.environment) as watch,
            changing(self.feed, CHANGES_A_SECOND),
        ):
            time.sleep(15)
            self.say(f"{self.name}: freshness")
            seen = freshness(self.engine, self.feed, probes=probes)
            yield f"change to seen beside {CHANGES_A_SECOND} changes a second, p50 / p95 / p99", _quantiles(seen)
            sizes = remembered(watch, lambda: None, seconds=SECONDS_OF_MEMORY)
            yield (
                "memory of the watch, MB at 1/4, 2/4, 3/4, 4/4 of a minute",
                ", ".join(f"{one:.0f}" for one in sizes),
            )
        yield from self._beside_a_rebuild(queries, quiet, today=today)

    def _beside_a_rebuild(
        self, queries: Sequence[Any], quiet: Sequence[float], *, today: int
    ) -> Iterator[tuple[str, str]]:
        self.say(f"{self.name}: searches beside a rebuild")
        pace = {**self.environment, "MARKETPLACE_WATCH_RECORDS_PER_SECOND": str(RECORDS_A_SECOND)}
        with watching(f"{self.url}?v=2", log=self.folder / "rebuild.log", environment=pace):
            time.sleep(8)
            busy = search_seconds(self.engine, queries, today=today)
        ratio = _at(busy, 95) / _at(quiet, 95)
        what = f"search p95 while all is rebuilt at {RECORDS_A_SECOND:,} records a second, as a multiple of quiet"
        yield what, f"{ratio:.1f} ({1_000 * _at(quiet, 95):.1f} → {1_000 * _at(busy, 95):.1f} ms)"

    def _searches(self, service: SearchService) -> Sequence[Any]:
        records = [record for some in self.feed.creators.values() for record in list(some.values())[:500]]
        return Workload(service, records).searches(SEARCH, SEARCHES)


@click.command()
@click.option("--size", type=size_of, metavar="SIZE", default="100k", help="How many creators.", show_default=True)
@click.option("--only", type=click.Choice(ENGINES), help="One engine alone.")
@click.option("--changes", type=click.IntRange(100), default=20_000, show_default=True, help="Changes of the delta.")
@click.option("--probes", type=click.IntRange(20), default=300, show_default=True, help="Changes that are waited for.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="A Markdown file whose section to replace.")
def main(*, size: int, only: str | None, changes: int, probes: int, write: Path | None) -> None:
    """Measure deltas, freshness, searches beside a rebuild and memory, on both engines; some 12 minutes at 100k."""
    today = time.time_ns() // 1_000
    found: dict[str, dict[str, str]] = {}
    with TemporaryDirectory(prefix="creator-marketplace-live-") as work:
        feeds = sample_feeds(Path(work), size)
        for name in (only,) if only else ENGINES:
            with staged(name, feeds, folder=Path(work) / name) as live:
                for what, figure in live.measure(changes, probes=probes, today=today):
                    live.say(f"{name}: {what}: {figure}")
                    found.setdefault(what, {})[name] = figure
    text = _table(found, command=f"python -m benchmarks.live {' '.join(sys.argv[1:3])}", size=size)
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), TITLE, text=text), "utf-8")


@contextmanager
def staged(name: str, feeds: Path, *, folder: Path) -> Iterator[Live]:
    """An empty engine, and a server of these feeds that goes on changing them."""
    with engine_at(name, feeds, folder=folder) as environment:
        feed = ChangingFeed(feeds)
        with served(feed) as url:
            say = partial(click.echo, err=True)
            yield Live(name, environment, _engine(name, environment), feed, url, folder, say)


@contextmanager
def engine_at(name: str, feeds: Path, *, folder: Path) -> Iterator[dict[str, str]]:
    """The settings of an empty engine with room for these feeds."""
    folder.mkdir()
    environment = {
        "MARKETPLACE_ENGINE": name,
        "MARKETPLACE_INDEX_DIR": str(folder / "index"),
        "MARKETPLACE_REJECTS_DIR": str(folder / "rejects"),
        "MARKETPLACE_DATABASE_URL": f"sqlite:///{folder / 'marketplace.db'}",
        "MARKETPLACE_INDEXER_METRICS_PORT": "0",
    }
    if name == "embedded":
        yield environment
        return
    with elasticsearch_url(feeds) as url:
        yield {**environment, "ELASTICSEARCH_URL": url, "MARKETPLACE_INDEX_PREFIX": f"live{uuid4().hex[:8]}"}


def _engine(name: str, environment: dict[str, str]) -> Engine:
    if name == "embedded":
        return EmbeddedEngine(Path(environment["MARKETPLACE_INDEX_DIR"]))
    return ElasticEngine(client_of(environment["ELASTICSEARCH_URL"]), environment["MARKETPLACE_INDEX_PREFIX"])


def _table(found: dict[str, dict[str, str]], *, command: str, size: int) -> str:
    names = [name for name in ENGINES if any(name in figures for figures in found.values())]
    lines = [f"| {what} | {' | '.join(figures.get(name, '') for name in names)} |" for what, figures in found.items()]
    head = [f"| {size:,} creators | {' | '.join(names)} |", f"|{' -- |' * (1 + len(names))}"]
    when = f"- `{command}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return "\n".join([TITLE, "", when, f"- {machine_line()}", "", *head, *lines, ""])


def _quantiles(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.2f} / {_at(seconds, 95):.2f} / {_at(seconds, 99):.2f} s"


def _at(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.live")
