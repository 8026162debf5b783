"""How is a watch begun and ended? `python -m indexer watch`."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from threading import Event, Timer

import click

from indexer.console import FEEDS, markets_option
from indexer.credible import Limits
from indexer.processes import processes
from indexer.pruning import pruning_of
from indexer.sources.chosen import source_at
from indexer.sync import SyncOptions
from indexer.watching.metrics import Metrics
from indexer.watching.watch import STANDBY_SECONDS, Pace, Watch
from indexer.wiring import Wiring, wired
from marketplace.creators.markets import codes
from marketplace.creators.overlays import Overlays
from marketplace.errors import StoreUnavailable
from marketplace.settings import Settings

logger = logging.getLogger(__name__)

LAST_SECONDS = 9.0
"""Whatever still runs so long after the signal is left: what it did not finish is as it was, or is told again."""


@click.command()
@FEEDS
@markets_option()
def watch(*, feeds: str | None, markets: tuple[str, ...]) -> None:
    """Keep the index in step with the feeds until it is stopped, each market on its own schedule.

    A feed that tells changes is asked for them every second or so, others are looked at for a change of their file.
    Overlays are shown as they change. Of several watches of an index one leads, the others stand by. An engine and a
    database that are away are waited for.

    \b
    Exit codes:
      0  stopped by SIGTERM, SIGHUP or SIGINT
      2  wrong usage or settings
    """
    wiring, settings = wired()
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(message)s", force=True)
    for quiet in ("elastic_transport", "urllib3", "filelock", "alembic", "pymorphy3"):
        logging.getLogger(quiet).setLevel(logging.ERROR)
    source_at(feeds or settings.feeds, settings, clock=wiring.clock)  # what is wrong with it ends the start
    metrics = Metrics()
    metrics.serve(settings.indexer_metrics_port)
    stopping = _stopping()
    if overlays := opened(partial(wiring.overlays, settings), stopping):
        made = _watch(wiring, settings, feeds=feeds or settings.feeds, metrics=metrics, overlays=overlays)
        made.run(tuple(dict.fromkeys(markets)) or codes(), stopping)
    # what is left of threads that wait for a feed must not keep the process
    logging.shutdown()
    os._exit(0)


def opened(overlays: Callable[[], Overlays], stopping: Event) -> Overlays | None:
    """What the marketplace says, from a database that is waited for; None when the watch is stopped before."""
    said = ""
    while not stopping.is_set():
        try:
            return overlays()
        except StoreUnavailable as error:
            if str(error) != said:
                said = str(error)
                logger.warning("standing by: %s", said)
        stopping.wait(STANDBY_SECONDS)
    return None


def _watch(wiring: Wiring, settings: Settings, *, feeds: str, metrics: Metrics, overlays: Overlays) -> Watch:
    limits = Limits(credible_share=settings.credible_share, max_reject_share=settings.max_reject_share)
    return Watch(
        source=lambda breath: source_at(feeds, settings, clock=wiring.clock, breath=breath),
        writer=wiring.writer(settings),
        overlays=overlays,
        options=SyncOptions(
            settings.rejects_dir, limits, whole=processes(), rests_seconds=settings.watch_again_seconds
        ),
        pace=Pace(
            delta_seconds=settings.watch_delta_seconds,
            whole_seconds=settings.watch_whole_seconds,
            budget_seconds=settings.watch_budget_seconds,
            records_per_second=settings.watch_records_per_second,
        ),
        pruning=pruning_of(settings),
        metrics=metrics,
        clock=wiring.clock,
        monotonic=time.monotonic,
    )


def _stopping() -> Event:
    """Set when the process is asked to end, which it does soon afterwards whatever happens."""
    stopping = Event()

    def stop(*_: object) -> None:
        if not stopping.is_set():
            last = Timer(LAST_SECONDS, os._exit, (0,))
            last.daemon = True
            last.start()
        stopping.set()

    for one in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(one, stop)
    return stopping
