"""What does a market do that waited for its turn to be read whole, or has it beside one that others went past?"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.conversions import Found, Work, in_turn
from indexer.ports import FeedRecord
from indexer.rejects import Reject
from indexer.report import MarketReport
from indexer.sync import SyncOptions, sync_market
from tests.fakes import Clock, MemoryWriter, feed_record
from tests.live import LiveSource
from tests.unit.indexer.syncs import LIMITS, Shared

MINUTE = 60_000_000


class Queue(Shared):
    """An index for a turn at which a market waits a minute; `alone` is whether it has it by itself."""

    beside = True

    def __init__(self, writer: MemoryWriter, clock: Clock, *, alone: bool) -> None:
        super().__init__(writer)
        self.clock, self.alone = clock, alone

    @contextmanager
    def building(self) -> Iterator[bool]:
        self.clock.now += MINUTE
        yield self.alone


@dataclass
class Place:
    """A feed of one creator, and how often it was converted by the processes of whole feeds."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    converted: int = 0

    def synced(self, *, alone: bool) -> MarketReport:
        """Sync the market."""
        writer = MemoryWriter()
        applying = Queue(writer, self.clock, alone=alone)
        options = SyncOptions(self.folder, LIMITS, whole=self._whole, applying=applying)
        source = LiveSource(DE=[feed_record("c1")])
        report = sync_market("DE", source=source, writer=writer, options=options, clock=self.clock)
        assert report.failure is None
        assert [*writer.ids("DE")] == ["c1"]
        return report

    def _whole(self, records: Iterable[FeedRecord], work: Work) -> Generator[Found | Reject, None, None]:
        self.converted += 1
        return in_turn(records, work)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_seconds_of_a_run_are_those_in_which_it_read(place: Place) -> None:
    report = place.synced(alone=True)

    assert (report.waited, report.seconds) == (60, 0)


@pytest.mark.parametrize("alone", [True, False])
def test_the_processes_that_convert_whole_feeds_serve_one_market_at_a_time(place: Place, *, alone: bool) -> None:
    place.synced(alone=alone)

    assert (place.converted > 0) is alone
