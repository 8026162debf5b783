"""What does a sync say and leave when Elasticsearch is away, its disk is full, it refuses a creator or is slow?"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import Wiring, commands
from indexer.writers.elastic import index as elastic_module
from marketplace.creators.times import MICROSECONDS
from marketplace.elastic.lock import DOCUMENT, LOCK_SECONDS, SyncLock
from marketplace.errors import SyncRunning
from marketplace.settings import load_settings
from tests.faults.elastic_syncs import ElasticSyncs
from tests.faults.feeds import good_lines, write_feed
from tests.faults.writing_troubles import CREATORS, Some, after, altered, hung_up

LAPSE = (LOCK_SECONDS + 1) * MICROSECONDS


def test_an_elasticsearch_that_is_away_at_the_start_is_one_line_and_exit_code_1(
    elastic: ElasticSyncs, tmp_path: Path
) -> None:
    write_feed(tmp_path, good_lines(3))
    settings = load_settings({"MARKETPLACE_FEEDS": str(tmp_path), "MARKETPLACE_REJECTS_DIR": str(tmp_path)})
    wiring = Wiring(settings=lambda: settings, writer=lambda _: elastic.writer(), clock=elastic.clock)
    elastic.proxy.between = hung_up

    ended = CliRunner().invoke(commands, ("sync", "--market", "DE"), obj=wiring)

    said = "elasticsearch can't be reached (ConnectionError): start it, or see ELASTICSEARCH_URL\n"
    assert (ended.exit_code, ended.output) == (1, said)
    assert elastic.is_as(elastic.published)


FULL = r"elasticsearch is read-only \(.*disk usage exceeded flood-stage watermark.*\): see its free disk space"
BLOCKED: dict[str, Callable[[ElasticSyncs], Sequence[str]]] = {
    "the build": lambda elastic: elastic.builds()[-1:],
    "the words": lambda elastic: [f"{elastic.prefix}-words"],
    "everything": lambda elastic: elastic.all(),
}


@pytest.mark.parametrize("which", BLOCKED)
def test_a_disk_that_fills_while_a_market_is_written_leaves_what_is_published(
    elastic: ElasticSyncs, which: str
) -> None:
    before, builds, feed = elastic.published, elastic.builds(), elastic.next_feed()
    elastic.clock.now += MICROSECONDS  # builds have the order of their names
    elastic.proxy.between = Some(CREATORS, after(lambda: elastic.block(BLOCKED[which](elastic))), spared=1, count=1)

    failure = elastic(feed).failure

    assert re.match(FULL, str(failure))
    assert (elastic.is_as(before), elastic.builds()) == (True, builds)
    elastic.block(elastic.all(), blocked=None)
    elastic.clock.now += LAPSE  # a lock that could not be given back lapses
    assert (elastic(feed).failure, elastic.is_as(feed)) == (None, True)


def test_a_market_whose_old_build_is_read_only_is_replaced(elastic: ElasticSyncs) -> None:
    feed = elastic.next_feed()
    elastic.block(elastic.builds())

    assert (elastic(feed).failure, elastic.is_as(feed)) == (None, True)


WRONG = {
    "a value of another type": (b'"followers":%d', b'"followers":"many"'),
    "a column that isn't there": (b'"followers":%d', b'"folowers":1'),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_creator_whom_elasticsearch_refuses_is_named_and_the_market_not_published(
    elastic: ElasticSyncs, wrong: str
) -> None:
    before, feed = elastic.published, elastic.next_feed()
    feed[17]["followers"] = 123_456_789
    old, new = WRONG[wrong]
    elastic.proxy.between = Some(CREATORS, altered(old % 123_456_789, new))

    failure = elastic(feed).failure

    assert re.match(rf"'{feed[17]['id']}': elasticsearch refused with 400 \(.*_exception .*fol+owers\]", str(failure))
    assert elastic.is_as(before)
    assert (elastic(feed).failure, elastic.is_as(feed)) == (None, True)


class RestlessLock(SyncLock):
    """Looks a hundred times a second whether it is time to renew."""

    def kept(self, every_seconds: float = 0.01) -> AbstractContextManager[None]:
        return super().kept(every_seconds)


def test_a_slow_elasticsearch_does_not_cost_a_sync_its_lock(
    elastic: ElasticSyncs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic_module, "SyncLock", RestlessLock)
    ends: list[int] = []

    def take_minutes() -> None:
        for _ in range(3):
            elastic.clock.now += LAPSE * 3 // 4
            ends.append(lock_end(elastic, later_than=elastic.clock.now + LAPSE // 2))
        with pytest.raises(SyncRunning), elastic.writer().lock():
            pass

    feed = elastic.next_feed()
    elastic.proxy.between = Some(CREATORS, after(take_minutes))

    assert (elastic(feed).failure, elastic.is_as(feed)) == (None, True)
    assert len(ends) == 9
    assert ends == sorted(set(ends))


def lock_end(elastic: ElasticSyncs, *, later_than: int) -> int:
    """When the lock lapses, as soon as that is later."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = elastic.client.get(index=f"{elastic.prefix}-locks", id=DOCUMENT)["_source"]["expires_at"]
        if found > later_than:
            return int(found)
        time.sleep(0.01)
    raise AssertionError("the lock was not renewed")
