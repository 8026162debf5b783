"""What becomes of a sync when a record ends the process that converts it, at each try anew?"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.processes import Processes
from marketplace.creators.creator import Creator, Ready
from marketplace.errors import SyncError
from tests.fakes import MemorySource, MemoryWriter, as_it_is, feed_record
from tests.unit.indexer.syncs import Syncs

COUNT = 2_000


def exits(creator: Creator) -> Ready:
    if creator.id == "killer":
        os._exit(0)
    return as_it_is(creator)


def is_killed(creator: Creator) -> Ready:
    if creator.id == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    return as_it_is(creator)


@dataclass
class KillingWriter(MemoryWriter):
    """An index for which creators are made ready by a function that a record may kill."""

    ready: Callable[[Creator], Ready] = as_it_is

    def making_ready(self) -> Callable[[Creator], Ready]:
        return self.ready


@pytest.fixture
def syncs(tmp_path: Path) -> Syncs:
    """Syncs in which nobody is killed yet."""
    made = Syncs(tmp_path)
    made.writer = KillingWriter()
    return made


def feed_of(*odd: tuple[int, str], market: str = "DE") -> MemorySource:
    records = [feed_record(f"{market}{number}", market=market) for number in range(COUNT)]
    for line, one in odd:
        records[line - 1] = feed_record(one, market=market)
    return MemorySource(**{market: records})


@pytest.mark.parametrize(("kill", "line"), [(exits, 1), (is_killed, 1_510)])
def test_a_record_that_ends_its_process_fails_its_market_alone_and_is_told_by_its_lines(
    syncs: Syncs, kill: Callable[[Creator], Ready], line: int
) -> None:
    syncs.feed(feed_record("old"))
    assert isinstance(syncs.writer, KillingWriter)
    syncs.writer.ready = kill
    with Processes(2, few=0) as conversions:
        report = syncs(feed_of((line, "killer")), conversions=conversions)
        french = syncs(feed_of(market="FR"), market="FR", conversions=conversions)

    first = (line - 1) // 200 * 200 + 1
    assert isinstance(report.failure, SyncError)
    assert f"was killed at one of the lines {first:,} to {first + 199:,}: see the memory" in str(report.failure)
    assert (list(syncs.writer.published["DE"]), french.tally.indexed) == (["old"], COUNT)
