"""Does `prune` do what its help says, and a watch the same?"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner, Result

from indexer.cli import Wiring, commands
from indexer.credible import Limits
from indexer.keeping import Retention
from indexer.pruning import pruning_of
from indexer.sync import SyncOptions
from indexer.watching.metrics import Metrics
from indexer.watching.watch import Pace, Watch
from marketplace.creators.times import DAY, MICROSECONDS
from marketplace.settings import Settings, load_settings
from tests.contract.index import state_of
from tests.creators import NOW
from tests.fakes import Clock, MemorySource, MemoryWriter
from tests.overlays import MemoryOverlays

Run = Callable[..., Result]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"MARKETPLACE_REJECTS_DIR": str(tmp_path)})


@pytest.fixture
def writer() -> MemoryWriter:
    return MemoryWriter(kept_states={"DE": state_of("DE", 1)})


@pytest.fixture
def run(settings: Settings, writer: MemoryWriter) -> Run:
    """Run a command on an index in memory."""
    wiring = Wiring(lambda: settings, lambda _: writer, Clock(), lambda _: MemoryOverlays())
    return lambda *words: CliRunner().invoke(commands, words, obj=wiring, prog_name="indexer")


def retained(builds: int) -> Retention:
    """What a prune must keep as of the tests' day."""
    hour = 3_600 * MICROSECONDS
    return Retention(builds=builds, replaced_before=NOW - hour, told_before=NOW - 90 * DAY)


def test_prune_keeps_as_many_builds_as_the_setting_or_the_option_says(run: Run, writer: MemoryWriter) -> None:
    result = run("prune")
    assert (result.exit_code, writer.pruned) == (0, retained(2))
    assert result.stdout == "DE   1 kept  2 dropped\ntombstones 3  files of rejects 0\n"

    assert (run("prune", "--keep", "0").exit_code, writer.pruned) == (0, retained(0))


def test_prune_removes_rejects_that_are_older_than_30_days(run: Run, tmp_path: Path) -> None:
    written = NOW // MICROSECONDS - 30 * 86_400 - 1
    (tmp_path / "DE.ndjson").touch()
    os.utime(tmp_path / "DE.ndjson", (written, written))

    told = json.loads(run("prune", "--json").stdout)

    assert told == {"markets": [{"market": "DE", "kept": 1, "dropped": 2}], "tombstones": 3, "rejects": 1}
    assert list(tmp_path.iterdir()) == []


def test_prune_waits_for_no_sync(run: Run, writer: MemoryWriter) -> None:
    writer.running = True
    result = run("prune")

    assert (result.exit_code, writer.pruned, "another sync is running" in result.stderr) == (3, None, True)


def test_a_watch_prunes_when_it_leads(settings: Settings, writer: MemoryWriter) -> None:
    stopping, deadline = Event(), time.monotonic() + 10
    watching = Thread(target=watch_of(settings, writer).run, args=((), stopping))
    watching.start()
    while writer.pruned is None and time.monotonic() < deadline:
        time.sleep(0.01)
    stopping.set()
    watching.join()

    assert writer.pruned == retained(2)


def watch_of(settings: Settings, writer: MemoryWriter) -> Watch:
    """A watch of an index in memory, to which nothing is fed."""
    return Watch(
        source=MemorySource,
        writer=writer,
        overlays=MemoryOverlays(),
        options=SyncOptions(settings.rejects_dir, Limits(0.5, 0.1)),
        pace=Pace(delta_seconds=1, whole_seconds=30, budget_seconds=60),
        pruning=pruning_of(settings),
        metrics=Metrics(),
        clock=Clock(),
        monotonic=time.monotonic,
    )
