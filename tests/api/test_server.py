"""Does the real server, with its worker processes, keep what the application promises?"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.engine import EmbeddedEngine
from tests.api.conftest import CREATORS
from tests.api.server import ENDS_WITHIN_SECONDS, Server, run, serving
from tests.contract.index import Index

JSON = {"Content-Type": "application/json"}
SEARCH = "/v1/creators/search"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the tests' creators."""
    folder = tmp_path_factory.mktemp("index")
    Index(EmbeddedEngine(folder), EmbeddedWriter(folder), forget=lambda: None).fill(CREATORS)
    return folder


@pytest.fixture(scope="module")
def server(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the module's tests share."""
    with serving(index, tmp_path_factory.mktemp("server")) as started:
        yield started


def test_it_searches_the_embedded_index(server: Server) -> None:
    status, body = server.get("/v1/creators?q=vegane&market=DE&fields=id&facets=none")
    assert status == 200
    assert [creator["id"] for creator in json.loads(body)["creators"]] == ["cleo", "anna"]


def test_a_url_of_8000_bytes_reaches_the_application(server: Server) -> None:
    path = "/v1/creators?facets=none" + "".join(f"&hashtags={'a' * 80}{n:03}" for n in range(80))
    path += "&q=" + "-" * (8_000 - len(path) - 3)
    assert len(path) == 8_000
    status, body = server.get(path)
    assert (status, json.loads(body)["errors"][0]["name"]) == (422, "q")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_50_mb_is_answered_with_413(server: Server, chunked: bool) -> None:
    body = iter([b" " * 1_000_000] * 50) if chunked else b" " * 50_000_000
    status, answer = server.ask("POST", SEARCH, body=body, headers=JSON, encode_chunked=chunked)
    assert (status, json.loads(answer)["status"]) == (413, 413)


@pytest.mark.parametrize("path", ["/v1/creators/%ff", "/%ed%a0%80", "/v1/creators/by-handle/%c3%28"])
def test_a_path_that_is_no_utf8_is_refused(server: Server, path: str) -> None:
    status, body = server.get(path)
    assert (status, json.loads(body)["errors"][0]["in"]) == (422, "path")


def test_a_chunk_without_a_length_is_the_clients_error(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=ENDS_WITHIN_SECONDS) as connection:
        head = (
            f"POST {SEARCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(head.encode() + b"zz\r\n{}\r\n0\r\n\r\n")
        assert connection.recv(1_000).startswith(b"HTTP/1.1 400 ")


def test_the_metrics_add_up_over_all_workers(server: Server) -> None:
    asked = 0
    with ThreadPoolExecutor(8) as clients:
        while len(server.workers_that_answered()) < 2:
            answers = list(clients.map(server.get, ["/v1/topics"] * 64))
            assert {status for status, _ in answers} == {200}
            asked += len(answers)
            assert asked < 10_000, "one of the workers answers nothing"
        list(clients.map(server.get, ["/v1/topics"] * 64))
    counted = re.search(
        r'^http_requests_total\{method="GET",route="/v1/topics",status="200"\} (\S+)$', server.metrics(), re.MULTILINE
    )
    assert counted
    assert float(counted[1]) == asked + 64


def test_metrics_are_on_their_own_port_only(server: Server) -> None:
    assert server.get("/metrics")[0] == 404


def test_sigterm_lets_a_request_under_way_finish_and_ends_with_0(index: Path, tmp_path: Path) -> None:
    with (
        serving(index, tmp_path) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=ENDS_WITHIN_SECONDS) as connection,
    ):
        head = f"POST {SEARCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
        connection.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        assert connection.recv(1_000).startswith(b"HTTP/1.1 100 ")
        server.process.terminate()
        connection.sendall(b"{}")
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200 ")
        assert server.process.wait(ENDS_WITHIN_SECONDS) == 0
        assert "Traceback" not in server.log.read_text("utf-8")


@pytest.mark.parametrize("setting", ["MARKETPLACE_PORT", "MARKETPLACE_METRICS_PORT"])
def test_a_taken_port_is_one_clear_line(server: Server, setting: str) -> None:
    ports = {"MARKETPLACE_PORT": "0", "MARKETPLACE_METRICS_PORT": "0", setting: str(server.port)}
    ended = run("serve", **ports)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"Error: can't listen on 127.0.0.1 port {server.port} (address already in use): choose another by {setting}\n"
    )


def test_a_request_that_gunicorn_refuses_is_a_problem_too(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=ENDS_WITHIN_SECONDS) as client:
        client.sendall("GET /v1/creators?q=café HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        head, _, body = client.makefile("rb").read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"\r\nContent-Type: application/problem+json\r\n" in head
    problem = json.loads(body)
    assert f"\r\nX-Request-Id: {problem['request_id']}\r\n".encode() in head
    assert "percent-encode" in problem["detail"]


def test_bodies_that_never_come_give_their_threads_back(index: Path, tmp_path: Path) -> None:
    settings = {"MARKETPLACE_BODY_SECONDS": "1", "MARKETPLACE_THREADS": "1"}
    started = f"POST {SEARCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{{"
    with (
        serving(index, tmp_path, **settings) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=ENDS_WITHIN_SECONDS) as client,
    ):
        client.sendall(started.encode())
        assert server.get("/health/live")[0] == 200
        assert client.makefile("rb").readline().startswith(b"HTTP/1.1 400 ")
