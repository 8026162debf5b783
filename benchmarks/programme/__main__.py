"""How is it measured? `python -m benchmarks.programme`, through the whole application, on PostgreSQL and SQLite."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import click
import orjson

from benchmarks.deals.world import SECRET_KEY, UNLIMITED, database_of
from benchmarks.machine import machine_line
from benchmarks.programme.telling import events, fill
from benchmarks.sections import replaced
from marketplace.accounts.roles import Role
from marketplace.app import create_app
from marketplace.programme.fund import FundReckoning
from marketplace.settings import load_settings
from marketplace.wiring import Services, microseconds, services_of

TITLE = "## Events of the platform"
DATABASES = ("postgresql", "sqlite")
PER_CALL = 1_000
LATER = 60 * 86_400_000_000
"""When all months of the events have ended, from now."""


@dataclass(frozen=True)
class Sender:
    """An operator before the application, in this process: the way of a request, but for its socket."""

    client: Any
    headers: Mapping[str, str]

    def send(self, body: bytes) -> float:
        """The seconds of a call, all of whose events must be taken."""
        began = time.perf_counter()
        answer = self.client.post("/v1/programme/events", data=body, headers=self.headers)
        taken = time.perf_counter() - began
        if answer.status_code != 200 or answer.json["refused"]:
            raise RuntimeError(f"{answer.status_code}: {answer.text[:300]}")
        return taken


@click.command()
@click.option("--only", type=click.Choice(DATABASES), help="One database alone.")
@click.option("--calls", type=click.IntRange(5), default=40, show_default=True, help="Of 1,000 events each.")
@click.option("--creators", type=click.IntRange(10), default=1_000, show_default=True, help="Members.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="A Markdown file whose section to replace.")
def main(*, only: str | None, calls: int, creators: int, write: Path | None) -> None:
    """Measure how many events a second are taken in calls of 1,000, of all types, one call after the other."""
    found: dict[str, dict[str, str]] = {}
    names = (only,) if only else DATABASES
    with TemporaryDirectory(prefix="creator-marketplace-programme-") as work:
        for name in names:
            folder = Path(work) / name
            folder.mkdir()
            with database_of(name, folder) as url:
                for what, figure in _measured(url, folder, calls=calls, creators=creators).items():
                    found.setdefault(what, {})[name] = figure
    text = _table(found, names, head=f"{calls * PER_CALL:,} events of {creators:,} creators")
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), TITLE, text=text), "utf-8")


def _measured(url: str, folder: Path, *, calls: int, creators: int) -> dict[str, str]:
    settings = load_settings(
        {
            "MARKETPLACE_DATABASE_URL": url,
            "MARKETPLACE_SECRET_KEY": SECRET_KEY,
            "MARKETPLACE_AUTH": "required",
            "MARKETPLACE_INDEX_DIR": str(folder / "index"),
            **UNLIMITED,
        }
    )
    services, now = services_of(settings), microseconds()
    fill(services.records, creators=creators, now=now)
    _, made = services.accounts.open({"role": Role.OPERATOR, "name": "Platform"})
    headers = {"Authorization": f"Bearer {made.text.text}", "Content-Type": "application/json"}
    sender = Sender(create_app(settings).test_client(), headers)
    told = events(calls * PER_CALL, creators=creators, now=now)
    bodies = [orjson.dumps({"events": told[n : n + PER_CALL]}) for n in range(0, len(told), PER_CALL)]
    first = [sender.send(one) for one in bodies]
    again = [sender.send(one) for one in bodies]
    return {
        "taken, events a second": f"{calls * PER_CALL / sum(first):,.0f}",
        "a call of 1,000, p50 / longest": f"{1_000 * median(first):.0f} / {1_000 * max(first):.0f} ms",
        "sent again and accepted, events a second": f"{calls * PER_CALL / sum(again):,.0f}",
        "months of the fund reckoned up, a second": f"{_reckoned(services, now + LATER):,.0f}",
    }


def _reckoned(services: Services, now: int) -> float:
    job = FundReckoning(services.records, services.rules, lambda: now)
    began, done = time.perf_counter(), 0
    while some := job.work():
        done += some
    return done / (time.perf_counter() - began)


def _table(found: Mapping[str, Mapping[str, str]], names: Sequence[str], *, head: str) -> str:
    lines = [f"| {what} | {' | '.join(figures.get(name, '') for name in names)} |" for what, figures in found.items()]
    when = f"- `python -m benchmarks.programme {' '.join(sys.argv[1:])}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    columns = [f"| {head} | {' | '.join(names)} |", f"|{' -- |' * (1 + len(names))}"]
    return "\n".join([TITLE, "", when, f"- {machine_line()}", "", *columns, *lines, ""])


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.programme")
