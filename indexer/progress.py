"""How far is a sync? A bar on a terminal, plain lines elsewhere, nothing for machines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from indexer.ports import Feed, FeedRecord, Source

RECORDS_A_STEP = 1_000


class Display(Protocol):
    """Where a sync is seen."""

    def watched(self, source: Source) -> Source:
        """The source, its records being counted as they are read."""
        ...

    def line(self, text: str) -> None:
        """Show a market's line: it is done."""
        ...


@contextmanager
def display(markets: int, *, silent: bool) -> Iterator[Display]:
    """The display of a run over so many markets."""
    if silent or not sys.stdout.isatty():
        yield _Lines(silent)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(), transient=True) as progress:
        yield _Bar(progress, markets)


class _Lines:
    def __init__(self, silent: bool) -> None:
        self._silent = silent

    def watched(self, source: Source) -> Source:
        """See `Display.watched`."""
        return source

    def line(self, text: str) -> None:
        """See `Display.line`."""
        if not self._silent:
            click.echo(text)


class _Bar:
    def __init__(self, progress: Progress, markets: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=markets)

    def watched(self, source: Source) -> Source:
        """See `Display.watched`."""
        return _Watched(source, self._show)

    def line(self, text: str) -> None:
        """See `Display.line`."""
        self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)
        self._progress.advance(self._task)

    def _show(self, market: str, count: int) -> None:
        self._progress.update(self._task, description=f"{market}  {count:,} records")


class _Watched:
    def __init__(self, source: Source, on_step: Callable[[str, int], None]) -> None:
        self._source = source
        self._on_step = on_step

    def feed(self, market: str) -> Feed:
        """See `Source.feed`."""
        return self._source.feed(market)

    def records(self, market: str) -> Iterator[FeedRecord]:
        """See `Source.records`."""
        for count, record in enumerate(self._source.records(market)):
            if count % RECORDS_A_STEP == 0:
                self._on_step(market, count)
            yield record

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        """See `Source.changes`."""
        return self._source.changes(market, since)
