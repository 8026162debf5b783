"""How is it measured? `python -m benchmarks.alerts`, on the embedded index, over SQLite and PostgreSQL."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.alerts.saved import changed, due, newest_of, save
from benchmarks.commands import index
from benchmarks.deals.world import SECRET_KEY, database_of
from benchmarks.machine import machine_line
from benchmarks.sections import replaced
from benchmarks.stage import sample_feeds
from benchmarks.vocabulary import Record, feed_records
from benchmarks.workload import Workload
from marketplace.api.saved_queries import read_query
from marketplace.app import create_alerting
from marketplace.creators.times import MICROSECONDS, midnight
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.saved.alerting import EVERY
from marketplace.saved.changes import mark_of
from marketplace.search.query import CreatorQuery
from marketplace.search.service import SearchService
from marketplace.settings import load_settings
from marketplace.wiring import Services, microseconds, services_of

TITLE = "## Alerts"
DATABASES = ("sqlite", "postgresql")
IN_FULL = 200
"""Searches that are asked of all creators, to compare."""


@click.command()
@click.option("--creators", type=click.IntRange(2_400), default=100_000, show_default=True, help="In the index.")
@click.option("--searches", type=click.IntRange(200), default=10_000, show_default=True, help="With an alert.")
@click.option("--changed", "changes", type=click.IntRange(24), default=1_000, show_default=True, help="Creators.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="A Markdown file whose section to replace.")
def main(*, creators: int, searches: int, changes: int, write: Path | None) -> None:
    """Measure how long it takes to ask all saved searches of those who changed, and to tell of them."""
    found: dict[str, dict[str, str]] = {}
    with TemporaryDirectory(prefix="creator-marketplace-alerts-") as work:
        folder = Path(work)
        feeds, environment = sample_feeds(folder, creators), {"MARKETPLACE_INDEX_DIR": str(folder / "index")}
        index("sync", "--feeds", str(feeds), **environment)
        records = feed_records(feeds, microseconds())
        for name in DATABASES:
            (folder / name).mkdir()
            with database_of(name, folder / name) as url:
                given = {"MARKETPLACE_DATABASE_URL": url, "MARKETPLACE_SECRET_KEY": SECRET_KEY, **environment}
                services = services_of(load_settings(given))
                for what, figure in _measured(services, folder / "index", records=records, sizes=(searches, changes)):
                    click.echo(f"{name}: {what}: {figure}", err=True)
                    found.setdefault(what, {})[name] = figure
    text = _table(found, f"{creators:,} creators, {searches:,} searches, {changes:,} changed")
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), TITLE, text=text), "utf-8")


def _measured(
    services: Services, folder: Path, *, records: Sequence[Record], sizes: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    searches, changes = sizes
    engine, clock = EmbeddedEngine(folder), _Clock()
    workload = Workload(SearchService(EmbeddedEngine(folder), microseconds), records)
    queries = save(services, workload, count=searches)
    alerting = create_alerting(services, engine, now=clock)
    newest = newest_of(records, 2 * changes)
    markets = sorted(engine.published().markets)
    _first_marks(services, engine)
    with services.records.writing() as kept:
        kept.leases.take("alerts", now=0, until=0, every=0)
        kept.leases.end("alerts", done_at=clock() - EVERY)  # else all searches would be new
    changed(services, newest_of(records, changes), markets=markets)
    first, matches = _timed(alerting.work)
    yield "all searches of those who changed, the first time (read, made ready)", f"{first:.1f} s, {matches:,} matches"
    clock.passes()
    changed(services, newest, markets=markets)
    again, matches = _timed(alerting.work)
    yield "the next time, of as many others", f"{again:.1f} s, {matches:,} matches"
    full = _in_full(engine, [read_query(one) for one in queries[:IN_FULL]])
    ratio = full * searches / again
    yield "one search of all creators, a page of 200 without facets", f"{1_000 * full:.2f} ms"
    yield "all of them so, as a multiple of the next time", f"{ratio:.1f}"
    untold = due(services)
    clock.passes()
    told, _ = _timed(alerting.work)
    yield f"tell of {untold:,} matches", f"{told:.1f} s"


def _first_marks(services: Services, engine: EmbeddedEngine) -> None:
    """As if nothing had changed in any market."""
    with services.records.writing() as records:
        records.marks.move({mark_of(code): one.as_of for code, one in engine.published().markets.items()})


def _in_full(engine: EmbeddedEngine, queries: Sequence[CreatorQuery]) -> float:
    asked = [replace(one, facets=(), limit=200) for one in queries]
    today = midnight(microseconds())
    begun = time.perf_counter()
    for one in asked:
        engine.search(one, today=today)
    return (time.perf_counter() - begun) / len(asked)


class _Clock:
    """The time, which can be moved on."""

    def __init__(self) -> None:
        self._ahead = 0

    def __call__(self) -> int:
        return microseconds() + self._ahead

    def passes(self) -> None:
        """Let it be time to look again."""
        self._ahead += EVERY + MICROSECONDS


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def _table(found: dict[str, dict[str, str]], what: str) -> str:
    lines = [f"| {one} | {' | '.join(figures.get(name, '') for name in DATABASES)} |" for one, figures in found.items()]
    head = [f"| {what} | {' | '.join(DATABASES)} |", f"|{' -- |' * (1 + len(DATABASES))}"]
    when = f"- `python -m benchmarks.alerts {' '.join(sys.argv[1:3])}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return "\n".join([TITLE, "", when, f"- {machine_line()}", "", *head, *lines, ""])


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.alerts")
