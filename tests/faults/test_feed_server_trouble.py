"""What if a feed server is slow, busy, broken or hostile? Asked again while it may help, else told in one line."""

import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from socket import socket
from typing import Any

import pytest

from indexer.sources.answers import Bounds
from marketplace.creators.times import parse_time
from tests.creators import NOW
from tests.fakes import feed_record
from tests.faults.feed_clients import IMPATIENT, Waits, failure, read, source_of
from tests.feed_server import FeedServer, Trouble, feed_server, page_of
from tests.feed_troubles import bodied, cut, dripping_body, dripping_head, headed, hung_up, packed, silent, status

RECORDS: list[Any] = [feed_record(f"c{number}") for number in range(5)]
MIB = 1024 * 1024


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server of DE, whose five creators come in pages of two."""
    with feed_server(DE=RECORDS) as server:
        server.page_records = 2
        yield server


PASSING = {
    "500": status(500),
    "502": status(502),
    "503": status(503),
    "504": status(504),
    "429": status(429),
    "a cut body": cut,
    "no answer": hung_up,
    "a cut gzip": packed("gzip", cut_by=9),
    "a cut zstd": packed("zstd", cut_by=3),
    "no gzip": headed(Content_Encoding="gzip"),
}


@pytest.mark.parametrize("trouble", PASSING.values(), ids=PASSING)
def test_a_page_that_fails_is_asked_again_and_no_record_comes_twice(server: FeedServer, trouble: Trouble) -> None:
    server.troubles.extend([lambda answer: answer, trouble, trouble])

    assert read(source_of(server)) == RECORDS
    assert server.cursors == ["", "2", "2", "2", "4"]


def test_tries_of_a_page_are_ever_further_apart_and_not_quite_regular(server: FeedServer) -> None:
    server.troubles.extend([status(500)] * 5)
    waits = Waits()

    read(source_of(server, waits))

    assert [int(wait) for wait in waits.seconds] == [1, 2, 4, 8, 16]
    assert len({wait % 1 for wait in waits.seconds}) > 1


def test_a_server_that_stays_broken_is_given_up_after_six_tries(server: FeedServer) -> None:
    server.troubles.extend([lambda answer: answer, *[status(503)] * 9])

    assert failure(source_of(server)) == f"{server.url}, DE, page 2: answers 503, 6 times: sync again later"
    assert server.cursors == ["", *["2"] * 6]


def test_each_page_has_its_own_tries(server: FeedServer) -> None:
    server.troubles.extend([*[status(500)] * 5, lambda answer: answer, *[status(500)] * 5])

    assert read(source_of(server)) == RECORDS


@pytest.mark.parametrize(
    ("after", "seconds"),
    [("120", 120), ("Sun, 22 Nov 2026 10:01:30 GMT", 90), ("Sun, 22 Nov 2026 09:00:00 GMT", 0), ("soon", 0)],
)
def test_a_server_is_left_alone_for_as_long_as_it_wishes(server: FeedServer, after: str, seconds: int) -> None:
    server.troubles.append(status(429, Retry_After=after))
    waits = Waits()

    read(source_of(server, waits))

    assert parse_time("2026-11-22T10:00:00Z") == NOW
    assert [wait if seconds else int(wait) for wait in waits.seconds] == [seconds or 1]


@pytest.mark.parametrize("after", ["601", "9" * 400, "Sun, 22 Nov 2026 11:00:00 GMT"])
def test_a_server_that_wants_to_be_left_alone_for_long_is_given_up_at_once(server: FeedServer, after: str) -> None:
    server.troubles.append(status(503, Retry_After=after))

    told = failure(source_of(server))

    assert told.startswith(f"{server.url}, DE, page 1: answers 503 and wants to be asked again in ")
    assert len(server.asked) == 1


def test_a_server_that_sends_nothing_is_not_waited_for(server: FeedServer) -> None:
    server.troubles.extend([silent, silent])

    told = failure(source_of(server, bounds=IMPATIENT))

    assert told == f"{server.url}, DE, page 1: takes too long to answer, 2 times: sync again later"


def test_a_server_that_takes_no_connection_is_not_waited_for() -> None:
    with socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        with ExitStack() as waiting:
            for _ in range(3):  # as many as may wait until somebody takes them
                one = waiting.enter_context(socket())
                one.setblocking(False)
                one.connect_ex(full.getsockname())

            told = failure(source_of(url, bounds=Bounds(connect_seconds=0.2, tries=1)))

    assert told == f"{url}, DE, page 1: can't be reached in time, 1 times: sync again later"


@pytest.mark.parametrize("trouble", [dripping_head, dripping_body])
def test_an_answer_that_drips_for_ever_is_not_waited_for(server: FeedServer, trouble: Trouble) -> None:
    server.troubles.extend([trouble] * 6)

    told = failure(source_of(server, Waits(step=50), bounds=Bounds(answer_bytes=1_000)))

    assert told == f"{server.url}, DE, page 1: takes too long to answer, 6 times: sync again later"


def test_a_server_that_is_not_there_is_told_after_some_tries(server: FeedServer) -> None:
    with feed_server() as gone:
        url = gone.url

    assert failure(source_of(url)) == f"{url}, DE, page 1: can't be reached, 6 times: sync again later"


FINAL = {
    "401": (status(401), "answers 401: check MARKETPLACE_FEED_TOKEN"),
    "403": (status(403), "answers 403: check MARKETPLACE_FEED_TOKEN"),
    "404": (status(404), "answers 404: check the URL, and whether it has the market"),
    "410": (status(410), "answers 410: the cursor is no longer good, sync again"),
    "204": (status(204), "answers 204: see the log of the server"),
    "418": (status(418), "answers 418: see the log of the server"),
    "html": (headed(Content_Type="text/html; charset=utf-8"), "answers text/html: it must be application/json"),
    "no type": (headed(Content_Type=""), "answers without a type: it must be application/json"),
    "brotli": (headed(Content_Encoding="br"), "is packed by br: it must be gzip, zstd or nothing"),
    "twice packed": (
        headed(Content_Encoding="gzip, gzip"),
        "is packed by gzip, gzip: it must be gzip, zstd or nothing",
    ),
    "nothing": (bodied(b""), "is no JSON: "),
    "a length that is too short": (headed(Content_Length="40"), "is no JSON: "),
}


@pytest.mark.parametrize(("trouble", "reason"), FINAL.values(), ids=FINAL)
def test_what_will_be_wrong_again_is_told_at_once(server: FeedServer, trouble: Trouble, reason: str) -> None:
    server.troubles.append(trouble)
    waits = Waits()

    told = failure(source_of(server, waits))

    assert told.startswith(f"{server.url}, DE, page 1: {reason}")
    assert (len(server.asked), waits.seconds) == (1, [])


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_page_may_be_packed(server: FeedServer, packing: str) -> None:
    server.troubles.extend([packed(packing)] * 3)

    assert read(source_of(server)) == RECORDS


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_bomb_is_not_unpacked(server: FeedServer, packing: str) -> None:
    bomb = packed(packing)(bodied(b" " * 256 * MIB)(page_of()))
    server.troubles.append(lambda _: bomb)

    tracemalloc.start()
    told = failure(source_of(server, bounds=Bounds(answer_bytes=MIB)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert told == f"{server.url}, DE, page 1: is longer than 1 MiB unpacked: give fewer records a page"
    assert peak < 8 * MIB


def test_a_page_has_as_many_bytes_as_it_may_and_no_more(server: FeedServer) -> None:
    body = page_of(*RECORDS).body or b""
    server.page_records = 5

    assert read(source_of(server, bounds=Bounds(answer_bytes=len(body)))) == RECORDS
    assert "is longer than" in failure(source_of(server, bounds=Bounds(answer_bytes=len(body) - 1)))
