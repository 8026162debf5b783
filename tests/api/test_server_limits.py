"""Does a key's limit hold over all worker processes of the real server?"""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from indexer.writers.embedded import EmbeddedWriter
from marketplace.accounts.making import Made
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from tests.accounts import SECRET_KEY, Office
from tests.api.conftest import CREATORS
from tests.api.server import ENDS_WITHIN_SECONDS, Server, serving
from tests.contract.index import Index

LIMIT = 150


def test_the_workers_of_a_server_let_through_so_many_requests_together(tmp_path: Path) -> None:
    Index(EmbeddedEngine(tmp_path / "index"), EmbeddedWriter(tmp_path / "index"), forget=lambda: None).fill(CREATORS)
    url = f"sqlite:///{tmp_path / 'marketplace.db'}"
    _, made = Office(SqlRecords(open_database(url))).open()
    named = {"AUTH": "required", "DATABASE_URL": url, "SECRET_KEY": SECRET_KEY, "RATE_PER_MINUTE": str(LIMIT)}
    settings = {f"MARKETPLACE_{name}": text for name, text in named.items()}

    with serving(tmp_path / "index", tmp_path, **settings) as it:
        began, left = minute(), Counter[int]()
        with ThreadPoolExecutor(8) as clients:
            while left[-1] < LIMIT or len(it.workers_that_answered()) < 2:
                left.update(clients.map(lambda _: what_is_left(it, made), range(2 * LIMIT)))
        windows = minute() - began + 1

    assert left.keys() <= {*range(LIMIT), -1}
    assert max(left[one] for one in range(LIMIT)) <= windows, "a request was counted by one of the workers alone"
    assert all(left[one] for one in range(LIMIT))


def what_is_left(server: Server, made: Made) -> int:
    """How many requests the answer to another one leaves; -1 when it was too many."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=ENDS_WITHIN_SECONDS)
    try:
        connection.request("GET", "/v1/topics", headers={"Authorization": f"Bearer {made.text.text}"})
        response = connection.getresponse()
        response.read()
        return -1 if response.status == 429 else int(response.headers["RateLimit-Remaining"])
    finally:
        connection.close()


def minute() -> int:
    """Which minute it is."""
    return int(time.time() // 60)
