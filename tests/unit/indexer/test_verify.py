"""Is it seen when the index and the feeds say different things?"""

from indexer.verify import Comparison, Differing, comparison_line, comparisons_json
from indexer.verify import compare_market as compare
from marketplace.errors import EngineUnavailable, FeedError
from tests.creators import NOW, make_creator
from tests.fakes import MemorySource, feed_record, tombstone
from tests.unit.indexer.syncs import Syncs

RECORDS = (*(feed_record(f"c{number}") for number in range(8)), tombstone("left"), feed_record("bad", followers=-1))
SOURCE = MemorySource(DE=RECORDS)


def compared(syncs: Syncs) -> Comparison:
    return compare("DE", source=SOURCE, writer=syncs.writer, now=NOW)


def test_what_was_synced_agrees(syncs: Syncs) -> None:
    syncs(SOURCE)

    assert compared(syncs) == Comparison(market="DE", creators=8)
    assert compared(syncs).agrees


def test_creators_lost_added_and_altered_are_told_apart(syncs: Syncs) -> None:
    syncs(SOURCE)
    published = syncs.writer.published["DE"]
    del published["c0"]
    published.update({one.id: one for one in (make_creator(id="c1", followers=7), make_creator(id="new"))})

    assert compared(syncs) == Comparison(
        market="DE",
        creators=8,
        missing=Differing(count=1, ids=("c0",)),
        extra=Differing(count=1, ids=("new",)),
        different=Differing(count=1, ids=("c1",)),
    )


def test_a_creator_who_left_or_is_refused_is_extra(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.published["DE"].update({name: make_creator(id=name) for name in ("left", "bad")})

    assert compared(syncs).extra == Differing(count=2, ids=("left", "bad"))


def test_a_market_never_published_misses_all_and_shows_five(syncs: Syncs) -> None:
    assert compared(syncs).missing == Differing(count=8, ids=("c0", "c1", "c2", "c3", "c4"))


def test_a_creator_whom_another_market_has_newer_is_not_missed(syncs: Syncs) -> None:
    syncs(SOURCE)
    syncs.writer.published["FR"] = {"c0": make_creator(id="c0", market="FR", updated_at="2026-11-02T00:00:00Z")}
    del syncs.writer.published["DE"]["c0"]

    assert compared(syncs) == Comparison(market="DE", creators=7)


def test_a_feed_or_an_engine_that_fails_is_in_the_comparison(syncs: Syncs) -> None:
    absent = compare("FR", source=SOURCE, writer=syncs.writer, now=NOW)

    assert isinstance(absent.failure, FeedError)
    assert not absent.agrees


def test_a_market_is_a_line_and_an_object() -> None:
    agreeing = Comparison(market="DE", creators=1_200)
    differing = Comparison(market="FR", creators=2, missing=Differing(count=6, ids=tuple("abcde")))
    failed = Comparison(market="IT", failure=EngineUnavailable("the engine is away"))

    assert [comparison_line(one) for one in (agreeing, differing, failed)] == [
        "DE   agrees   1,200 creators",
        "FR   differs  2 creators  missing 6 (a, b, c, d, e, …)  extra 0  different 0",
        "IT   failed   the engine is away",
    ]
    assert comparisons_json([agreeing, differing, failed])["differing"] == 2
