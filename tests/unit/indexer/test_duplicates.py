"""Who wins when an id comes twice: in a feed, in two markets, or beside its tombstone?"""

from random import Random
from typing import Any

import pytest

from indexer.report import Tally
from tests.creators import make_creator
from tests.fakes import feed_record, tombstone
from tests.live import LiveSource
from tests.unit.indexer.syncs import Syncs

OLD, NEW, NEWER = "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"


def followers(syncs: Syncs, market: str = "DE") -> dict[str, float]:
    return {creator.id: creator.numbers["followers"] for creator in syncs.writer.published[market].values()}


@pytest.mark.parametrize(
    ("first", "second", "loser", "reason"),
    [
        (OLD, NEW, 1, "duplicate: line 2 has it in a newer version"),
        (NEW, OLD, 2, "duplicate: line 1 has it in a newer version"),
    ],
)
def test_the_newest_of_an_id_wins_and_the_line_of_the_other_is_rejected(
    syncs: Syncs, first: str, second: str, loser: int, reason: str
) -> None:
    report = syncs.feed(feed_record(followers=1, updated_at=first), feed_record(followers=2, updated_at=second))

    assert report.tally == Tally(read=2, indexed=1, rejected=1)
    assert followers(syncs) == {"c1": 3 - loser}
    assert syncs.rejects() == [{"line": loser, "field": "id", "reason": reason, "id": "c1"}]


def test_at_equal_times_the_same_content_wins_in_whichever_order(syncs: Syncs) -> None:
    one, two = feed_record(followers=1), feed_record(followers=2)

    syncs.feed(one, two)
    first = followers(syncs)
    syncs.feed(two, one)

    assert followers(syncs) == first


def test_a_record_that_comes_twice_is_rejected_the_second_time(syncs: Syncs) -> None:
    syncs.feed(feed_record(), feed_record())

    assert [(one["line"], one["reason"]) for one in syncs.rejects()] == [
        (2, "duplicate: line 1 has it in the same version")
    ]


def test_an_older_duplicate_is_found_beyond_a_batch(syncs: Syncs) -> None:
    between = [feed_record(f"x{number}") for number in range(1_500)]

    report = syncs.feed(feed_record(updated_at=OLD), *between, feed_record(updated_at=NEW, followers=9))

    assert report.tally == Tally(read=1_502, indexed=1_501, rejected=1)
    assert followers(syncs)["c1"] == 9


def test_a_tombstone_removes_a_creator_written_before(syncs: Syncs) -> None:
    between = [feed_record(f"x{number}") for number in range(1_500)]

    report = syncs.feed(feed_record(), *between, tombstone())

    assert report.tally == Tally(read=1_502, indexed=1_500, rejected=1, deleted=1)
    assert "c1" not in syncs.writer.published["DE"]


def test_an_older_tombstone_is_a_duplicate(syncs: Syncs) -> None:
    report = syncs.feed(tombstone(updated_at=OLD), feed_record(updated_at=NEW))

    assert report.tally == Tally(read=2, indexed=1, rejected=1)
    assert syncs.writer.creators() == {"DE": ["c1"]}


def test_a_creator_in_two_markets_moves_to_that_of_the_newer_version(syncs: Syncs) -> None:
    syncs.feed(feed_record("a", market="FR", updated_at=OLD), feed_record("b", market="FR"), market="FR")

    report = syncs.feed(feed_record("a", updated_at=NEW))

    assert report.tally == Tally(read=1, indexed=1)
    assert syncs.writer.creators() == {"FR": ["b"], "DE": ["a"]}
    assert syncs.writer.kept_states["FR"].fingerprint == ""


