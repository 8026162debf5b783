"""Is it seen when the index and the feeds say different things?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.standing import Withheld
from indexer.verify import How, compare_market
from indexer.verifying.comparison import Comparison, Difference, Differing
from marketplace.creators.creator import Profile
from marketplace.errors import FeedError
from tests.creators import NOW, make_creator
from tests.fakes import MemorySource, feed_record, tombstone
from tests.live import LiveSource
from tests.unit.indexer.syncs import Syncs

RECORDS = (*(feed_record(f"c{number}") for number in range(8)), tombstone("left"), feed_record("bad", followers=-1))
SOURCE = MemorySource(DE=RECORDS)
LATER = "2026-11-22T10:00:01Z"


def compared(syncs: Syncs, source: MemorySource | LiveSource = SOURCE, **how: int) -> Comparison:
    return compare_market("DE", source=source, writer=syncs.writer, now=NOW, how=How(**how))  # type: ignore[arg-type]


def ways(found: Comparison) -> dict[str, tuple[str, ...]]:
    """The ids of those who differ, by way."""
    names = ("missing", "extra", "different", "altered", "hidden", "twice", "behind")
    differing: dict[str, Differing] = {name: getattr(found, name) for name in names}
    return {name: one.ids for name, one in differing.items() if one.count}


def test_what_was_synced_agrees_and_nobody_is_looked_up(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.looked_up = 0
    found = compared(syncs)

    assert (found.agrees, found.creators, found.buckets, syncs.writer.looked_up) == (True, 8, 0, 0)
    assert (found.counts.feed, found.counts.state, found.counts.engine, found.sampled.creators) == (8, 8, 8, 8)


def test_creators_lost_added_and_altered_are_told_apart_and_nobody_else_is_looked_up(syncs: Syncs) -> None:
    syncs(SOURCE)
    published = syncs.writer.published["DE"]
    del published["c0"]
    published.update({one.id: one for one in (make_creator(id="c1", followers=7), make_creator(id="new"))})
    syncs.writer.looked_up = 0
    found = compared(syncs)

    assert ways(found) == {"missing": ("c0",), "extra": ("new",), "different": ("c1",)}
    assert (found.agrees, found.creators, found.buckets, syncs.writer.looked_up) == (False, 8, 3, 3)


def test_another_content_in_the_right_version_is_told_by_field(syncs: Syncs) -> None:
    syncs(SOURCE)
    right = syncs.writer.published["DE"]["c3"]
    syncs.writer.published["DE"]["c3"] = replace(make_creator(id="c3", bio="x" * 200), version=right.version)
    found = compared(syncs)

    assert ways(found) == {"altered": ("c3",)}
    assert found.sampled.differences == (Difference("c3", "bio", "absent", f'"{"x" * 78}…'),)


def test_the_same_seed_chooses_the_same_sample_and_another_one_another(syncs: Syncs) -> None:
    syncs(SOURCE)
    asked: list[list[str]] = []
    contents = syncs.writer.contents
    syncs.writer.contents = lambda market, ids: (asked.append(sorted(ids)), contents(market, ids))[1]  # type: ignore[method-assign]
    found = [compared(syncs, sample=3, seed=seed) for seed in (1, 1, 2)]

    assert [one.sampled.creators for one in found] == [3, 3, 3]
    assert (asked[0] == asked[1], asked[0] == asked[2]) == (True, False)


def test_a_creator_who_left_or_is_refused_is_extra(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.published["DE"].update({name: make_creator(id=name) for name in ("left", "bad")})

    assert set(compared(syncs).extra.ids) == {"left", "bad"}


def test_a_market_never_published_misses_all_and_shows_five(syncs: Syncs) -> None:
    assert compared(syncs).missing == Differing(count=8, ids=("c0", "c1", "c2", "c3", "c4"))


def test_a_creator_whom_another_market_has_newer_is_not_missed(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.published["FR"] = {"c0": make_creator(id="c0", market="FR", updated_at="2026-11-02T00:00:00Z")}
    del syncs.writer.published["DE"]["c0"]
    syncs.writer.kept_states["DE"] = replace(syncs.writer.kept_states["DE"], creators=7)

    assert (compared(syncs).agrees, compared(syncs).creators) == (True, 7)


def test_a_state_that_counts_others_than_the_engine_differs(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.kept_states["DE"] = replace(syncs.writer.kept_states["DE"], creators=9)

    assert (compared(syncs).agrees, ways(compared(syncs))) == (False, {})


def test_whoever_is_kept_as_hidden_and_not_hidden_by_anybody_is_told(syncs: Syncs) -> None:
    syncs(SOURCE)
    one = make_creator(id="gone")
    syncs.writer.withheld["gone"] = Withheld(hidden=Profile("DE", one.version, 1, one.document, {}))

    assert ways(compared(syncs)) == {"hidden": ("gone",)}


def test_a_feed_that_fails_is_in_the_comparison(syncs: Syncs) -> None:
    absent = compare_market("FR", source=SOURCE, writer=syncs.writer, now=NOW)

    assert (isinstance(absent.failure, FeedError), absent.agrees) == (True, False)


def test_a_market_that_was_made_with_other_rates_is_not_compared_by_field(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.kept_states["DE"] = replace(syncs.writer.kept_states["DE"], inputs="others")
    found = compared(syncs)

    assert (found.outdated, found.sampled.creators, found.agrees) == (True, 0, True)


@pytest.fixture
def live(syncs: Syncs, tmp_path: Path) -> LiveSource:
    """A live feed, synced."""
    source = LiveSource(DE=[feed_record(f"c{number}") for number in range(3)])
    syncs(source)
    return source


def test_who_changed_in_a_live_feed_since_the_checkpoint_is_behind_and_no_fault(syncs: Syncs, live: LiveSource) -> None:
    new, changed = feed_record("new", updated_at=LATER), feed_record("c1", updated_at=LATER)
    gone = tombstone("c2", updated_at=LATER)
    live.feeds["DE"] = [feed_record("c0"), changed, gone, new]
    found = compared(syncs, live)

    told = (found.agrees, set(found.behind.ids), found.behind.count)
    assert told == (True, {"new", "c1", "c2"}, 3)


def test_who_changed_in_a_live_feed_before_the_checkpoint_is_a_fault(syncs: Syncs, live: LiveSource) -> None:
    live.feeds["DE"] = [feed_record("c0"), feed_record("c1", followers=7), feed_record("new")]

    assert ways(compared(syncs, live)) == {"missing": ("new",), "extra": ("c2",), "different": ("c1",)}


def test_what_came_into_the_index_after_a_live_feed_was_read_is_no_fault(syncs: Syncs, live: LiveSource) -> None:
    syncs.writer.published["DE"]["since"] = make_creator(id="since", updated_at=LATER)

    assert (compared(syncs, live).agrees, ways(compared(syncs, live))) == (True, {"behind": ("since",)})
