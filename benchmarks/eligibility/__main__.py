"""How is it measured? `python -m benchmarks.eligibility 100000`, a night of all markets in one process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.commands import index
from benchmarks.deals.world import SECRET_KEY, database_of
from benchmarks.machine import machine_line
from benchmarks.memory import peak
from benchmarks.sections import replaced
from benchmarks.stage import client_of, elasticsearch_url, prefix_of_our_own, sample_feeds
from marketplace.console.evaluating import nightly_of
from marketplace.creators.times import DAY
from marketplace.programme.nightly import Nightly
from marketplace.programme.person import Facts, Standing
from marketplace.settings import load_settings
from marketplace.wiring import Services, microseconds, services_of

TITLE = "## Eligibility"
STORES = ("embedded, sqlite", "embedded, postgresql", "elasticsearch, sqlite")
CHANGED = 100
"""One of so many creators has lost its standing since the night before."""

MILLION = 1_000_000


@click.command()
@click.argument("creators", type=click.IntRange(2_400), default=100_000)
@click.option("--on", "stores", multiple=True, type=click.Choice(STORES), help="May be repeated; default: all.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="A Markdown file whose section to replace.")
def main(*, creators: int, stores: tuple[str, ...], write: Path | None) -> None:
    """Measure the first night of CREATORS creators in 24 markets, and the next one."""
    chosen = stores or STORES
    found: dict[str, dict[str, str]] = {}
    with TemporaryDirectory(prefix="creator-marketplace-eligibility-") as work:
        folder = Path(work)
        feeds = sample_feeds(folder, creators)
        for engine in dict.fromkeys(one.partition(", ")[0] for one in chosen):
            with _indexed(engine, feeds, folder=folder) as environment:
                for store in (one for one in chosen if one.startswith(engine)):
                    for what, figure in _on(store, folder / store, environment=environment):
                        click.echo(f"{store}: {what}: {figure}", err=True)
                        found.setdefault(what, {})[store] = figure
    text = _table(found, chosen, creators=creators)
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), TITLE, text=text), "utf-8")


@contextmanager
def _indexed(engine: str, feeds: Path, *, folder: Path) -> Iterator[Mapping[str, str]]:
    """The settings of a service that finds the creators of the feeds."""
    if engine == "embedded":
        environment = {"MARKETPLACE_INDEX_DIR": str(folder / "index")}
        index("sync", "--feeds", str(feeds), **environment)
        yield environment
        return
    with elasticsearch_url(feeds) as url, prefix_of_our_own(client_of(url)) as prefix:
        environment = {
            "MARKETPLACE_ENGINE": engine,
            "ELASTICSEARCH_URL": url,
            "MARKETPLACE_INDEX_PREFIX": prefix,
        }
        index("sync", "--feeds", str(feeds), **environment)
        yield environment


def _on(store: str, folder: Path, *, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    folder.mkdir()
    with database_of(store.partition(", ")[2], folder) as url:
        given = {"MARKETPLACE_DATABASE_URL": url, "MARKETPLACE_SECRET_KEY": SECRET_KEY}
        given["MARKETPLACE_PROGRAMME_REPORTS_DIR"] = str(folder / "reports")
        settings = load_settings({**given, **environment})
        services, clock = services_of(settings), _Clock()
        nightly = nightly_of(settings, services, now=clock)
        yield from _measured(nightly, services, clock=clock)


def _measured(nightly: Nightly, services: Services, *, clock: _Clock) -> Iterator[tuple[str, str]]:
    engine = nightly.evaluation.engine
    all_of = (engine.of_market(code, fields=("id",)) for code in nightly.published())
    ids = [str(one["id"]) for batches in all_of for some in batches for one in some]
    _tell(services, [Facts(creator_id=one, birth_date="1990-01-01") for one in ids])
    first, cpu = _timed(nightly)
    yield "the first night", f"{first:.1f} s, {len(_eligible(nightly, services)):,} of {len(ids):,} may join"
    _tell(services, [Facts(creator_id=one, standing=Standing.LOST) for one in ids[::CHANGED]])
    before = _eligible(nightly, services)
    clock.passes()
    again, cpu = _timed(nightly)
    gone = len(before - _eligible(nightly, services))
    yield f"the next one, of 1 in {CHANGED} the standing is lost", f"{again:.1f} s, {gone:,} may join no more"
    yield "the worker's processor a creator", f"{1_000_000 * cpu / len(ids):.0f} µs"
    yield "as much for each of 1,000,000 creators", f"{again * MILLION / len(ids):.0f} s"
    yield "memory at the peak, with what prepares it", f"{peak(os.getpid()) / 2**20:.0f} MB"


def _tell(services: Services, facts: Sequence[Facts]) -> None:
    with services.records.writing() as records:
        records.facts.put_all(facts)


def _eligible(nightly: Nightly, services: Services) -> set[str]:
    with services.records.reading() as records:
        return {one for code in nightly.published() for one in records.eligibles.of(code)}


def _timed(nightly: Nightly) -> tuple[float, float]:
    """The seconds of a night, by the clock and of this process."""
    begun, cpu = time.perf_counter(), time.process_time()
    work: Callable[[], int] = nightly.work
    while work():
        pass
    return time.perf_counter() - begun, time.process_time() - cpu


class _Clock:
    """The time, which can be moved on."""

    def __init__(self) -> None:
        self._ahead = 0

    def __call__(self) -> int:
        return microseconds() + self._ahead

    def passes(self) -> None:
        """Let it be the next night."""
        self._ahead += DAY


def _table(found: Mapping[str, Mapping[str, str]], stores: Sequence[str], *, creators: int) -> str:
    lines = [f"| {one} | {' | '.join(figures.get(name, '') for name in stores)} |" for one, figures in found.items()]
    head = [f"| {creators:,} creators in 24 markets | {' | '.join(stores)} |", f"|{' -- |' * (1 + len(stores))}"]
    when = f"- `python -m benchmarks.eligibility {creators}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return "\n".join([TITLE, "", when, f"- {machine_line()}", "", *head, *lines, ""])


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.eligibility")
