"""Do clients that keep their connections share all the workers?"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.api.server import ENDS_WITHIN_SECONDS, Server, serving

CLIENTS = 40
WORKERS = 2
MOST_ATTEMPTS = 1_000


def test_clients_that_stay_are_shared_out_evenly(tmp_path: Path) -> None:
    with serving(tmp_path / "index", tmp_path) as server, ExitStack() as kept:
        started = until_all_workers_answer(server)
        for _ in range(CLIENTS):
            connect = HTTPConnection("127.0.0.1", server.port, timeout=ENDS_WITHIN_SECONDS)
            connection = kept.enter_context(closing(connect))
            connection.request("GET", "/health/live")
            assert connection.getresponse().read()
        held = answers_by_worker(server) - started
    assert sum(held.values()) == CLIENTS
    assert min(held[worker] for worker in started) >= CLIENTS * 0.4


def until_all_workers_answer(server: Server) -> Counter[str]:
    """The answers of each worker so far, all of them having started."""
    for _ in range(MOST_ATTEMPTS):
        server.get("/health/live")
        if len(answers := answers_by_worker(server)) == WORKERS:
            return answers
    pytest.fail(f"one worker answered all of {MOST_ATTEMPTS} clients who came one after the other")


def answers_by_worker(server: Server) -> Counter[str]:
    """How often each process wrote a line into the access log."""
    log = server.log.read_text("utf-8")
    return Counter(re.findall(r"^\S+ \S+ (\d+) INFO marketplace\.access ", log, re.MULTILINE))
