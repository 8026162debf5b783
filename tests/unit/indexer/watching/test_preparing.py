"""Do changes go on while a build is made ready to be published?"""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from indexer.sync import SyncOptions, sync_market
from tests.fakes import Clock, feed_record
from tests.live import LiveSource
from tests.unit.indexer.watching.appliers import LIMITS, PATIENCE_SECONDS, place_of


def test_nobody_waits_for_a_build_that_is_made_ready(tmp_path: Path) -> None:
    place = place_of(tmp_path, "DE", "FR")
    others = Thread(target=place.writes, args=("c9",), kwargs={"market": "FR"}, daemon=True)
    waited: list[bool] = []

    def prepare() -> None:
        others.start()
        others.join(PATIENCE_SECONDS)
        waited.append(others.is_alive())

    place.writer.on_prepare = prepare
    options = SyncOptions(rejects_dir=tmp_path, limits=LIMITS, rebuild=True, applying=place.applier)
    source = LiveSource(DE=[feed_record("de"), feed_record("new")])
    report = sync_market("DE", source=source, writer=place.writer, options=options, clock=Clock())

    assert (report.failure, waited) == (None, [False])
    assert place.writer.creators()["DE"] == ["de", "new"]
