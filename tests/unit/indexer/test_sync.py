"""Does a market's feed become what is searched, and does nothing else happen?"""

import pytest

from indexer.report import MarketReport, Tally
from marketplace.errors import EngineUnavailable, FeedError, SyncError
from tests.creators import NOW
from tests.fakes import MemorySource, feed_record, tombstone
from tests.unit.indexer.syncs import Syncs


def test_the_first_sync_publishes_every_creator(syncs: Syncs) -> None:
    report = syncs.feed(feed_record("a"), feed_record("b"))

    assert report == MarketReport(market="DE", action="full", reason="first sync", tally=Tally(read=2, indexed=2))
    assert syncs.writer.creators() == {"DE": ["a", "b"]}


def test_the_state_kept_tells_what_was_published_and_from_what(syncs: Syncs) -> None:
    source = MemorySource(DE=[feed_record("a"), feed_record("b", followers=-1), tombstone("c")])

    syncs(source)

    state = syncs.writer.kept_states["DE"]
    assert (state.fingerprint, state.as_of, state.synced_at) == (source.feed("DE").fingerprint, NOW, NOW)
    assert (state.read, state.creators, state.rejected) == (3, 1, 1)


def test_an_unchanged_feed_is_not_read_and_reports_what_is_published(syncs: Syncs) -> None:
    records = (feed_record("a"), feed_record("b"), feed_record("c", followers=-1), tombstone("d"))
    syncs.feed(*records)

    report = syncs.feed(*records)

    tally = Tally(read=4, unchanged=2, rejected=1, deleted=1)
    assert report == MarketReport(market="DE", action="nothing", reason="feed is unchanged", tally=tally)


def test_a_rebuild_reads_an_unchanged_feed(syncs: Syncs) -> None:
    syncs.feed(feed_record("a"))

    report = syncs.feed(feed_record("a"), rebuild=True)

    assert (report.reason, report.tally) == ("asked for", Tally(read=1, unchanged=1))


def test_creators_that_left_the_feed_leave_the_market(syncs: Syncs) -> None:
    syncs.feed(feed_record("a"), feed_record("b"))

    report = syncs.feed(feed_record("a", followers=7), feed_record("c"))

    assert report.tally == Tally(read=2, indexed=2)
    assert syncs.writer.creators() == {"DE": ["a", "c"]}


def test_refused_records_are_listed_with_line_field_reason_and_id(syncs: Syncs) -> None:
    report = syncs.feed(feed_record("a"), feed_record("b", followers=-1), feed_record("c"), [])

    assert report.tally == Tally(read=4, indexed=2, rejected=2)
    assert syncs.rejects() == [
        {"line": 2, "field": "followers", "reason": "must be 0 to 9.0072e+15, not -1", "id": "b"},
        {"line": 4, "field": "record", "reason": "must be a JSON object"},
    ]


def test_a_feed_with_too_many_rejects_leaves_the_market_and_lists_them(syncs: Syncs) -> None:
    syncs.feed(feed_record("a"))

    report = syncs.feed(feed_record("b"), *[feed_record(followers=-1)] * 2)

    assert str(report.failure) == "2 of 3 records are rejected, more than 50%: mend the feed, or sync with --force"
    assert report.tally == Tally(read=3, rejected=2)
    assert syncs.writer.creators() == {"DE": ["a"]}
    assert len(syncs.rejects()) == 2


def test_a_market_that_came_out_short_keeps_its_old_creators(syncs: Syncs) -> None:
    syncs.feed(*(feed_record(f"c{number}") for number in range(5)))

    report = syncs.feed(feed_record("c0"), feed_record("c1"))

    assert isinstance(report.failure, SyncError)
    assert len(syncs.writer.published["DE"]) == 5


def test_force_publishes_a_market_that_came_out_short(syncs: Syncs) -> None:
    syncs.feed(*(feed_record(f"c{number}") for number in range(5)))

    syncs.feed(feed_record("c0"), force=True)

    assert syncs.writer.creators() == {"DE": ["c0"]}


def test_a_build_that_the_engine_counts_otherwise_is_not_published(syncs: Syncs) -> None:
    syncs.writer.lost = 1

    report = syncs.feed(feed_record("a"), feed_record("b"), force=True)

    assert str(report.failure) == "the engine holds 1 of 2 creators written: sync again"
    assert (syncs.writer.creators(), syncs.writer.open_builds) == ({}, 0)


def test_an_engine_that_is_away_fails_the_market(syncs: Syncs) -> None:
    syncs.writer.away = True

    assert isinstance(syncs.feed(feed_record("a")).failure, EngineUnavailable)


def test_an_engine_that_fails_in_the_middle_leaves_the_market_and_tells_how_much_it_read(syncs: Syncs) -> None:
    def fail(_: object) -> None:
        raise EngineUnavailable("the engine is away: start it")

    syncs.writer.on_write = fail
    report = syncs.feed(*(feed_record(f"c{number}") for number in range(1_500)))

    assert (str(report.failure), report.tally) == ("the engine is away: start it", Tally(read=1_000))
    assert (syncs.writer.creators(), syncs.writer.open_builds) == ({}, 0)


def test_a_market_without_a_feed_keeps_its_rejects(syncs: Syncs) -> None:
    syncs.feed(feed_record("a"), feed_record("b", followers=-1))

    report = syncs(MemorySource())

    assert isinstance(report.failure, FeedError)
    assert len(syncs.rejects()) == 1


def test_rejects_that_cannot_be_written_fail_the_market(syncs: Syncs) -> None:
    syncs.folder.write_text("a file where the folder should be")

    assert str(syncs.feed(feed_record("a")).failure).startswith("the rejects can't be written")
    assert syncs.writer.creators() == {}


def test_a_bug_is_not_swallowed_and_leaves_everything_as_before(syncs: Syncs) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    syncs.writer.on_write = fail
    with pytest.raises(ZeroDivisionError):
        syncs.feed(feed_record("a"), feed_record("b", followers=-1))

    assert (syncs.writer.creators(), syncs.writer.open_builds) == ({}, 0)
    assert not list(syncs.folder.iterdir())
