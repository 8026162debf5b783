"""Does a bad feed stop at its own market, and leave what was published?"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.credible import Limits
from indexer.ports import FeedRecord
from indexer.report import MarketReport, Tally
from indexer.sources.folders import LocalFolder
from indexer.sources.ndjson import NdjsonSource
from indexer.sync import SyncOptions, sync_market
from tests.fakes import Clock, MemoryWriter, feed_record, tombstone
from tests.faults.feeds import good_lines, lines, source_of, write_feed

LIMITS = Limits(credible_share=0.5, max_reject_share=0.1)


@pytest.fixture
def writer(tmp_path: Path) -> MemoryWriter:
    """An index where DE has two creators published."""
    writer = MemoryWriter()
    (tmp_path / "before").mkdir()
    write_feed(tmp_path / "before", good_lines(2))
    sync(tmp_path / "before", writer)
    return writer


def sync(folder: Path, writer: MemoryWriter, source: NdjsonSource | None = None) -> MarketReport:
    options = SyncOptions(rejects_dir=folder / "rejects", limits=LIMITS)
    return sync_market("DE", source=source or source_of(folder), writer=writer, options=options, clock=Clock())


def rejects(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rejects" / "DE.ndjson").read_text().splitlines()]


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "wrong market": ({"market": "FR"}, "market: is FR, but this is the feed of DE"),
    "missing field": ({"followers": None}, "followers: is required"),
    "shares that sum to 7": (
        {"audience": {"countries": dict.fromkeys(("DE", "FR", "IT", "ES", "AT", "CH", "PL"), 1)}},
        "audience: countries sum to 7: shares sum to at most 1.01",
    ),
    "negative count": ({"likes": -1}, "likes: must be 0 to 9.0072e+15, not -1"),
    "updated in 1970": ({"updated_at": "1970-01-01T00:00:00Z"}, "updated_at: is before 2005: it says when the profile"),
    "updated in 2999": ({"updated_at": "2999-01-01T00:00:00Z"}, "updated_at: must be a time before the year 2255"),
}


def test_each_bad_record_is_rejected_and_the_rest_published(tmp_path: Path, writer: MemoryWriter) -> None:
    bad = lines(*(without_nulls(feed_record(f"bad{n}", **fields)) for n, (fields, _) in enumerate(BAD.values())))
    write_feed(tmp_path, good_lines(60) + bad)

    report = sync(tmp_path, writer)

    assert report.failure is None
    assert report.tally == Tally(read=66, indexed=58, unchanged=2, rejected=6)
    found = [f"{reject['field']}: {reject['reason']}" for reject in rejects(tmp_path)]
    assert all(reason.startswith(expected) for reason, (_, expected) in zip(found, BAD.values(), strict=True))
    assert [(one["line"], one["id"]) for one in rejects(tmp_path)] == [(61 + n, f"bad{n}") for n in range(6)]


def test_cut_long_and_doubled_lines_are_rejected_by_line(tmp_path: Path, writer: MemoryWriter) -> None:
    long = b'{"id":"' + b"x" * 1_100_000 + b'"}\n'
    doubled = lines(feed_record("c7", updated_at="2026-11-05T00:00:00Z"), tombstone("c8"))
    write_feed(tmp_path, good_lines(60) + long + doubled + b'{"id":"c99",')

    report = sync(tmp_path, writer)

    assert report.tally == Tally(read=64, indexed=57, unchanged=2, rejected=4, deleted=1)
    assert sorted((one["line"], one["field"]) for one in rejects(tmp_path)) == [
        (8, "id"),
        (9, "id"),
        (61, "record"),
        (64, "record"),
    ]


def without_nulls(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}


def utf_16(folder: Path) -> None:
    write_feed(folder, good_lines(50).decode().encode("utf-16"))


def cut_gzip(folder: Path, suffix: str = ".gz") -> None:
    path = write_feed(folder, good_lines(500), suffix)
    os.truncate(path, path.stat().st_size // 2)


def cut_zstd(folder: Path) -> None:
    cut_gzip(folder, ".zst")


def empty(folder: Path) -> None:
    write_feed(folder, b"")


def doubled(folder: Path) -> None:
    write_feed(folder, good_lines(5))
    write_feed(folder, good_lines(5), ".gz")


def absent(_: Path) -> None:
    """No feed is delivered."""


def short(folder: Path) -> None:
    write_feed(folder, lines(tombstone("c0"), tombstone("c1")))


@pytest.mark.parametrize("spoil", [utf_16, cut_gzip, cut_zstd, empty, doubled, absent, short])
def test_a_feed_that_is_no_good_leaves_the_market_as_it_was(
    tmp_path: Path, writer: MemoryWriter, spoil: Callable[[Path], None]
) -> None:
    before, states = writer.creators(), dict(writer.states())
    spoil(tmp_path)

    assert sync(tmp_path, writer).failure
    assert (writer.creators(), writer.states(), writer.open_builds) == (before, states, 0)


class Spoilt(NdjsonSource):
    """A folder whose feed is spoilt when its first record has been read."""

    def __init__(self, folder: Path, spoil: Callable[[Path], None]) -> None:
        super().__init__(LocalFolder(folder))
        self._path = folder / "DE.ndjson"
        self._spoil = spoil

    def records(self, market: str) -> Iterator[FeedRecord]:
        for count, record in enumerate(super().records(market)):
            if count == 0:
                self._spoil(self._path)
            yield record


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + good_lines(1))


@pytest.mark.parametrize(("spoil", "reason"), [(Path.unlink, "vanished"), (lengthen, "changed")])
def test_a_feed_that_vanishes_or_changes_while_read_is_not_published(
    tmp_path: Path, writer: MemoryWriter, spoil: Callable[[Path], None], reason: str
) -> None:
    write_feed(tmp_path, good_lines(5))

    report = sync(tmp_path, writer, Spoilt(tmp_path, spoil))

    assert f"{reason} while it was read" in str(report.failure)
    assert writer.creators() == {"DE": ["c0", "c1"]}


def test_a_feed_replaced_between_its_digest_and_its_reading_is_not_published(
    tmp_path: Path, writer: MemoryWriter
) -> None:
    class Late(NdjsonSource):
        def records(self, market: str) -> Iterator[FeedRecord]:
            lengthen(path)
            yield from super().records(market)

    path = write_feed(tmp_path, good_lines(5))

    report = sync(tmp_path, writer, Late(LocalFolder(tmp_path)))

    assert str(report.failure) == "the feed changed while it was read: sync again when it is complete"
    assert writer.creators() == {"DE": ["c0", "c1"]}
