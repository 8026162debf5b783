"""How does a test let something happen to markets while another thing is under way? A feed of which it is part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from indexer.overlays import OverlayPass
from indexer.ports import Feed, FeedRecord, IndexWriter
from indexer.report import MarketReport
from indexer.sync import SyncOptions, sync_market
from indexer.watching.applier import Applier
from tests.creators import NOW
from tests.fakes import Clock, feed_record
from tests.live import LiveSource
from tests.overlays import MemoryOverlays
from tests.unit.indexer.watching.appliers import LIMITS

T = TypeVar("T")


class Interrupted(LiveSource):
    """Feeds of which something happens, `meanwhile`, before the last record of a whole one was judged or after it."""

    def __init__(self, **feeds: list[object]) -> None:
        super().__init__(**feeds)
        self.meanwhile: list[Callable[[], object]] = []
        self.early = False
        self.read = False

    def feed(self, market: str) -> Feed:
        if self.read:
            self._happens()
        return super().feed(market)

    def records(self, market: str) -> Iterator[FeedRecord]:
        self.read = False
        yield from super().records(market)
        if self.early:
            self._happens()
        self.read = True

    def _happens(self) -> None:
        self.read = False
        while self.meanwhile:
            self.meanwhile.pop()()


class Markets:
    """DE with c1 and c2 and FR with f1, published; what is done is committed at once."""

    def __init__(self, folder: Path, writer: IndexWriter) -> None:
        self.folder, self.writer, self.overlays = folder, writer, MemoryOverlays()
        self.source = Interrupted(DE=[feed_record("c1"), feed_record("c2")], FR=[feed_record("f1", market="FR")])
        self.applier = Applier(self.writer, clock=lambda: 0.0)
        for market in self.source.feeds:
            self.syncs(market)
        self.source.as_of = NOW + 1

    def syncs(self, market: str, *, rebuild: bool = False) -> MarketReport:
        """Sync a market beside the others."""
        options = SyncOptions(self.folder, LIMITS, rebuild=rebuild, overlays=self.overlays, applying=self.applier)
        how = {"source": self.source, "writer": self.writer, "options": options, "clock": Clock()}
        report = self._committing(lambda: sync_market(market, **how))  # type: ignore[arg-type]
        assert report.failure is None
        return report

    def says(self, creator_id: str, *, hidden: bool) -> None:
        """The marketplace hides a creator, or no longer, and that is shown."""
        self.overlays.change(creator_id, {"hidden": hidden})
        self.shows_overlays()

    def shows_overlays(self) -> int:
        """Bring the overlays into the index."""
        return self._committing(OverlayPass(self.overlays, self.applier, self.writer.making_ready(), Clock()).run)

    def tells(self, market: str, *records: object) -> None:
        """A feed tells changes, which are applied."""
        self.source.told[market] = list(records)
        assert self.syncs(market).action == "delta"

    def rebuilt(self, *meanwhile: Callable[[], object]) -> MarketReport:
        """Read DE whole; this happens when it was read, before it is published."""
        self.source.meanwhile = list(reversed(meanwhile))
        return self.syncs("DE", rebuild=True)

    def shown(self) -> dict[str, list[str]]:
        """Who is published, which the states must agree with."""
        shown = {market: sorted(self.writer.ids(market)) for market in ("DE", "FR")}
        assert {market: state.creators for market, state in self.applier.states().items()} == {
            market: len(ids) for market, ids in shown.items()
        }
        return shown

    def followers(self, creator_id: str) -> object:
        """Of a creator of DE."""
        return self.writer.contents("DE", [creator_id])[creator_id]["followers"]

    def _committing(self, call: Callable[[], T]) -> T:
        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(call)
            while wait([done], 0.002).not_done:
                self.applier.commit()
            return done.result()
