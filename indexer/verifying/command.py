"""How is an index compared with its feeds, and mended? `python -m indexer verify`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import click

from indexer.console import FEEDS, JSON, markets_option, say, terminable
from indexer.credible import Limits
from indexer.ports import IndexWriter, Source
from indexer.sources.chosen import source_at
from indexer.verify import How, Repair, compare_market
from indexer.verifying import walked
from indexer.verifying.comparison import Comparison
from indexer.verifying.rows import Rows
from indexer.verifying.telling import comparison_line, comparisons_json
from indexer.verifying.walked import Walked
from indexer.wiring import wired
from marketplace.creators.markets import codes
from marketplace.creators.overlays import Overlays
from marketplace.errors import SyncRunning

SEEDS = 2**32


@dataclass(frozen=True)
class Asked:
    """The options of the command."""

    feeds: str | None
    markets: tuple[str, ...]
    sample: int
    seed: int | None
    repair: bool
    force: bool
    machine: bool


@click.command()
@FEEDS
@markets_option()
@click.option("--sample", type=click.IntRange(0), default=100, help="Creators of each market compared field by field.")
@click.option("--seed", type=click.IntRange(0, SEEDS), help="Choose them by this seed again.")
@click.option("--repair", is_flag=True, help="Mend what differs, from the records of the feed.")
@click.option("--force", is_flag=True, help="Repair in spite of many rejects or extra creators.")
@JSON
def verify(**given: Any) -> None:
    """Read the feeds again and compare them with what is published: counts, versions, a sample by field.

    Creators of a live feed who changed since the last delta are behind, which is no fault.

    \b
    Exit codes:
      0    the index holds what the feeds say, by now if it is mended
      1    a market differs, or could not be compared or mended
      2    wrong usage or settings
      3    a sync or watch of the index is running, which must not be when it is mended
      130  interrupted (143 when terminated)
    """
    asked = Asked(**given)
    wiring, settings = wired()
    source = source_at(asked.feeds or settings.feeds, settings, clock=wiring.clock)
    run = _Run(asked, source, wiring.writer(settings), wiring.clock, wiring.overlays(settings))
    if not asked.machine:
        click.echo(f"compared by field: {asked.sample:,} creators a market, --seed {run.seed}")
    limits = Limits(settings.credible_share, settings.max_reject_share, force=asked.force)
    compared = run.repaired(limits) if asked.repair else run.compared(run.chosen)
    if asked.machine:
        say(comparisons_json(compared, repaired=run.touched))
    click.get_current_context().exit(0 if all(one.agrees for one in compared) else 1)


@dataclass
class _Run:
    """The markets asked for; `touched` are those that a repair has changed."""

    asked: Asked
    source: Source
    writer: IndexWriter
    clock: Callable[[], int]
    overlays: Overlays
    touched: set[str] = field(default_factory=set)

    @cached_property
    def seed(self) -> int:
        """By what the samples are chosen."""
        return self.clock() % SEEDS if self.asked.seed is None else self.asked.seed

    @property
    def chosen(self) -> tuple[str, ...]:
        """The markets, each once."""
        return tuple(dict.fromkeys(self.asked.markets)) or codes()

    def compared(self, markets: Sequence[str]) -> list[Comparison]:
        """Compare these markets."""
        with Rows(walked.SCHEMA) as rows:
            how = self._how(rows)
            return [self._told(self._compared(market, how)) for market in markets]

    def repaired(self, limits: Limits) -> list[Comparison]:
        """Mend the markets, then compare those again that were touched: one may lose a creator whom another keeps."""
        with terminable(), self._lock(), Rows(walked.SCHEMA) as rows:
            how, repair = self._how(rows), Repair(self.writer, limits)
            found = {
                market: self._told(repair.market(market, source=self.source, now=self.clock(), how=how), mended=True)
                for market in self.chosen
            }
            self.touched = repair.touched
            again = self.compared([market for market in self.chosen if market in self.touched])
        return list({**found, **{one.market: one for one in again}}.values())

    def _compared(self, market: str, how: How) -> Comparison:
        return compare_market(market, source=self.source, writer=self.writer, now=self.clock(), how=how)

    def _how(self, rows: Rows) -> How:
        return How(self.overlays, self.asked.sample, self.seed, Walked(rows))

    def _told(self, compared: Comparison, *, mended: bool = False) -> Comparison:
        if not self.asked.machine:
            click.echo(comparison_line(compared, mended=mended))
        return compared

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                stack.enter_context(self.writer.lock())
            except SyncRunning as error:
                raise SyncRunning(f"{error}; stop the watch, or let it do it") from None
            yield
