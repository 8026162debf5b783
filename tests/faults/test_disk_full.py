"""Does a full disk cost more than the sync that meets it: of the embedded index, of the rejects, of temporary files?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import seen
from indexer.credible import Limits
from indexer.ports import IndexWriter
from indexer.report import MarketReport
from indexer.sync import SyncOptions, sync_market
from indexer.verify import compare_market
from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.errors import EngineUnavailable, SyncError
from marketplace.search.asked import query_from
from tests.creators import NOW, TODAY
from tests.fakes import Clock, MemorySource, MemoryWriter, feed_record
from tests.faults.small_disks import Room, can_mount, limited, mounted

FEW = MemorySource(DE=[feed_record(f"c{number}", followers=1) for number in range(200)])
MANY = MemorySource(DE=[feed_record(f"c{number}", followers=2, bio=f"día {number}") for number in range(4_000)])
BAD = MemorySource(DE=[*FEW.feeds["DE"], *[feed_record(f"bad{number}", followers=-1) for number in range(20)]])


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """The folder of all that is written."""
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


@pytest.fixture(params=["limit", *(["disk"] if can_mount() else [])])
def room(request: pytest.FixtureRequest, disk: Path) -> Iterator[Room]:
    """What leaves little room in that folder."""
    with limited() if request.param == "limit" else mounted(disk) as made:
        yield made


def sync(source: MemorySource, writer: IndexWriter, folder: Path) -> MarketReport:
    options = SyncOptions(rejects_dir=folder / "rejects", limits=Limits(credible_share=0.5, max_reject_share=0.5))
    with writer.lock():
        return sync_market("DE", source=source, writer=writer, options=options, clock=Clock())


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(("count", "left"), [(300, 0), (300, 8_000), (4_000, 20_000), (4_000, 150_000)])
def test_a_full_disk_leaves_what_the_embedded_index_has_and_nothing_of_the_failed_build(
    disk: Path, room: Room, count: int, left: int
) -> None:
    assert sync(FEW, EmbeddedWriter(disk / "index"), disk).failure is None
    before = size_of(disk / "index")

    with room(left):
        failure = sync(MemorySource(DE=MANY.feeds["DE"][:count]), EmbeddedWriter(disk / "index"), disk).failure
        page = EmbeddedEngine(disk / "index").search(query_from({"followers_max": 1}), today=TODAY)

    assert isinstance(failure, EngineUnavailable)
    assert str(failure).endswith("): see the free disk space")
    assert (page.total, size_of(disk / "index") < before + 5_000) == (200, True)


def test_the_sync_after_a_full_disk_publishes_everything(disk: Path, room: Room) -> None:
    writer = EmbeddedWriter(disk / "index")
    sync(FEW, writer, disk)
    with room(20_000):
        assert sync(MANY, writer, disk).failure

    assert sync(MANY, writer, disk).failure is None
    compared = compare_market("DE", source=MANY, writer=EmbeddedWriter(disk / "index"), now=NOW)
    assert (compared.agrees, compared.creators) == (True, 4_000)


def test_rejects_that_find_no_room_keep_a_market_from_being_published(disk: Path, room: Room) -> None:
    writer = MemoryWriter()
    sync(FEW, writer, disk)

    with room(0):
        failure = sync(BAD, writer, disk).failure

    assert str(failure).startswith(f"the rejects can't be written to {disk}/rejects/DE.ndjson: ")
    assert writer.kept_states["DE"].rejected == 0
    assert sync(BAD, writer, disk).failure is None
    assert len((disk / "rejects" / "DE.ndjson").read_text().splitlines()) == 20


def test_ids_that_find_no_room_keep_a_market_from_being_published(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "CACHE_KIB", 16)
    writer = MemoryWriter()
    sync(FEW, writer, disk)

    with limited() as room, room(40_000):
        failure = sync(MANY, writer, disk).failure

    assert isinstance(failure, SyncError)
    assert "files can't take the ids of the feed (disk I/O error): see its free disk space, or name" in str(failure)
    assert len(writer.published["DE"]) == 200
    assert sync(MANY, writer, disk).tally.creators == 4_000
