"""Is anything lost when the clock is set back by hours between two syncs, or in the midst of one?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from indexer.credible import Limits
from indexer.keeping import Retention
from indexer.ports import FeedRecord, IndexWriter
from indexer.report import MarketReport
from indexer.sync import SyncOptions, sync_market
from indexer.verify import compare_market
from indexer.writers.elastic import ElasticWriter
from indexer.writers.embedded import EmbeddedWriter
from marketplace.creators.table import MAX_INTEGER
from marketplace.creators.times import MICROSECONDS
from marketplace.elastic.engine import ElasticEngine
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.asked import query_from
from marketplace.search.engine import Engine
from tests.creators import TODAY
from tests.fakes import Clock, MemorySource, feed_record
from tests.faults.elastic_syncs import ElasticSyncs, connected

HOURS = 3_600 * MICROSECONDS
BUILDS_KEPT = 1
JUST_NOW = "2026-11-22T09:30:00Z"


class Syncs:
    """Syncs of DE by a clock of the test's own into one index."""

    def __init__(self, writer: IndexWriter, engine: Engine, *, clock: Clock, folder: Path) -> None:
        self.writer = writer
        self.engine = engine
        self.clock = clock
        self.folder = folder

    def __call__(self, source: MemorySource) -> MarketReport:
        limits = Limits(credible_share=0.5, max_reject_share=0.1)
        options = SyncOptions(rejects_dir=self.folder, limits=limits)
        with self.writer.lock():
            return sync_market("DE", source=source, writer=self.writer, options=options, clock=self.clock)

    def found(self) -> dict[Any, Any]:
        """The followers of everybody whom a search finds."""
        page = self.engine.search(query_from({"limit": 100, "facets": ["none"]}), today=TODAY)
        return {one["id"]: one["followers"] for one in page.creators}


@pytest.fixture(params=["embedded", "elasticsearch"])
def syncs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Syncs]:
    """Syncs into each engine."""
    clock, prefix = Clock(), f"faults{uuid4().hex[:8]}"
    if request.param == "embedded":
        yield Syncs(EmbeddedWriter(tmp_path), EmbeddedEngine(tmp_path), clock=clock, folder=tmp_path / "rejects")
        return
    with connected(request.getfixturevalue("elasticsearch_url")) as client:
        writer = ElasticWriter(client, prefix, now=clock)
        yield Syncs(writer, ElasticEngine(client, prefix, clock=lambda: clock()), clock=clock, folder=tmp_path)
        for name in [name for name in client.indices.get_alias().body if name.startswith(prefix)]:
            client.indices.delete(index=name)


def feed_of(state: int, *more: dict[str, Any]) -> MemorySource:
    return MemorySource(DE=[*[feed_record(f"c{number}", followers=state) for number in range(20)], *more])


def test_each_sync_is_searched_although_its_clock_is_behind_that_of_the_one_before(syncs: Syncs) -> None:
    for state in range(1, 5):
        assert syncs(feed_of(state)).failure is None
        assert syncs.found() == dict.fromkeys((f"c{number}" for number in range(20)), state)
        syncs.clock.now -= 5 * HOURS
    source = feed_of(4)
    compared = compare_market("DE", source=source, writer=syncs.writer, now=syncs.clock())
    assert (compared.agrees, syncs(source).action) == (True, "nothing")


def test_records_that_a_clock_set_back_calls_ahead_are_refused_by_reason_until_it_is_right(syncs: Syncs) -> None:
    source = feed_of(1, feed_record("fresh", updated_at=JUST_NOW))
    assert syncs(source).tally.creators == 21
    syncs.clock.now -= 5 * HOURS
    changed = feed_of(2, feed_record("fresh", updated_at=JUST_NOW))

    assert (syncs(changed).failure, len(syncs.found())) == (None, 20)
    (refused,) = [json.loads(line) for line in (syncs.folder / "DE.ndjson").read_text().splitlines()]
    assert (refused["id"], refused["field"]) == ("fresh", "updated_at")
    assert refused["reason"] == "is more than 10 minutes ahead: check the feed's clock, and this machine's"
    syncs.clock.now += 5 * HOURS
    assert (syncs(changed).reason, len(syncs.found())) == ("published data is out of date", 21)


class Stepping(MemorySource):
    """A feed while which is read the clock is set back."""

    clock: Clock

    def records(self, market: str) -> Iterator[FeedRecord]:
        for record in super().records(market):
            if record.line == 10:
                self.clock.now -= 5 * HOURS
            yield record


def test_a_clock_that_is_set_back_in_the_midst_of_a_sync_does_not_count_backwards(syncs: Syncs) -> None:
    source = Stepping(**feed_of(1).feeds)
    source.clock = syncs.clock

    report = syncs(source)

    assert (report.failure, report.seconds, report.records_per_second) == (None, 0, 0)
    assert len(syncs.found()) == 20


def test_builds_whose_names_are_of_later_hours_go_as_the_older_ones_they_are(elastic: ElasticSyncs) -> None:
    for _ in range(3):
        elastic.clock.now -= 5 * HOURS
        feed = elastic.next_feed()
        assert (elastic(feed).failure, elastic.is_as(feed)) == (None, True)

    with elastic.writer().lock():
        elastic.writer().prune(Retention(builds=BUILDS_KEPT, replaced_before=MAX_INTEGER, told_before=0))
    assert (len(elastic.builds()), elastic.is_as(feed)) == (1 + BUILDS_KEPT, True)
