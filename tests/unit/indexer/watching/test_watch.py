"""Does a watch lead, follow the feeds, give way and come back? All of it in memory, with short intervals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from indexer.credible import Limits
from indexer.ports import Source
from indexer.pruning import Pruning
from indexer.sync import SyncOptions
from indexer.watching import watch as watching
from indexer.watching.applier import Applier
from indexer.watching.loop import Ended
from indexer.watching.metrics import Metrics
from indexer.watching.watch import Pace, Watch
from marketplace.errors import SyncRunning
from tests.fakes import Clock, MemorySource, feed_record, tombstone
from tests.live import LiveSource
from tests.overlays import MemoryOverlays
from tests.unit.indexer.watching.appliers import PATIENCE_SECONDS, Writer, until

NEWER = {"updated_at": "2026-11-22T09:00:00Z"}


@dataclass
class Place:
    """Feeds, an index, overlays and a watch that brings the ones into the other."""

    folder: Path
    source: LiveSource
    writer: Writer = field(default_factory=Writer)
    overlays: MemoryOverlays = field(default_factory=MemoryOverlays)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def watch(self) -> Watch:
        """A watch that looks again soon."""
        return Watch(
            source=lambda _: self.source,
            writer=self.writer,
            overlays=self.overlays,
            options=SyncOptions(rejects_dir=self.folder, limits=Limits(credible_share=0, max_reject_share=1)),
            pace=Pace(delta_seconds=0.05, whole_seconds=1_000, budget_seconds=60),
            pruning=Pruning(2, 3_600, self.folder),
            metrics=self.metrics,
            clock=Clock(),
            monotonic=monotonic,
        )

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Within the block the markets are watched."""
        stopping = Event()
        thread = Thread(target=self.watch.run, args=(tuple(self.source.feeds), stopping), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopping.set()
            thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()

    def of(self, name: str, **labels: str) -> float | None:
        """A metric."""
        return self.metrics.registry.get_sample_value(f"indexer_{name}", labels)

    def shows(self, **markets: list[str]) -> None:
        """Wait until these are published."""
        until(lambda: self.writer.creators() == markets)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Feeds of two creators in DE and one in FR."""
    monkeypatch.setattr(watching, "COMMIT_SECONDS", 0.01)
    monkeypatch.setattr(watching, "OVERLAY_SECONDS", 0.05)
    monkeypatch.setattr(watching, "STANDBY_SECONDS", 0.01)
    return Place(tmp_path, LiveSource(DE=[feed_record("c1"), feed_record("c2")], FR=[feed_record("f1", market="FR")]))


def test_feeds_are_read_whole_and_then_their_changes(place: Place) -> None:
    with place.watched():
        place.shows(DE=["c1", "c2"], FR=["f1"])
        place.source.told["DE"] = [tombstone("c2", **NEWER), feed_record("c3")]
        place.source.told["FR"] = [feed_record("c1", market="FR", **NEWER)]
        place.shows(DE=["c3"], FR=["c1", "f1"])
        until(lambda: place.of("creators", market="FR") == 2)
        assert place.of("leading") == 1

    assert {market: state.creators for market, state in place.writer.kept_states.items()} == {"DE": 1, "FR": 2}
    assert (place.of("leading"), place.writer.running, place.writer.changing) == (0, False, 0)


def test_overlays_are_shown_as_they_change(place: Place) -> None:
    with place.watched():
        place.shows(DE=["c1", "c2"], FR=["f1"])
        place.overlays.change("c1", {"hidden": True})
        place.shows(DE=["c2"], FR=["f1"])
        place.overlays.clear("c1", ["hidden"])
        place.shows(DE=["c1", "c2"], FR=["f1"])
        until(lambda: place.of("overlays_total") == 2)


def test_a_watch_whose_index_somebody_else_takes_stands_by_and_leads_again(place: Place) -> None:
    with place.watched():
        place.shows(DE=["c1", "c2"], FR=["f1"])
        place.writer.failures["commit"] = SyncRunning("another sync is running")
        place.source.told["DE"] = [feed_record("c3")]
        until(lambda: not place.writer.failures)
        place.source.told["FR"] = [feed_record("f2", market="FR")]

        place.shows(DE=["c1", "c2", "c3"], FR=["f1", "f2"])


def test_an_engine_that_is_away_and_a_lock_that_is_held_are_waited_for(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    place.writer.away = place.writer.running = True
    with place.watched():
        until(lambda: "standing by: another sync is running" in caplog.text)
        place.writer.running = False
        until(lambda: "standing by: the engine is away" in caplog.text)
        place.writer.away = False

        place.shows(DE=["c1", "c2"], FR=["f1"])

    assert caplog.text.count("standing by") == 2


def test_who_stands_by_says_so_once_however_often_the_lock_is_renewed(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    lapses = [f"another sync is running: its lock lapses at 2026-11-22T10:00:{number:02}.5Z" for number in range(3)]
    place.writer.lock = lambda: _raises(SyncRunning(lapses.pop() if lapses else "it says something else"))  # type: ignore[method-assign]
    with place.watched():
        until(lambda: "something else" in caplog.text)

    assert caplog.text.count("standing by") == 2


def _raises(error: Exception) -> AbstractContextManager[None]:
    raise error


def test_overlays_that_are_away_stop_no_watch(place: Place) -> None:
    place.overlays.away = True
    with place.watched():
        until(lambda: place.of("failing", market="DE") == 1)
        assert place.of("leading") == 1


@pytest.mark.parametrize(
    ("source", "ended"),
    [
        (LiveSource(DE=[feed_record()]), Ended(False, 0.05)),
        (MemorySource(DE=[feed_record()]), Ended(False, 1_000)),
        (MemorySource(), Ended(True, 0.05)),
    ],
)
def test_a_feed_is_looked_at_again_soon_where_it_tells_changes_or_could_not_be_asked(
    place: Place, source: Source, ended: Ended
) -> None:
    applier = Applier(place.writer, clock=monotonic)

    assert place.watch._turn("DE", source=source, applier=applier, ending=Event()) == ended


def test_what_is_refused_again_and_again_is_logged_once(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with place.watched():
        place.shows(DE=["c1", "c2"], FR=["f1"])
        place.source.told["FR"] = [{"id": "wrong"}]
        until(lambda: (place.of("records_total", market="FR", outcome="rejected") or 0) > 3)

    assert caplog.text.count("FR   delta") == 1
