"""What becomes of requests that are too large, broken or no HTTP at all? A problem, or the end of the connection."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.api.server import Server, serving
from tests.faults.raw_http import Answer, dialled, head, told

MIB = 2**20
FOLDED = b"GET /health/live HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n"

TOO_LARGE = {
    "a URL of 9 KB": (head("/" + "a" * 9_000), 414),
    "a URL of 5 MB": (head("/" + "a" * 5 * MIB), 414),
    "a request line without end": (b"GET /" + b"a" * 5 * MIB, 414),
    "a header of 9 KB": (head(X_Long="a" * 9_000), 431),
    "a header of 5 MB": (head(X_Long="a" * 5 * MIB), 431),
    "a header without end": (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 5 * MIB, 431),
    "200 headers": (head(**{f"X_{number}": "a" for number in range(200)}), 431),
    "100,000 headers": (head(**{f"X_{number}": "a" for number in range(100_000)}), 431),
}
"""What is sent, and the status of the problem."""

BROKEN = {
    "another protocol": b"EHLO example.org\r\n\r\n",
    "TLS": bytes.fromhex("160301020001000001fc0303") + bytes(500) + b"\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9": b"GET / HTTP/9.9\r\n\r\n",
    "no path": b"GET\r\n\r\n",
    "line feeds alone": b"\n" * 10_000,
    "NUL": b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "NUL in a header": head(X_Odd="a\x00b"),
    "a header without a colon": b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
    "a space before the colon": b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    "a folded header": FOLDED,
    "two lengths": head(method="POST", Content_Length="1, 2"),
    "a negative length": head(method="POST", Content_Length="-1"),
    "a length and chunks": head(method="POST", Content_Length="3", Transfer_Encoding="chunked") + b"0\r\n\r\n",
    "an unknown coding": head(method="POST", Transfer_Encoding="snail"),
}
"""What is no request, or may be read as two different ones."""


@pytest.fixture(scope="module")
def server(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in whose log no client's doing is an error of its own."""
    with serving(index, tmp_path_factory.mktemp("server")) as started:
        yield started
        log = started.log.read_text("utf-8")
        assert "Traceback" not in log
        assert " ERROR " not in log


@pytest.mark.parametrize("what", TOO_LARGE)
def test_what_is_too_large_is_refused_by_name(server: Server, what: str) -> None:
    data, status = TOO_LARGE[what]
    answer = told(server, data)
    assert answer
    assert (answer.status, answer.is_problem) == (status, True)


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_refused_or_cut(server: Server, what: str) -> None:
    assert refused_or_cut(told(server, BROKEN[what]))


def test_random_bytes_are_refused_or_cut(server: Server) -> None:
    rng = Random(7)
    for _ in range(200):
        data = bytearray(head("/v1/creators?q=vegane", Accept="*/*"))
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        answer = told(server, bytes(data))
        assert refused_or_cut(answer) or (answer and answer.status == 200)


def refused_or_cut(answer: Answer | None) -> bool:
    """Whether a client hears what is wrong, or that nobody listens."""
    return answer is None or answer.is_problem or answer.status == 501


@pytest.mark.parametrize("garbage", [b"\x00" * 100, b"}{", b"\r\n\r\n\x16\x03", b"GET / HTTP"], ids=repr)
def test_garbage_behind_requests_takes_nothing_from_their_answers(server: Server, garbage: bytes) -> None:
    with dialled(server) as (connection,):
        connection.sendall(head("/v1/topics") * 3 + garbage)
        connection.shutdown(socket.SHUT_WR)
        received = connection.makefile("rb").read()
    assert re.findall(rb"HTTP/1.1 (\d+) ", received) in ([b"200"] * 3, [b"200"] * 3 + [b"400"])
    assert received.count(b'{"topics":') == 3


def test_a_client_that_sends_no_more_gets_its_whole_answer(server: Server) -> None:
    answer = told(server, head("/openapi.json"))
    assert answer
    assert (answer.status, len(answer.body)) == (200, len(server.get("/openapi.json")[1]))


@pytest.mark.parametrize("sent", [b"", b"GET /v1/cre", head()[:-2], head("/v1/creators", X_Cut="a")[:-5]])
def test_a_client_that_leaves_half_way_gets_no_answer(server: Server, sent: bytes) -> None:
    assert told(server, sent) is None


def test_a_body_that_is_cut_is_the_clients_error(server: Server) -> None:
    whole = head("/v1/creators/search", method="POST", Content_Type="application/json", Content_Length=100)
    answer = told(server, whole + b'{"q": "veg')
    assert answer
    assert (answer.status, answer.is_problem) == (400, True)
