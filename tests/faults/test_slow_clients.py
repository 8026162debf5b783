"""Can clients that are slow, idle or deaf keep the others out? On a served process, its threads outnumbered."""

from __future__ import annotations

import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.api.server import Server, serving
from tests.faults.raw_http import Answer, dialled, head, next_answer

MORE_THAN_THREADS = 10  # two workers have four each
IDLE = 1_000
FEW_FILES = ("sh", "-c", 'ulimit -n 1024; exec "$@"', "sh")
"""What a process may open where nobody said more, as in a shell of Debian."""

BODY = head("/v1/creators/search", method="POST", Content_Type="application/json", Content_Length=500)
SEARCH = "/v1/creators?q=vegane&facets=none&fields=id"


@pytest.fixture(scope="module")
def server(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that waits a second for a request; nothing that its clients do is an error of its own."""
    with serving(index, tmp_path_factory.mktemp("server"), through=FEW_FILES, MARKETPLACE_BODY_SECONDS="1") as started:
        yield started
        log = started.log.read_text("utf-8")
        assert "Traceback" not in log
        assert " ERROR " not in log


def others_are_served(server: Server) -> None:
    """Searches of clients that behave are answered, on each worker."""
    for _ in range(20):
        status, body = server.get(SEARCH)
        assert (status, b'"cleo"' in body) == (200, True)


@contextmanager
def dribbling(connections: list[socket.socket], rest: bytes) -> Iterator[None]:
    """Let another byte of `rest` go out on every connection twenty times a second."""
    stop = Event()

    def send() -> None:
        for byte in cycle(rest):
            for one in connections:
                with suppress(OSError):
                    one.send(bytes([byte]))
            if stop.wait(0.05):
                return

    sender = Thread(target=send)
    sender.start()
    try:
        yield
    finally:
        stop.set()
        sender.join()


def closed(answer: Answer | None) -> bool:
    return answer is None


def refused(answer: Answer | None) -> bool:
    return answer is not None and answer.status == 400 and answer.is_problem


def ended(answer: Answer | None) -> bool:
    """Refused; a byte sent after the answer has the kernel throw that away."""
    return closed(answer) or refused(answer)


@pytest.mark.parametrize(
    ("start", "rest", "ends_well"),
    [(b"GET /v1/creators HTTP/1.1\r\nX-Slow: ", b"a", closed), (BODY, b" ", ended)],
    ids=["heads", "bodies"],
)
def test_requests_that_dribble_in_end_and_keep_nobody_out(
    server: Server, start: bytes, rest: bytes, ends_well: Callable[[Answer | None], bool]
) -> None:
    with dialled(server, MORE_THAN_THREADS) as slow:
        for one in slow:
            one.sendall(start)
        with dribbling(slow, rest):
            others_are_served(server)
            assert all(ends_well(next_answer(one)) for one in slow)


@pytest.mark.parametrize(
    ("start", "ends_well"),
    [(b"GET /v1/creators HT", closed), (BODY, refused), (BODY + b'{"q":', refused)],
    ids=["heads", "bodies that never start", "bodies"],
)
def test_requests_that_stop_half_way_end_and_keep_nobody_out(
    server: Server, start: bytes, ends_well: Callable[[Answer | None], bool]
) -> None:
    with dialled(server, MORE_THAN_THREADS) as slow:
        for one in slow:
            one.sendall(start)
        others_are_served(server)
        assert all(ends_well(next_answer(one)) for one in slow)


def test_answers_that_nobody_reads_keep_nobody_out(server: Server) -> None:
    path, many = "/openapi.json", 100  # 25 MB, more than the kernel takes off a server's hands
    size = len(server.get(path)[1])
    with dialled(server, MORE_THAN_THREADS) as deaf:
        for one in deaf:
            one.sendall(head(path) * many)
        others_are_served(server)
        assert min(received(one) for one in deaf) < size * many


def received(connection: socket.socket) -> int:
    """How many bytes come until the connection is closed or cut."""
    size = 0
    with suppress(ConnectionError):
        while data := connection.recv(2**20):
            size += len(data)
    return size


def test_clients_that_do_not_hang_up_keep_nobody_out(server: Server) -> None:
    with dialled(server, MORE_THAN_THREADS) as staying:
        for one in staying:
            one.sendall(head(Connection="close"))
            answer = next_answer(one)
            assert answer
            assert answer.status == 200
        others_are_served(server)


@pytest.mark.parametrize("first", [b"", head()], ids=["silent", "kept alive"])
def test_1000_idle_connections_keep_nobody_out(server: Server, first: bytes) -> None:
    with many_open_files(), dialled(server, IDLE) as idle:
        for one in idle:
            one.sendall(first)
        others_are_served(server)


@contextmanager
def many_open_files() -> Iterator[None]:
    """Let this process hold that many connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(4 * IDLE, hard)), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
