"""Is what differs mended, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from indexer.intake import BATCH
from indexer.ports import FeedRecord
from indexer.standing import Withheld
from indexer.verify import How, Repair, compare_market
from indexer.verifying.comparison import Comparison
from marketplace.creators.creator import Profile
from marketplace.errors import FeedError
from tests.creators import NOW, make_creator
from tests.fakes import MemorySource, feed_record, tombstone
from tests.overlays import MemoryOverlays
from tests.unit.indexer.syncs import LIMITS, Syncs

SOURCE = MemorySource(DE=[feed_record(f"c{number}") for number in range(8)])


def repaired(syncs: Syncs, source: MemorySource = SOURCE, *, force: bool = False, **how: Any) -> Comparison:
    repair = Repair(syncs.writer, replace(LIMITS, force=force))
    return repair.market("DE", source=source, now=NOW, how=How(**how))


def compared(syncs: Syncs, source: MemorySource = SOURCE, **how: Any) -> Comparison:
    return compare_market("DE", source=source, writer=syncs.writer, now=NOW, how=How(**how))


@pytest.fixture
def damaged(syncs: Syncs) -> Syncs:
    """A market without c0, with another c1, c2 of another content in the right version, and somebody else."""
    syncs(SOURCE)
    published = syncs.writer.published["DE"]
    wrong = replace(make_creator(id="c2", followers=9), version=published["c2"].version)
    published.update({"c1": make_creator(id="c1", followers=7), "c2": wrong, "new": make_creator(id="new")})
    del published["c0"]
    return syncs


def test_what_differs_is_mended_and_what_does_not_is_not_written(damaged: Syncs) -> None:
    written: list[str] = []
    damaged.writer.on_write = lambda creators: written.extend(one.id for one in creators)
    found = repaired(damaged)

    assert (found.faults, found.failure, sorted(written)) == (4, None, ["c0", "c1", "c2"])
    assert (compared(damaged).agrees, damaged.writer.kept_states["DE"].creators) == (True, 8)


def test_a_wrong_count_of_the_state_is_mended(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.kept_states["DE"] = replace(syncs.writer.kept_states["DE"], creators=9)
    repaired(syncs)

    assert (compared(syncs).agrees, syncs.writer.kept_states["DE"].creators) == (True, 8)


def test_whoever_the_marketplace_hides_is_hidden_and_kept(damaged: Syncs) -> None:
    overlays = MemoryOverlays()
    overlays.change("c5", {"hidden": True})
    damaged.writer.kept_states["DE"] = replace(damaged.writer.kept_states["DE"], overlay=1)
    found = repaired(damaged, overlays=overlays)

    assert (found.hidden.ids, "c5" in damaged.writer.published["DE"]) == (("c5",), False)
    hidden = damaged.writer.withheld["c5"].hidden
    assert (hidden and hidden.overlay, compared(damaged, overlays=overlays).agrees) == (1, True)


def test_whoever_is_kept_as_hidden_for_nothing_is_forgotten(syncs: Syncs) -> None:
    syncs(SOURCE)
    one = make_creator(id="gone")
    syncs.writer.withheld["gone"] = Withheld(hidden=Profile("DE", one.version, 1, one.document, {}))
    repaired(syncs)

    assert (syncs.writer.withheld["gone"].hidden, compared(syncs).agrees) == (None, True)


def many(syncs: Syncs, extra: int) -> MemorySource:
    """A feed of a market that has so many creators beside the feed's 100."""
    feed = MemorySource(DE=[feed_record(f"c{number}") for number in range(100)])
    syncs(feed)
    syncs.writer.published["DE"].update({f"x{number}": make_creator(id=f"x{number}") for number in range(extra)})
    return feed


def test_more_than_half_of_a_market_is_removed_only_by_force(syncs: Syncs) -> None:
    source = many(syncs, 101)
    refused = repaired(syncs, source)
    assert "101 of 201 creators are not in the feed" in str(refused.failure)
    assert len(syncs.writer.published["DE"]) == 201

    repaired(syncs, source, force=True)
    assert (len(syncs.writer.published["DE"]), compared(syncs, source).agrees) == (100, True)


class Failing(MemorySource):
    """A feed that is whole when it is read first, and fails half way when it is read again."""

    reads = 0

    def records(self, market: str) -> Iterator[FeedRecord]:
        self.reads += 1
        for number, record in enumerate(super().records(market)):
            if self.reads > 1 and number == 4:
                raise FeedError("the feed is cut")
            yield record


def test_nothing_is_mended_when_the_feed_fails_half_way(damaged: Syncs) -> None:
    before = dict(damaged.writer.published["DE"])
    found = repaired(damaged, Failing(DE=SOURCE.feeds["DE"]))

    assert (str(found.failure), damaged.writer.published["DE"]) == ("the feed is cut", before)


class Replaced(MemorySource):
    """A feed that is another one when it is read again."""

    reads = 0

    def records(self, market: str) -> Iterator[FeedRecord]:
        self.reads += 1
        if self.reads > 1:
            self.feeds[market] = self.feeds[market][:3]
        return super().records(market)


def test_nothing_is_mended_when_the_feed_is_another_one_by_then(damaged: Syncs) -> None:
    before = dict(damaged.writer.published["DE"])
    found = repaired(damaged, Replaced(DE=SOURCE.feeds["DE"]))

    assert ("the feed changed while it was read" in str(found.failure), damaged.writer.published["DE"]) == (
        True,
        before,
    )


def test_a_market_that_is_not_published_or_was_made_otherwise_is_left_to_a_sync(syncs: Syncs) -> None:
    unknown = repaired(syncs)
    syncs(SOURCE)
    del syncs.writer.published["DE"]["c0"]
    syncs.writer.kept_states["DE"] = replace(syncs.writer.kept_states["DE"], inputs="others")
    outdated = repaired(syncs)

    assert [str(one.failure).partition(":")[0] for one in (unknown, outdated)] == [
        "DE is not published",
        "DE was made with other topics, rates or columns",
    ]


def test_a_feed_in_which_many_records_are_refused_mends_nothing(damaged: Syncs) -> None:
    bad = [feed_record(f"c{number}", followers=-1) for number in range(7)]
    found = repaired(damaged, MemorySource(DE=[*bad, feed_record("c7")]))

    assert ("7 of 8 records are rejected" in str(found.failure), "new" in damaged.writer.published["DE"]) == (
        True,
        True,
    )


def test_a_market_is_never_emptied_not_even_by_force(syncs: Syncs) -> None:
    syncs(SOURCE)
    found = repaired(syncs, MemorySource(DE=[feed_record("c0", followers=-1)]), force=True)

    assert ("a market is never emptied" in str(found.failure), len(syncs.writer.published["DE"])) == (True, 8)


def test_whoever_is_hidden_and_left_by_the_same_feed_is_not_kept_as_hidden(syncs: Syncs) -> None:
    whole = [feed_record(f"c{number}") for number in range(BATCH + 1)]
    syncs(MemorySource(DE=whole))
    overlays = MemoryOverlays()
    overlays.change("c0", {"hidden": True})
    source = MemorySource(DE=[*whole, tombstone("c0")])
    found = repaired(syncs, source, overlays=overlays)

    assert (found.extra.ids, found.hidden.ids, syncs.writer.withheld["c0"].hidden) == (("c0",), (), None)
    assert compared(syncs, source, overlays=overlays).agrees
