"""Does the memory of a sync depend on the size of the feed?"""

import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from indexer.credible import Limits
from indexer.ports import Build, Feed, FeedRecord, Takeover
from indexer.state import SyncState
from indexer.sync import SyncOptions, sync_market
from marketplace.creators.creator import Ready
from tests.creators import NOW
from tests.fakes import Clock, MemoryWriter, feed_record

MIB = 1024 * 1024


class Generated:
    """A feed of any size, a third of it refused and a third doubled, of which no record is kept."""

    def __init__(self, count: int) -> None:
        self._count = count

    def feed(self, market: str) -> Feed:
        return Feed(market, str(self._count), NOW)

    def records(self, market: str) -> Iterator[FeedRecord]:
        for line in range(1, self._count + 1):
            record = feed_record(f"c{line - line % 3}", handle="somebody", bio="x" * 500)
            yield FeedRecord(line, record if line % 3 else {**record, "followers": -1})


class Counting(MemoryWriter):
    """An index that keeps nothing but the number of creators."""

    @contextmanager
    def build(self, market: str, *, beside: bool = False) -> Iterator[Build]:
        yield CountingBuild()


class CountingBuild:
    def withhold(self, withheld: object) -> None:
        """Nobody is hidden."""

    def __init__(self) -> None:
        self._count = 0

    def write(self, creators: Sequence[Ready]) -> None:
        self._count += len(creators)

    def remove(self, ids: Sequence[str]) -> None:
        raise AssertionError("nothing was deleted")

    def count(self) -> int:
        return self._count

    def prepare(self) -> None:
        """There is nothing."""

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        self.state = state


def peak_bytes(count: int, rejects_dir: Path) -> int:
    options = SyncOptions(rejects_dir=rejects_dir, limits=Limits(credible_share=0.5, max_reject_share=0.9))
    tracemalloc.start()
    report = sync_market("DE", source=Generated(count), writer=Counting(), options=options, clock=Clock())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (report.failure, report.tally.read) == (None, count)
    return peak


def test_a_feed_four_times_as_large_takes_no_more_memory(tmp_path: Path) -> None:
    small, large = peak_bytes(3_000, tmp_path), peak_bytes(12_000, tmp_path)

    # what waits for the garbage collector differs by a MiB; the texts of 9,000 records would be 4
    assert large < small + 2 * MIB
