"""How does a test come by a feed server, good, slow, busy, broken or hostile? A real one, on this machine."""

from __future__ import annotations

import json
import ssl
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

CERTIFICATE = Path(__file__).with_name("feed_server.pem")
"""A certificate of this machine for a hundred years, and its key, which protects nothing."""

AS_OF = "2026-11-22T09:00:00Z"


@dataclass(frozen=True)
class Asked:
    """What the server was asked: the path, the parameters and the headers."""

    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What is sent: `length` is what is said of the body, if it is not its length; without a body there is no head.

    `drip` comes at the end again and again.
    """

    status: int = 200
    body: bytes | None = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    waits: bool = False
    drip: bytes = b""


Trouble = Callable[[Answer], Answer]
"""Spoils an answer."""


class FeedServer(ThreadingHTTPServer):
    """Serves `creators`, by market, in pages; `troubles` spoil an answer each, in turn; `asked` is all it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.creators: dict[str, list[Any]] = {}
        self.page_records = 500
        self.troubles: deque[Trouble] = deque()
        self.asked: list[Asked] = []
        self.ends = Event()
        self.answers: Callable[[Asked], Answer] = self.page

    @property
    def url(self) -> str:
        """Where the feeds are."""
        scheme = "https" if isinstance(self.socket, ssl.SSLSocket) else "http"
        return f"{scheme}://127.0.0.1:{self.server_port}/creators"

    def encrypt(self) -> None:
        """Serve by https from now on, with the certificate of `CERTIFICATE`, which nobody trusts by itself."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def cursors(self) -> list[str]:
        """The cursors asked for, "" for a first page."""
        return [asked.parameters.get("cursor", "") for asked in self.asked]

    def page(self, asked: Asked) -> Answer:
        """The page that is asked for; a cursor is how many records come before."""
        before = int(asked.parameters.get("cursor", "0"))
        after = before + min(int(asked.parameters.get("limit", "500")), self.page_records)
        since = asked.parameters.get("updated_since", "")
        creators = self.creators[asked.parameters.get("market", "DE")]
        known = [one for one in creators if not isinstance(one, dict) or since <= one["updated_at"]]
        cursor = str(after) if after < len(known) else None
        return page_of(*known[before:after], next_cursor=cursor)

    def handle_error(self, *_: object) -> None:
        """A client that doesn't wait for its answer is no error here."""


@contextmanager
def feed_server(*, encrypted: bool = False, **creators: list[Any]) -> Iterator[FeedServer]:
    """A server of the feeds of these markets, for as long as the block."""
    with FeedServer() as server:
        server.creators = creators
        if encrypted:
            server.encrypt()
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.ends.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FeedServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = Asked(parts.path, dict(parse_qsl(parts.query)), dict(self.headers))
        self.server.asked.append(asked)
        spoilt: Trouble = self.server.troubles.popleft() if self.server.troubles else lambda answer: answer
        answer = spoilt(self.server.answers(asked))
        if answer.waits:
            self.server.ends.wait()
        if answer.body is None:
            self.close_connection = True
            self._drip(answer.drip)
            return
        self.send_response(answer.status)
        length = len(answer.body) if answer.length is None else answer.length
        for name, value in {"Content-Length": str(length), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
        self._drip(answer.drip)
        self.close_connection = length != len(answer.body)

    def _drip(self, drip: bytes) -> None:
        while drip and not self.server.ends.wait(0.01):
            self.wfile.write(drip)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def json_answer(content: object) -> Answer:
    """An answer of JSON."""
    return Answer(body=json.dumps(content).encode(), headers={"Content-Type": "application/json"})


def page_of(*creators: object, next_cursor: object = None, as_of: object = AS_OF) -> Answer:
    """A page."""
    return json_answer({"creators": creators, "next_cursor": next_cursor, "as_of": as_of})
