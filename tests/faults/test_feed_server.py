"""What is read of a feed server, page by page, whatever its pages hold?"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from indexer.ports import Feed, FeedRecord
from indexer.sources.answers import Bounds
from marketplace.creators.times import parse_time
from marketplace.errors import InvalidRecord
from tests.fakes import feed_record, tombstone
from tests.faults.feed_clients import SECRET, failure, read, source_of
from tests.feed_server import AS_OF, FeedServer, feed_server, json_answer, page_of
from tests.feed_troubles import bodied

RECORDS: list[Any] = [feed_record(f"c{number}") for number in range(5)]
MIB = 1024 * 1024


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server of DE, whose five creators come in pages of two."""
    with feed_server(DE=RECORDS) as server:
        server.page_records = 2
        yield server


def test_the_records_of_all_pages_come_numbered_in_their_order(server: FeedServer) -> None:
    assert list(source_of(server).records("DE")) == [FeedRecord(line, one) for line, one in enumerate(RECORDS, 1)]
    assert server.cursors == ["", "2", "4"]


def test_each_page_is_asked_for_with_market_limit_token_and_what_is_understood(server: FeedServer) -> None:
    read(source_of(f"{server.url}?tenant=7"))

    asked = server.asked[1]
    assert asked.parameters == {"tenant": "7", "market": "DE", "limit": "500", "cursor": "2"}
    assert asked.headers["Authorization"] == f"Bearer {SECRET}"
    assert (asked.headers["Accept"], asked.headers["Accept-Encoding"]) == ("application/json", "gzip, zstd")


def test_changes_are_asked_for_since_a_moment_that_counts_itself(server: FeedServer) -> None:
    gone = tombstone("c9", updated_at="2026-11-20T00:00:00Z")
    server.creators["DE"] = [*RECORDS, gone]
    source = source_of(server)

    found = [record.content for record in source.changes("DE", parse_time("2026-11-20T00:00:00Z"))]

    assert found == [gone]
    assert server.asked[0].parameters["updated_since"] == "2026-11-20T00:00:00Z"
    assert list(source.changes("DE", parse_time("2026-11-21T00:00:00Z"))) == []


def test_a_feed_is_live_and_as_old_as_its_server_says(server: FeedServer) -> None:
    feed = source_of(server).feed("DE")

    assert feed == Feed("DE", feed.fingerprint, parse_time(AS_OF), live=True, tells=True)
    assert feed.fingerprint == source_of(server).feed("DE").fingerprint
    assert feed.fingerprint != source_of(f"{server.url}?a").feed("DE").fingerprint
    assert server.asked[0].parameters["limit"] == "1"


def test_a_feed_without_a_record_is_refused(server: FeedServer) -> None:
    server.creators["DE"] = []

    assert failure(source_of(server)) == f"{server.url}, DE: is empty: deliver at least one record"


def test_an_empty_page_before_the_last_is_no_end(server: FeedServer) -> None:
    server.troubles.append(lambda _: page_of(next_cursor="0"))

    assert read(source_of(server)) == RECORDS


def test_a_record_that_is_nested_too_deeply_is_refused_and_the_next_is_read(server: FeedServer) -> None:
    deep = json.loads("[" * 500 + "]" * 500)
    server.troubles.append(lambda _: page_of({"id": deep}, 5))

    first, second = read(source_of(server))

    assert isinstance(first, InvalidRecord)
    assert (str(first)[:31], second) == ("record: is nested too deeply: s", 5)


def test_a_record_of_more_than_a_mebibyte_is_refused_and_the_next_is_read(server: FeedServer) -> None:
    longest = "x" * (MIB - len('{"id":""}'))
    server.troubles.append(lambda _: page_of({"id": longest}, {"id": longest + "x"}, 5))

    first, second, third = read(source_of(server))

    assert (first, third) == ({"id": longest}, 5)
    assert isinstance(second, InvalidRecord)
    assert str(second) == "record: is longer than 1 MiB"


PAGES = {
    "[]": "is no JSON object: see docs/feeds.md",
    "{": "is no JSON: unexpected end of data, character 2",
    '{"creators": {}, "next_cursor": null, "as_of": "2026-11-22T09:00:00Z"}': "has no list of creators: see docs/f",
    '{"next_cursor": null, "as_of": "2026-11-22T09:00:00Z"}': "has no list of creators: see docs/feeds.md",
    '{"creators": [], "as_of": "2026-11-22T09:00:00Z"}': "next_cursor must be a string of 1 to 2,000 characters",
    '{"creators": [], "next_cursor": "", "as_of": "2026-11-22T09:00:00Z"}': "next_cursor must be a string of 1 to",
    '{"creators": [], "next_cursor": 7, "as_of": "2026-11-22T09:00:00Z"}': "next_cursor must be a string of 1 to",
    '{"creators": [], "next_cursor": null}': "as_of must be an RFC 3339 time like 2026-11-22T10:00:00Z",
    '{"creators": [], "next_cursor": null, "as_of": "2026-11-22"}': "as_of must be an RFC 3339 time like 2026",
    '{"creators": [], "next_cursor": null, "as_of": "2026-11-22T10:10:01Z"}': "as_of is more than 10 minutes ahead",
}


@pytest.mark.parametrize(("page", "reason"), PAGES.items())
def test_a_page_of_another_shape_fails_the_feed_at_once(server: FeedServer, page: str, reason: str) -> None:
    body = bodied(page.encode())
    server.troubles.extend([lambda answer: answer, body])

    assert failure(source_of(server)).startswith(f"{server.url}, DE, page 2: {reason}")
    assert server.cursors == ["", "2"]


def test_a_clock_may_be_ten_minutes_ahead(server: FeedServer) -> None:
    server.troubles.append(lambda _: page_of(*RECORDS, as_of="2026-11-22T10:10:00Z"))

    assert read(source_of(server)) == RECORDS


def test_a_cursor_that_comes_again_ends_no_run_in_a_loop(server: FeedServer) -> None:
    server.answers = lambda asked: page_of(*RECORDS, next_cursor="b" if asked.parameters.get("cursor") == "a" else "a")

    told = failure(source_of(server, bounds=Bounds(pages=9)))

    assert told == f"{server.url}, DE, page 3: next_cursor came before: each page has another"


def test_a_feed_without_an_end_is_given_up(server: FeedServer) -> None:
    server.answers = lambda asked: page_of(next_cursor=asked.parameters.get("cursor", "") + "x")

    told = failure(source_of(server, bounds=Bounds(pages=7)))

    assert told == f"{server.url}, DE, page 7: is not the last: end a feed within 7 pages"


def test_a_page_may_not_hold_more_than_it_was_asked_for(server: FeedServer) -> None:
    server.answers = lambda _: page_of(*[{}] * 501)

    assert failure(source_of(server)).endswith(
        "page 1: has 501 creators, and at most 500 are asked for: keep to the limit"
    )


def test_what_stands_beside_the_three_keys_of_a_page_is_left_alone(server: FeedServer) -> None:
    server.answers = lambda _: json_answer({"creators": RECORDS, "next_cursor": None, "as_of": AS_OF, "took": 3})

    assert read(source_of(server)) == RECORDS
