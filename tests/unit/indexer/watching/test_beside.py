"""Is a whole feed that is read beside deltas and overlays published as if it had been read in a moment?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

import pytest

from indexer.overlays import OverlayPass
from indexer.ports import Feed, FeedRecord, IndexWriter
from indexer.report import MarketReport
from indexer.sync import SyncOptions, sync_market
from indexer.watching.applier import Applier
from indexer.writers.embedded import EmbeddedWriter
from tests.creators import NOW
from tests.fakes import Clock, MemoryWriter, feed_record, tombstone
from tests.live import LiveSource
from tests.overlays import MemoryOverlays
from tests.unit.indexer.watching.appliers import LIMITS

T = TypeVar("T")
NEW, NEWER, NEWEST = (f"2026-11-{day}T09:00:00Z" for day in (19, 20, 21))


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


@pytest.fixture(params=["memory", "embedded"])
def writer(request: pytest.FixtureRequest, tmp_path: Path) -> IndexWriter:
    return MemoryWriter() if request.param == "memory" else EmbeddedWriter(tmp_path / "index")


@pytest.fixture(params=["while it is judged", "when it was judged"])
def markets(request: pytest.FixtureRequest, writer: IndexWriter, tmp_path: Path) -> Markets:
    made = Markets(tmp_path, writer)
    made.source.early = request.param == "while it is judged"
    return made


def test_who_moves_away_meanwhile_is_not_brought_back(markets: Markets) -> None:
    markets.rebuilt(lambda: markets.tells("FR", feed_record("c1", market="FR", updated_at=NEWER)))

    assert markets.shown() == {"DE": ["c2"], "FR": ["c1", "f1"]}


def test_who_moves_away_and_leaves_there_meanwhile_is_not_brought_back(markets: Markets) -> None:
    markets.rebuilt(
        lambda: markets.tells("FR", feed_record("c1", market="FR", updated_at=NEWER)),
        lambda: markets.tells("FR", tombstone("c1", market="FR", updated_at=NEWEST)),
    )

    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}


def test_who_leaves_meanwhile_is_not_brought_back(markets: Markets) -> None:
    def leaves() -> None:
        markets.source.told["DE"] = [tombstone("c1", updated_at=NEWER)]

    markets.rebuilt(leaves)

    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}


def test_who_appears_in_another_market_in_an_older_version_meanwhile_is_shown_once(markets: Markets) -> None:
    markets.source.feeds["DE"].append(feed_record("c3", updated_at=NEWER))

    markets.rebuilt(lambda: markets.tells("FR", feed_record("c3", market="FR", updated_at=NEW)))

    assert markets.shown() == {"DE": ["c1", "c2", "c3"], "FR": ["f1"]}


def test_who_was_taken_from_a_market_and_leaves_it_meanwhile_is_counted_once(markets: Markets) -> None:
    markets.source.feeds["DE"].append(feed_record("f1", updated_at=NEWER))

    markets.rebuilt(lambda: markets.tells("FR", tombstone("f1", market="FR", updated_at=NEW)))

    assert markets.shown() == {"DE": ["c1", "c2", "f1"], "FR": []}


def test_who_is_hidden_meanwhile_is_not_shown_and_comes_back_when_shown_again(markets: Markets) -> None:
    markets.rebuilt(lambda: markets.says("c1", hidden=True))
    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}

    markets.says("c1", hidden=False)

    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}


def test_who_is_shown_again_meanwhile_is_shown(markets: Markets) -> None:
    markets.says("c1", hidden=True)

    markets.rebuilt(lambda: markets.says("c1", hidden=False))
    markets.shows_overlays()

    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}


def test_who_is_hidden_while_a_newer_version_is_read_is_shown_in_that_one_later(markets: Markets) -> None:
    markets.source.feeds["DE"][0] = feed_record("c1", followers=9, updated_at=NEWER)
    markets.rebuilt(lambda: markets.says("c1", hidden=True))

    markets.says("c1", hidden=False)
    markets.syncs("DE")

    assert markets.followers("c1") == 9
    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}


def test_who_was_told_to_have_left_meanwhile_does_not_come_back_by_a_late_record(markets: Markets) -> None:
    markets.source.feeds["DE"].append(tombstone("c3", updated_at=NEW))
    markets.rebuilt(lambda: markets.tells("FR", tombstone("c3", market="FR", updated_at=NEWEST)))

    markets.tells("FR", feed_record("c3", market="FR", updated_at=NEWER))

    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}
