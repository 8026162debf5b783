"""Is a feed taken in alike, whether one process converts its records or several?"""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from indexer.conversions import RECORDS_A_TASK, Conversions, in_turn
from indexer.intake import BATCH
from indexer.ports import FeedRecord
from indexer.processes import Processes
from indexer.report import MarketReport
from marketplace.creators.creator import Creator
from marketplace.errors import EngineUnavailable, FeedError, InvalidRecord, SyncError
from tests.fakes import MemorySource, feed_record, tombstone
from tests.unit.indexer.syncs import Syncs


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    """Two processes that convert from the first record on."""
    with Processes(2, few=0) as begun:
        yield begun


class Feed(MemorySource):
    """A feed of DE; what `mishap` does happens before the record of its line is read."""

    def __init__(self, *records: object) -> None:
        super().__init__(DE=records)
        self.mishap: dict[int, Any] = {}

    def records(self, market: str) -> Iterator[FeedRecord]:
        for record in super().records(market):
            self.mishap.get(record.line, lambda: None)()
            yield record


def motley(count: int) -> list[object]:
    """Records of which some are refused, left, unreadable, or come again, near and more than a batch later."""
    rng = Random(3)
    records: list[object] = []
    for _ in range(count):
        one = f"c{rng.randrange(count)}"
        at = f"2026-11-{rng.randrange(1, 20):02}T00:00:00Z"
        made = [feed_record(one, updated_at=at, bio=f"día {at}")] * 12
        odd = [tombstone(one, updated_at=at), feed_record(one, followers=-1), InvalidRecord("record", "is no JSON"), 7]
        lines = [orjson.dumps(feed_record(one, updated_at=at)), b'{"id":', b"\xff"]
        records.append(rng.choice([*made, *odd, *lines]))
    return records


def taken_in(folder: Path, feed: Feed, conversions: Conversions) -> tuple[MarketReport, Any, dict[str, Creator], Any]:
    """The report of a sync, its rejects, what is published, and what was written in which order."""
    syncs, written = Syncs(folder), []
    syncs.writer.on_write = lambda creators: written.append([one.id for one in creators])
    report = syncs(feed, conversions=conversions)
    return report, syncs.rejects(), syncs.writer.published.get("DE", {}), written


def test_several_processes_do_what_one_does(tmp_path: Path, processes: Processes) -> None:
    feed = Feed(*motley(3 * BATCH))

    alone, beside = (taken_in(tmp_path / name, feed, how) for name, how in (("1", in_turn), ("2", processes)))

    assert alone == beside
    assert len(alone[2]) > BATCH
    assert len(alone[1]) > BATCH / 2


def fail() -> None:
    raise FeedError("the feed is cut: deliver it again")


def test_a_feed_that_fails_midway_is_told_of_as_by_one_process(tmp_path: Path, processes: Processes) -> None:
    feed = Feed(*motley(2 * BATCH))
    feed.mishap[BATCH + BATCH // 2 + 7] = fail

    alone, beside = (taken_in(tmp_path / name, feed, how) for name, how in (("1", in_turn), ("2", processes)))

    assert (str(alone[0].failure), alone[0].tally, alone[1]) == (str(beside[0].failure), beside[0].tally, beside[1])
    assert alone[0].tally.read > BATCH


def kill_them() -> None:
    for process in active_children():
        process.kill()


def test_processes_that_are_killed_fail_the_market_and_the_next_has_new_ones(
    syncs: Syncs, processes: Processes
) -> None:
    syncs.feed(feed_record("old"))
    feed = Feed(*(feed_record(f"c{number}") for number in range(5 * BATCH)))
    feed.mishap[4 * BATCH] = kill_them

    report = syncs(feed, conversions=processes)

    assert isinstance(report.failure, SyncError)
    assert str(report.failure).startswith("a process that converts records was killed at one of the lines ")
    assert (syncs.writer.creators(), syncs.writer.open_builds) == ({"DE": ["old"]}, 0)
    feed.mishap.clear()
    assert syncs(feed, conversions=processes).tally.indexed == 5 * BATCH


def test_processes_that_are_killed_while_they_write_an_answer_are_not_waited_for(syncs: Syncs) -> None:
    feed = Feed(*(feed_record(f"c{number}", bio="vegan " * 500) for number in range(2 * BATCH)))
    with Processes(2, few=0) as begun:

        def kill_in_the_middle() -> None:
            # an answer is longer than a pipe holds: its beginning is there, and nobody reads on
            assert all(worker.connection.poll(30) for worker in begun._workers)
            kill_them()

        feed.mishap[3 * RECORDS_A_TASK + 1] = kill_in_the_middle

        assert isinstance(syncs(feed, conversions=begun).failure, SyncError)


def away(_: object) -> None:
    raise EngineUnavailable("the engine is away: start it")


def interrupted(_: object) -> None:
    raise KeyboardInterrupt


def test_a_market_that_fails_while_it_is_written_leaves_nothing_for_the_next(syncs: Syncs) -> None:
    german = MemorySource(DE=[feed_record(f"d{number}") for number in range(3 * BATCH)])
    french = MemorySource(FR=[feed_record(f"f{number}", market="FR") for number in range(2 * BATCH)])
    with Processes(2, few=0) as begun:
        syncs.writer.on_write = away
        failed = syncs(german, conversions=begun)
        syncs.writer.on_write = lambda _: None
        report = syncs(french, market="FR", conversions=begun)

    # the report keeps the failure, and that all that was under way
    assert (isinstance(failed.failure, EngineUnavailable), report.tally.indexed) == (True, 2 * BATCH)
    assert {one[0] for one in syncs.writer.creators()["FR"]} == {"f"}


def test_an_interrupt_while_it_is_written_is_not_kept_waiting(syncs: Syncs) -> None:
    feed = Feed(*(feed_record(f"c{number}", bio="vegan " * 500) for number in range(3 * BATCH)))
    syncs.writer.on_write = interrupted

    with Processes(2, few=0) as begun:
        with pytest.raises(KeyboardInterrupt):
            syncs(feed, conversions=begun)
        assert begun._workers == []


def interrupt() -> None:
    raise KeyboardInterrupt


def test_an_interrupted_sync_leaves_everything_as_before_and_no_process_behind(syncs: Syncs) -> None:
    feed = Feed(*(feed_record(f"c{number}") for number in range(3 * BATCH)))
    feed.mishap[2 * BATCH] = interrupt
    before = set(active_children())

    with pytest.raises(KeyboardInterrupt), Processes(2, few=0) as begun:
        syncs(feed, conversions=begun)

    assert (syncs.writer.creators(), syncs.writer.open_builds) == ({}, 0)
    assert set(active_children()) <= before


def test_few_records_begin_no_process(syncs: Syncs) -> None:
    before = set(active_children())

    with Processes(2, few=10) as conversions:
        for _ in range(2):
            syncs(Feed(*(feed_record(f"c{number}") for number in range(5))), conversions=conversions, rebuild=True)

        assert set(active_children()) <= before
