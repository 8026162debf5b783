"""Does the memory stay flat over a large sync, and over the day of a watch? `python -m benchmarks.live.steady`."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.__main__ import ENGINES, size_of
from benchmarks.commands import sync
from benchmarks.live.__main__ import Live, engine_at, staged
from benchmarks.live.feed import changing
from benchmarks.live.measures import MEGABYTE, watching
from benchmarks.machine import machine_line
from benchmarks.memory import own, resident
from benchmarks.sections import replaced
from benchmarks.stage import sample_feeds

TITLE = "## Memory"
SMALL = 200_000
"""Creators that fill the heap of the embedded index's writer, and its merges have begun."""

DAYS_CREATORS = 24_000
DAY_SECONDS = 86_400
QUESTIONS_EVERY_SECONDS = 20
"""Between two questions about a market's changes in the day that is squeezed."""

CHANGES_A_SECOND = 200
EIGHTHS = 8
PARTS = ("sync", "day")


def over_a_sync(name: str, folder: Path, *, keep: Path, size: int) -> Iterator[str]:
    """What a first sync of few creators holds, and one of so many."""
    for count in (SMALL, size):
        feeds = sample_feeds(keep / str(count), count)
        with engine_at(name, feeds, folder=folder / f"{name}-{count}") as environment:
            cost = sync(str(feeds), **environment).cost
        own, others = _eighths(cost.own), _eighths(cost.others)
        yield (
            f"- {name}: a first sync of {count:,} creators: {own} MB of the indexer's own at most in each eighth of the"
            f" time, beside {others} of the processes that convert; {cost.peak / MEGABYTE:.0f} MB resident at its peak,"
            " with the files that it maps"
        )


def _eighths(sizes: Sequence[int]) -> str:
    """The most in each eighth of what was seen, in megabytes."""
    most = (max(sizes[len(sizes) * one // EIGHTHS : len(sizes) * (one + 1) // EIGHTHS]) for one in range(EIGHTHS))
    return ", ".join(f"{one / MEGABYTE:.0f}" for one in most)


def over_a_day(live: Live) -> Iterator[tuple[float, float]]:
    """Megabytes of a watch at each eighth of a day, its own and resident; it goes by as fast as it can be watched."""
    markets = len(live.feed.creators)
    questions = markets * DAY_SECONDS // QUESTIONS_EVERY_SECONDS
    pace = {**live.environment, "MARKETPLACE_WATCH_DELTA_SECONDS": "0.1"}
    with (
        watching(live.url, log=live.folder / "day.log", environment=pace) as watch,
        changing(live.feed, CHANGES_A_SECOND),
    ):
        for eighth in range(1, EIGHTHS + 1):
            _await(live, watch, asked=questions * eighth // EIGHTHS)
            sizes = own(watch.pid) / MEGABYTE, resident(watch.pid) / MEGABYTE
            live.say(f"{live.name}: {eighth}/{EIGHTHS} of a day, {sizes[0]:.0f} MB of its own")
            yield sizes


def _await(live: Live, watch: subprocess.Popen[bytes], *, asked: int) -> None:
    while live.feed.asked < asked:
        if watch.poll() is not None:
            raise click.ClickException(f"the watch has ended with {watch.returncode}")
        time.sleep(0.2)


@click.command()
@click.option("--size", type=size_of, metavar="SIZE", default="1m", help="Creators of the large sync.")
@click.option("--only", type=click.Choice(ENGINES), help="One engine alone.")
@click.option("--part", type=click.Choice(PARTS), help="The sync or the day alone.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder in which the sample feeds stay.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="A Markdown file whose section to replace.")
def main(*, size: int, only: str | None, part: str | None, keep: Path | None, write: Path | None) -> None:
    """Measure the memory of the indexer, on both engines; most of an hour at 1m."""
    lines = []
    with TemporaryDirectory(prefix="creator-marketplace-steady-") as work:
        folder = Path(work)
        for name in (only,) if only else ENGINES:
            for line in _measured(name, folder, part=part, keep=keep or folder, size=size):
                click.echo(line, err=True)
                lines.append(line)
    head = [f"- `python -m benchmarks.live.steady --size {size}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"]
    text = "\n".join([TITLE, "", *head, f"- {machine_line()}", "", *lines, ""])
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), TITLE, text=text), "utf-8")


def _measured(name: str, folder: Path, *, part: str | None, keep: Path, size: int) -> Iterator[str]:
    if part != "sync":
        yield _day(name, folder, keep=keep)
    if part != "day":
        yield from over_a_sync(name, folder, keep=keep, size=size)


def _day(name: str, folder: Path, *, keep: Path) -> str:
    with staged(name, sample_feeds(keep / "day", DAYS_CREATORS), folder=folder / f"{name}-day") as live:
        sizes = [(f"{one:.0f}", f"{all_of_it:.0f}") for one, all_of_it in over_a_day(live)]
    return (
        f"- {name}: a watch of {DAYS_CREATORS:,} creators through the questions of a day (every"
        f" {QUESTIONS_EVERY_SECONDS} s in each market, squeezed), beside {CHANGES_A_SECOND} changes a second:"
        f" {', '.join(one for one, _ in sizes)} MB of its own at each eighth, {sizes[-1][1]} MB resident in the end"
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.live.steady")
