"""How is what nobody needs any more removed? `python -m indexer prune`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from indexer.console import JSON, say, terminable
from indexer.keeping import REJECTS_DAYS, Pruned, retention
from indexer.ports import IndexWriter
from indexer.rejects import drop_old_rejects
from indexer.wiring import wired
from marketplace.creators.times import DAY
from marketplace.settings import Settings


@dataclass(frozen=True)
class Pruning:
    """Removes what need not stay: of each market keeps so many builds beside the published one."""

    builds: int
    export_seconds: float
    rejects_dir: Path

    def run(self, writer: IndexWriter, *, now: int) -> tuple[Pruned, int]:
        """What went of the index, and how many files of rejects; `now` in microseconds. The caller holds the lock."""
        pruned = writer.prune(retention(self.builds, self.export_seconds, now=now))
        return pruned, drop_old_rejects(self.rejects_dir, written_before=now - REJECTS_DAYS * DAY)


def pruning_of(settings: Settings, *, builds: int | None = None) -> Pruning:
    """What the settings say, or another number of builds."""
    kept = settings.builds_kept if builds is None else builds
    return Pruning(kept, settings.export_seconds, settings.rejects_dir)


@click.command()
@click.option("--keep", type=click.IntRange(0), metavar="N", help="Builds beside the published one, not the setting's.")
@JSON
def prune(*, keep: int | None, machine: bool) -> None:
    """Remove builds that are no longer published, old tombstones and old rejects; a watch does so every hour.

    Of each market the newest builds stay, and those that were replaced less than export_seconds ago.

    \b
    Exit codes:
      0    done
      1    the engine is away, or the rejects can't be removed
      2    wrong usage or settings
      3    a sync or watch of the index is running
      130  interrupted (143 when terminated); what is left goes the next time
    """
    wiring, settings = wired()
    writer = wiring.writer(settings)
    with terminable(), writer.lock():
        pruned, rejects = pruning_of(settings, builds=keep).run(writer, now=wiring.clock())
    say(_json(pruned, rejects) if machine else _lines(pruned, rejects))


def _lines(pruned: Pruned, rejects: int) -> list[str]:
    markets = [f"{market:<3}  {kept} kept  {dropped} dropped" for market, (kept, dropped) in pruned.builds.items()]
    return [*markets, f"tombstones {pruned.tombstones:,}  files of rejects {rejects}"]


def _json(pruned: Pruned, rejects: int) -> dict[str, object]:
    markets = [{"market": market, "kept": kept, "dropped": gone} for market, (kept, gone) in pruned.builds.items()]
    return {"markets": markets, "tombstones": pruned.tombstones, "rejects": rejects}
