"""What does a run tell the person, and the machine?"""

from dataclasses import replace

import pytest

from indexer.report import MarketReport, Tally, as_json, exit_code, market_line, total_line
from indexer.status import status_json, status_lines
from marketplace.creators.markets import codes
from marketplace.errors import FeedError, MarketplaceError
from tests.creators import NOW
from tests.fakes import feed_record
from tests.unit.indexer.syncs import Syncs

DONE = MarketReport(
    market="DE",
    action="full",
    reason="first sync",
    tally=Tally(read=1_500, indexed=1_000, rejected=2, unchanged=497, deleted=1),
    seconds=0.5,
)
IDLE = MarketReport(market="FR", action="nothing", reason="feed is unchanged", tally=Tally(read=7, unchanged=7))
FAILED = MarketReport(market="IT", action="none", reason="", failure=FeedError("there is no IT.ndjson"))


def test_a_market_is_a_line_of_words_and_figures() -> None:
    assert [" ".join(market_line(report).split()) for report in (DONE, IDLE, FAILED)] == [
        "DE full read 1,500 indexed 1,000 rejected 2 unchanged 497 deleted 1 0.5 s 3,000/s first sync",
        "FR nothing read 7 indexed 0 rejected 0 unchanged 7 deleted 0 0.0 s 0/s feed is unchanged",
        "IT failed read 0 indexed 0 rejected 0 unchanged 0 deleted 0 0.0 s 0/s there is no IT.ndjson",
    ]


def test_the_total_adds_up_and_counts_failures() -> None:
    line = " ".join(total_line([DONE, IDLE, FAILED]).split())

    assert line == (
        "all read 1,507 indexed 1,000 rejected 2 unchanged 504 deleted 1 0.5 s 3,000/s 1 of 3 markets failed"
    )


def test_changes_that_were_read_count_in_the_pace_of_all() -> None:
    assert " 3,000/s " in total_line([replace(DONE, action="delta")])


def test_json_has_the_same_figures() -> None:
    found = as_json([DONE, FAILED])

    assert found["failed"] == 1
    assert found["markets"] == [
        {
            "market": "DE",
            "action": "full",
            "reason": "first sync",
            "read": 1_500,
            "indexed": 1_000,
            "rejected": 2,
            "unchanged": 497,
            "deleted": 1,
            "seconds": 0.5,
            "records_per_second": 3_000,
            "failed": None,
        },
        {
            "market": "IT",
            "action": "none",
            "reason": "",
            "read": 0,
            "indexed": 0,
            "rejected": 0,
            "unchanged": 0,
            "deleted": 0,
            "seconds": 0,
            "records_per_second": 0,
            "failed": "there is no IT.ndjson",
        },
    ]


@pytest.mark.parametrize(
    ("failures", "code"),
    [
        ([None, None], 0),
        ([None, FeedError("cut")], 1),
    ],
)
def test_the_exit_code_tells_whether_a_market_failed(failures: list[MarketplaceError | None], code: int) -> None:
    assert exit_code([MarketReport(market="DE", action="full", reason="", failure=one) for one in failures]) == code


def test_the_status_names_what_is_published_and_what_is_not(syncs: Syncs) -> None:
    syncs.feed(feed_record("a"), feed_record("b"), feed_record("c", followers=-1))

    states = syncs.writer.states()

    first, last = status_lines(states, now=NOW + 90_000_000)
    time = "2026-11-22T10:00:00Z"
    assert " ".join(first.split()) == f"DE 2 creators 1 rejected 90 s behind feed of {time} synced {time}"
    assert last == f"not published: {' '.join(code for code in codes() if code != 'DE')}"
    told = {"market": "DE", "creators": 2, "as_of": time, "lag_seconds": 0.0, "synced_at": time, "rejected": 1}
    assert status_json(states, [], now=NOW)["markets"] == [{**told, "builds": []}]
    assert states["DE"].synced_at == NOW
