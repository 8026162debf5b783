"""Is an answer noticed that differs from the others?"""

from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from benchmarks.agreement import AnswersDiffer, check_agreement
from benchmarks.clients import Address, Request
from benchmarks.contenders import Contender
from benchmarks.forms import Asked

FACET = {"values": [{"value": "DE", "count": 1}], "exact": True}
ANSWER: Mapping[str, Any] = {"total": 1, "creators": [{"id": "c1"}], "facets": {"market": FACET}}


class Silent(BaseHTTPRequestHandler):
    """Answers with the status that the path names, and nothing."""

    def do_GET(self) -> None:
        """Called for each request."""
        self.send_response(int(self.path.removeprefix("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[Address]:
    """Where the silent server listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Silent) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield "127.0.0.1", server.server_port
        server.shutdown()
        thread.join()


def contender(letter: str, address: Address, *, status: int = 200, **changed: Any) -> Contender:
    """One whose answers are read as `ANSWER`, but for what is changed."""
    asked = Asked((Request("GET", f"/{status}"),), lambda _: {**ANSWER, **changed})
    return Contender(letter, letter, address, lambda _: asked, forget=lambda: None, publish=lambda: None)


def test_equal_answers_agree(address: Address) -> None:
    assert check_agreement([contender("a", address), contender("b", address)], [{}, {}]) == "answers agree: 2 of 2"


@pytest.mark.parametrize(
    "changed",
    [
        {"total": 2},
        {"creators": [{"id": "c2"}]},
        {"facets": {"market": {**FACET, "values": [{"value": "DE", "count": 2}]}}},
        {"facets": {}},
    ],
)
def test_another_total_hit_or_count_is_told(address: Address, changed: Any) -> None:
    with pytest.raises(AnswersDiffer, match=r"\(a\) and \(b\) differ"):
        check_agreement([contender("a", address), contender("b", address, **changed)], [{}])


def test_counts_that_one_calls_inexact_are_not_compared(address: Address) -> None:
    inexact = {"market": {"values": [], "exact": False}}

    agreed = check_agreement([contender("a", address), contender("b", address, facets=inexact)], [{}])

    assert agreed == "answers agree: 1 of 1"


def test_an_error_is_no_answer(address: Address) -> None:
    with pytest.raises(AnswersDiffer, match="422"):
        check_agreement([contender("a", address, status=422)], [{}])


def test_an_answer_that_was_not_given_in_time_is_told_and_not_compared(address: Address) -> None:
    agreed = check_agreement([contender("a", address), contender("b", address, status=503)], [{}])

    assert agreed == "answers agree: 1 of 1; not answered in time: b"
