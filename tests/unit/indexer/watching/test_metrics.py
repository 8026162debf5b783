"""What do monitors see of a watch?"""

import socket
from collections.abc import Mapping

import pytest

from indexer.report import DELTA, FULL, NONE, NOTHING, MarketReport, Tally
from indexer.state import SyncState
from indexer.watching.metrics import Metrics
from marketplace.errors import FeedError, SettingsError
from tests.creators import NOW, RATES

SECOND = 1_000_000
TALLY = Tally(read=4, indexed=2, rejected=1, deleted=1)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def of(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"indexer_{name}", labels)


def report(action: str, *, failed: bool = False, tally: Tally = TALLY) -> MarketReport:
    failure = FeedError("page 2 is cut") if failed else None
    return MarketReport(market="DE", action=action, reason="", tally=tally, seconds=0.2, failure=failure)


def test_a_run_is_counted_with_its_records_and_its_seconds(metrics: Metrics) -> None:
    metrics.ran(report(DELTA), now=NOW)
    metrics.ran(report(DELTA), now=NOW + SECOND)

    assert of(metrics, "runs_total", market="DE", action="delta", end="done") == 2
    read: Mapping[str, float] = {"read": 8, "indexed": 4, "rejected": 2, "deleted": 2, "unchanged": 0}
    assert {name: of(metrics, "records_total", market="DE", outcome=name) for name in read} == read
    assert of(metrics, "run_seconds_sum", action="delta") == pytest.approx(0.4)
    assert of(metrics, "run_seconds_bucket", action="delta", le="0.25") == 2
    assert of(metrics, "last_success_timestamp_seconds", market="DE") == NOW / SECOND + 1


def test_a_run_that_fails_is_no_success_and_the_next_one_ends_the_failing(metrics: Metrics) -> None:
    metrics.ran(report(FULL, failed=True), now=NOW)

    assert of(metrics, "runs_total", market="DE", action="full", end="failed") == 1
    assert of(metrics, "failing", market="DE") == 1
    assert not of(metrics, "last_success_timestamp_seconds", market="DE")
    metrics.ran(report(DELTA), now=NOW)
    assert of(metrics, "failing", market="DE") == 0


@pytest.mark.parametrize("action", [NOTHING, NONE])
def test_records_that_were_not_read_are_not_counted(metrics: Metrics, action: str) -> None:
    metrics.ran(report(action), now=NOW)
    assert of(metrics, "records_total", market="DE", outcome="read") is None


def test_the_lag_and_the_creators_of_each_market_are_told(metrics: Metrics) -> None:
    state = SyncState("DE", "", "", NOW - 3 * SECOND, NOW, read=9, creators=7, rejected=1, rates=RATES)

    metrics.published({"DE": state}, now=NOW)

    assert (of(metrics, "lag_seconds", market="DE"), of(metrics, "creators", market="DE")) == (3, 7)


def test_who_leads_and_what_was_overlaid_is_told(metrics: Metrics) -> None:
    assert of(metrics, "leading") == 0
    metrics.leading(True)
    metrics.overlaid(3)
    metrics.overlaid(0)

    assert (of(metrics, "leading"), of(metrics, "overlays_total")) == (1, 3)


def test_a_port_that_somebody_else_has_is_a_wrong_setting(metrics: Metrics) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SettingsError, match="MARKETPLACE_INDEXER_METRICS_PORT"):
            metrics.serve(other.getsockname()[1])


def test_who_stands_by_tells_nothing_of_the_markets(metrics: Metrics) -> None:
    metrics.leading(True)
    metrics.ran(report(DELTA), now=NOW)
    metrics.published({"DE": SyncState("DE", "a", "b", NOW, NOW, read=1, creators=1, rejected=0, rates=RATES)}, now=NOW)
    metrics.leading(False)

    gauges = ("lag_seconds", "creators", "failing", "last_success_timestamp_seconds")
    assert [of(metrics, name, market="DE") for name in gauges] == [None] * 4
    assert of(metrics, "leading") == 0
    assert of(metrics, "runs_total", market="DE", action="delta", end="done") == 1