@pytest.mark.parametrize("mine", [OLD, NEW], ids=["older", "of the same time"])
def test_a_creator_published_elsewhere_in_no_older_version_is_rejected(syncs: Syncs, mine: str) -> None:
    twin = feed_record("a", market="FR", updated_at=NEW, posts=1)
    syncs.feed(twin, feed_record("z", market="FR"), market="FR")
    stored = syncs.writer.published["FR"]["a"].version
    record = next(one for one in candidates(mine) if make_creator(**one).version < stored)

    report = syncs.feed(record, feed_record("b"))

    assert report.tally == Tally(read=2, indexed=1, rejected=1)
    assert syncs.rejects()[0]["reason"] == "duplicate: published in FR in a newer version"
    assert syncs.writer.creators() == {"FR": ["a", "z"], "DE": ["b"]}


def test_a_feed_with_creators_of_another_market_is_read_again_until_they_are_settled(syncs: Syncs) -> None:
    syncs.feed(feed_record("a", market="FR", updated_at=NEW), feed_record("z", market="FR"), market="FR")
    records = (feed_record("a", updated_at=OLD), feed_record("b"))
    syncs.feed(*records)
    syncs.feed(feed_record("z", market="FR"), market="FR")

    report = syncs.feed(*records)

    assert (report.reason, report.tally) == ("published data is out of date", Tally(read=2, indexed=1, unchanged=1))
    assert syncs.writer.creators() == {"FR": ["z"], "DE": ["a", "b"]}


def test_a_live_feed_that_still_tells_who_moved_is_no_worse_for_it(syncs: Syncs) -> None:
    moved = [feed_record(f"a{number}", market="FR", updated_at=NEW) for number in range(9)]
    syncs.feed(*moved, market="FR")
    source = LiveSource(DE=[feed_record("b"), *({**one, "market": "DE", "updated_at": OLD} for one in moved)])

    report = syncs(source)

    assert (report.failure, report.tally, syncs.rejects()) == (None, Tally(read=1, indexed=1), [])
    assert syncs.writer.creators() == {"FR": [one["id"] for one in moved], "DE": ["b"]}


def test_a_tombstone_of_one_market_leaves_the_creator_of_another(syncs: Syncs) -> None:
    syncs.feed(feed_record("a", market="FR", updated_at=OLD), market="FR")

    syncs.feed(tombstone("a", updated_at=NEWER), feed_record("b"))

    assert syncs.writer.creators() == {"FR": ["a"], "DE": ["b"]}


def test_whatever_the_order_of_a_feed_every_line_is_counted_once_and_the_newest_stay(syncs: Syncs) -> None:
    rng = Random(7)
    for _ in range(20):
        records = [random_record(rng) for _ in range(60)]
        alive = {id_ for id_, newest in newest_of(records).items() if "deleted" not in newest}

        tally = syncs.feed(*records, force=True).tally

        assert tally.read == 60 == tally.indexed + tally.unchanged + tally.rejected + tally.deleted
        assert set(syncs.writer.creators()["DE"]) == alive
        assert tally.creators == len(alive)


def random_record(rng: Random) -> dict[str, Any]:
    made = rng.choice((feed_record, feed_record, tombstone))
    return made(f"c{rng.randrange(25)}", updated_at=f"2026-11-01T00:00:00.{rng.randrange(10**6):06}Z")


def newest_of(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in sorted(records, key=lambda record: str(record["updated_at"]))}


def candidates(updated_at: str) -> list[dict[str, Any]]:
    return [feed_record("a", updated_at=updated_at, posts=number) for number in range(50)]


@pytest.mark.parametrize("tombstone_first", [True, False])
def test_who_left_here_stays_in_the_other_market_in_whichever_order_it_is_told(
    syncs: Syncs, tombstone_first: bool
) -> None:
    syncs.feed(feed_record(market="FR", updated_at=OLD), market="FR")
    told = [tombstone(updated_at=NEWER), feed_record(updated_at=NEW)]

    syncs.feed(*(told if tombstone_first else reversed(told)), feed_record("other"))

    assert list(syncs.writer.published["FR"]) == ["c1"]
    assert list(syncs.writer.published["DE"]) == ["other"]
