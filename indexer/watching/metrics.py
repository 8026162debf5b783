"""What do the operators' monitors see of a watch? Prometheus metrics on a loopback port of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from indexer.report import MarketReport
from indexer.state import SyncState
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import SettingsError

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800)


class Metrics:
    """The metrics of one watch."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        gauge, counter = partial(Gauge, registry=self.registry), partial(Counter, registry=self.registry)
        market = ("market",)
        self._lag = gauge("indexer_lag_seconds", "Age of the feed's state that is searched", market)
        self._creators = gauge("indexer_creators", "Creators that are searched", market)
        self._success = gauge("indexer_last_success_timestamp_seconds", "When a run last succeeded", market)
        self._failing = gauge("indexer_failing", "1 while the last run of a market has failed", market)
        self._leading = gauge("indexer_leading", "1 while this watch is the one that changes the index")
        self._runs = counter("indexer_runs", "Runs by action and end", ("market", "action", "end"))
        self._records = counter("indexer_records", "Records by what became of them", ("market", "outcome"))
        self._overlays = counter("indexer_overlays", "Profiles made again under their overlay")
        self._seconds = Histogram(
            "indexer_run_seconds", "How long runs took", ("action",), buckets=SECONDS, registry=self.registry
        )

    def serve(self, port: int) -> None:
        """Answer monitors on a port of this machine; 0 is none. Raises SettingsError when somebody else has it."""
        if not port:
            return
        try:
            start_http_server(port, addr="127.0.0.1", registry=self.registry)
        except OSError as error:
            raise SettingsError(
                f"MARKETPLACE_INDEXER_METRICS_PORT {port} can't be listened on: {error.strerror}"
            ) from None

    def leading(self, leads: bool) -> None:
        """This watch leads from now on, or stands by: what it knew of the markets is another's to tell then."""
        self._leading.set(leads)
        for one in () if leads else (self._lag, self._creators, self._success, self._failing):
            one.clear()

    def overlaid(self, count: int) -> None:
        """So many profiles were made again."""
        self._overlays.inc(count)

    def ran(self, report: MarketReport, *, now: int) -> None:
        """A run of a market ended; `now` is in microseconds."""
        market, failed = report.market, report.failure is not None
        self._runs.labels(market, report.action, "failed" if failed else "done").inc()
        self._seconds.labels(report.action).observe(report.seconds)
        self._failing.labels(market).set(failed)
        if report.took_in:
            for outcome, count in asdict(report.tally).items():
                self._records.labels(market, outcome).inc(count)
        if not failed:
            self._success.labels(market).set(now / MICROSECONDS)

    def published(self, states: Mapping[str, SyncState], *, now: int) -> None:
        """What is published now."""
        for market, state in states.items():
            self._lag.labels(market).set((now - state.as_of) / MICROSECONDS)
            self._creators.labels(market).set(state.creators)
