"""How is it measured? `python -m benchmarks.deals`, on PostgreSQL and SQLite."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from benchmarks.deals.guarding import guard_milliseconds
from benchmarks.deals.measures import acting, listing, proposing, reading
from benchmarks.deals.million import fill
from benchmarks.deals.timers import timing
from benchmarks.deals.world import World, world
from benchmarks.machine import machine_line
from benchmarks.sections import replaced

TITLE = "## Deals"
DATABASES = ("postgresql", "sqlite")
ROUNDS = 20
CAMPAIGNS = 200


@click.command()
@click.option("--only", type=click.Choice(DATABASES), help="One database alone.")
@click.option("--million", type=click.IntRange(1_000), default=1_000_000, show_default=True, help="Proposals to list.")
@click.option("--timers", type=click.IntRange(1_000), default=100_000, show_default=True, help="That are due at once.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="A Markdown file whose section to replace.")
def main(*, only: str | None, million: int, timers: int, write: Path | None) -> None:
    """Measure proposing, reading, acting and listing over HTTP, and what a key costs a search; some 3 minutes."""
    names = (only,) if only else DATABASES
    found: dict[str, dict[str, str]] = {}
    with TemporaryDirectory(prefix="creator-marketplace-deals-") as work:
        for name in names:
            with world(Path(work) / name, name, creators_with_keys=300) as made:
                for what, figure in _measured(made, million=million if name == "postgresql" else 0):
                    click.echo(f"{name}: {what}: {figure}", err=True)
                    found.setdefault(what, {})[name] = figure
                what, seconds = f"{timers:,} timers that are due, 2 workers", timing(made, Path(work), count=timers)
                found.setdefault(what, {})[name] = f"{seconds:.0f} s"
        what, figure = "a key adds to a search", f"{guard_milliseconds(Path(work) / names[0] / 'index'):.2f} ms"
        found[what] = dict.fromkeys(names, figure)
    text = _table(found, names)
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), TITLE, text=text), "utf-8")


def _measured(made: World, *, million: int) -> Iterator[tuple[str, str]]:
    yield "propose to 100 creators, p50", f"{1_000 * proposing(made, rounds=ROUNDS):.0f} ms"
    yield "read a proposal, p50", f"{1_000 * reading(made, rounds=200):.1f} ms"
    runs = [acting(made) for _ in range(3)]
    rate, lost = median(rate for rate, _ in runs), sum(lost for _, lost in runs)
    yield "actions a second (counter, counter, accept; 4 at once), lost updates", f"{rate:.0f}, {lost}"
    if million:
        taken = _lists(made, million=million)
        slowest = max(taken, key=lambda path: taken[path])
        told = f"{1_000 * median(taken.values()):.1f} ms; the slowest {1_000 * taken[slowest]:.1f} ms ({slowest})"
        yield f"list of {million:,} proposals of one brand, p50, the median of {len(taken)} filters and orders", told


def _lists(made: World, *, million: int) -> dict[str, float]:
    """Seconds of the lists of a million proposals of one brand, each in both orders."""
    brand = made.brand
    campaigns = [made.campaign() for _ in range(CAMPAIGNS)]
    content = {"creator_ids": [made.creator_ids[0]], "price": {"amount": "1.00", "currency": "USD"}}
    (model,) = brand.done("POST", f"/v1/campaigns/{campaigns[0]}/proposals", content=content)["created"]
    fill(made.database_url, model=model["id"], campaigns=campaigns, count=million)
    statuses = ("sent", "countered", "accepted", "declined", "withdrawn", "expired")
    filters = ["", *(f"status={one}" for one in statuses), f"campaign_id={campaigns[7]}", "creator_id=c12345"]
    filters += [f"campaign_id={campaigns[7]}&status={one}" for one in ("sent", "expired")]
    paths = [f"/v1/proposals?sort={sort}&{one}" for one in filters for sort in ("-updated_at", "deadline")]
    found = listing(made, paths, rounds=ROUNDS)
    return {path.partition("?")[2].replace(campaigns[7], "…").rstrip("&"): taken for path, taken in found.items()}


def _table(found: dict[str, dict[str, str]], names: tuple[str, ...]) -> str:
    lines = [f"| {what} | {' | '.join(figures.get(name, '') for name in names)} |" for what, figures in found.items()]
    head = [f"| over HTTP, 2 workers | {' | '.join(names)} |", f"|{' -- |' * (1 + len(names))}"]
    when = f"- `python -m benchmarks.deals {' '.join(sys.argv[1:3])}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return "\n".join([TITLE, "", when, f"- {machine_line()}", "", *head, *lines, ""])


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.deals")
