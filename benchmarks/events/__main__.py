"""How is it measured? `python -m benchmarks.events`, on PostgreSQL, with a worker of its own process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import click

from benchmarks.deals.world import SECRET_KEY, database_of
from benchmarks.events.receivers import Receiver, receiving
from benchmarks.machine import machine_line
from benchmarks.sections import replaced
from marketplace.accounts.roles import Role
from marketplace.events.event import Announcement
from marketplace.events.webhook import Secret, Webhook
from marketplace.settings import load_settings
from marketplace.wiring import Services, make_id, microseconds, services_of

TITLE = "## Events"
GRACE_SECONDS = 5


@dataclass
class Measured:
    """When each event was committed, in seconds, for which receiver; and the seconds of the worker's processor."""

    committed: dict[int, float] = field(default_factory=dict)
    receivers: Sequence[Receiver] = ()
    processor: float = 0


@click.command()
@click.option("--rate", type=click.IntRange(1), default=100, show_default=True, help="Events a second.")
@click.option("--seconds", type=click.IntRange(1), default=60, show_default=True)
@click.option("--receivers", type=click.IntRange(2), default=10, show_default=True, help="The last one hangs.")
@click.option("--each/--one", help="Let each receiver hear of each event, not one of one.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="A Markdown file whose section to replace.")
def main(*, write: Path | None, **how: int) -> None:
    """Measure how long it takes from the commit of an event until its receiver is called."""
    with TemporaryDirectory(prefix="creator-marketplace-events-") as work, database_of("postgresql", Path(work)) as url:
        text = _table(_measured(url, how), how)
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), TITLE, text=text), "utf-8")


def _measured(url: str, how: Mapping[str, int]) -> Measured:
    made = services_of(load_settings({"MARKETPLACE_DATABASE_URL": url, "MARKETPLACE_SECRET_KEY": SECRET_KEY}))
    with receiving(how["receivers"], hanging=1) as receivers:
        found = Measured(receivers=receivers)
        accounts = _hooked(made, receivers, each=bool(how["each"]))
        with _worker(url, found):
            began = time.monotonic()
            for n in range(how["rate"] * how["seconds"]):
                time.sleep(max(0.0, began + n / how["rate"] - time.monotonic()))
                account = accounts[n % len(accounts)]
                happened = Announcement(account_id=account, type="proposal.sent", at=microseconds(), data={"n": n})
                with made.records.writing() as records:
                    records.events.add_all([happened])
                found.committed[n] = time.monotonic()
            time.sleep(GRACE_SECONDS)
    return found


def _hooked(made: Services, receivers: Sequence[Receiver], *, each: bool) -> Sequence[str]:
    """The accounts whose webhooks are called: one for each receiver, or one for all."""
    names = ["all"] if each else [one.url for one in receivers]
    accounts = [made.accounts.open({"role": Role.BRAND, "name": one})[0].id for one in names]
    now, secret = microseconds(), "whsec_bWVhc3VyZWQgYnkgYSBiZW5jaG1hcms="
    kept = made.makers.vault.encrypt(secret.encode()).decode()
    with made.records.writing() as records:
        for n, one in enumerate(receivers):
            secrets, account_id = (Secret(kept=kept),), accounts[n % len(accounts)]
            webhook = Webhook(
                id=make_id("whk"), account_id=account_id, url=one.url, secrets=secrets, created_at=now, updated_at=now
            )
            records.webhooks.add(webhook)
    return accounts


@contextmanager
def _worker(url: str, found: Measured) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.events.working", url, SECRET_KEY])
    try:
        time.sleep(3)  # until it is ready
        yield
    finally:
        before = os.times()
        process.terminate()
        process.wait()
        after = os.times()
        found.processor = after.children_user + after.children_system - before.children_user - before.children_system


def _table(found: Measured, how: Mapping[str, int]) -> str:
    count = len(found.receivers)
    well = [one for one in found.receivers if not one.hangs]
    waits = [1_000 * (at - found.committed[n]) for one in well for n, at in one.came.items()]
    ranks = quantiles(waits, n=100, method="inclusive")
    expected = sum(1 for n in found.committed for one in range(len(well)) if how["each"] or n % count == one)
    head = f"{how['rate']} events a second, {'each to all' if how['each'] else 'each to one'} of {count} receivers"
    lines = [
        f"| commit to receiver, p50 / p99 / longest | {ranks[49]:.0f} / {ranks[98]:.0f} / {max(waits):.0f} ms |",
        f"| of {expected:,} to receivers that answer, not delivered | {expected - len(waits):,} |",
        f"| delivered twice | {sum(one.again for one in well):,} |",
        f"| the worker's processor a delivery | {1_000 * found.processor / len(waits):.1f} ms |",
    ]
    when = f"- `python -m benchmarks.events {' '.join(sys.argv[1:])}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return "\n".join(
        [TITLE, "", when, f"- {machine_line()}", "", f"| {head}, one of which hangs | |", "| -- | -- |", *lines, ""]
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.events")
