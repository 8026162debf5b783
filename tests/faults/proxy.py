"""How does a test make a real Elasticsearch slow, busy or broken? By a proxy that spoils its answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Thread
from typing import Any, ClassVar
from urllib.parse import urlsplit

SLOW_SECONDS = 3
"""Longer than the service waits for Elasticsearch (marketplace.elastic.client)."""

OF_ONE_CONNECTION = ("connection", "content-length", "transfer-encoding")


@dataclass(frozen=True)
class Reply:
    """An answer; `sent` says how much of its body is, None that the connection is closed without any answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    sent: float | None = 1


@dataclass(frozen=True)
class Question:
    """What an Elasticsearch is asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Trouble = Callable[[Reply, Event], Reply]
"""Spoils an answer; the event tells that the proxy ends."""

Forward = Callable[[Question], Reply]
"""What gives a question to Elasticsearch."""

Between = Callable[[Question, Forward], Reply]
"""Answers a question, by Elasticsearch or without it; what is asked may be changed, and what is answered."""


class Proxy(ThreadingHTTPServer):
    """Answers what an Elasticsearch answers, unless there is trouble."""

    daemon_threads = True

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        parts = urlsplit(url)
        self.behind = (str(parts.hostname), int(parts.port or 0))
        self.between: Between = asked
        self.trouble: Trouble = none
        self.ends = Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A client that doesn't wait for its answer is no error here."""


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    """A proxy before an Elasticsearch, for as long as the block."""
    with Proxy(url) as proxy:
        thread = Thread(target=proxy.serve_forever)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.ends.set()
            proxy.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the answer to its head
    server: Proxy

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        question = Question(self.command, self.path, dict(self.headers), body)
        reply = self.server.trouble(self.server.between(question, self._asked), self.server.ends)
        self.close_connection = reply.sent != 1
        if reply.sent is not None:
            self.send_response(reply.status)
            for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body[: int(len(reply.body) * reply.sent)])

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _forward  # noqa: N815

    def _asked(self, question: Question) -> Reply:
        connection = HTTPConnection(*self.server.behind, timeout=60)
        try:
            headers = {**question.headers, "Content-Length": str(len(question.body))}
            connection.request(question.method, question.path, question.body, headers)
            response = connection.getresponse()
            kept = {name: value for name, value in response.getheaders() if name.lower() not in OF_ONE_CONNECTION}
            return Reply(response.status, kept, response.read())
        finally:
            connection.close()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def asked(question: Question, forward: Forward) -> Reply:
    """Elasticsearch is asked."""
    return forward(question)


def none(reply: Reply, _: Event) -> Reply:
    """No trouble."""
    return reply


def slow(reply: Reply, ends: Event) -> Reply:
    """The answer comes when nobody waits for it any more."""
    ends.wait(SLOW_SECONDS)
    return reply


def hung_up(reply: Reply, _: Event) -> Reply:
    """The connection ends without an answer."""
    return replace(reply, sent=None)


def cut(reply: Reply, _: Event) -> Reply:
    """The connection ends within the answer."""
    return replace(reply, sent=0.5)


def short(reply: Reply, _: Event) -> Reply:
    """The answer is whole for HTTP, and ends within its JSON."""
    return replace(reply, body=reply.body[: len(reply.body) // 2])


def busy(reply: Reply, _: Event) -> Reply:
    """429, as Elasticsearch says it when its queues are full."""
    return replace(reply, status=429, body=json.dumps({"error": _REJECTED, "status": 429}).encode())


def gateway(_: Reply, __: Event) -> Reply:
    """The page of a load balancer that has nobody behind it."""
    return Reply(502, {"Content-Type": "text/html"}, b"<h1>502 Bad Gateway</h1>")


def part_busy(reply: Reply, _: Event) -> Reply:
    """One search of several was rejected."""
    return _edited(reply, lambda responses: responses.__setitem__(-1, {"error": _REJECTED, "status": 429}))


def out_of_time(reply: Reply, _: Event) -> Reply:
    """A search counted a part before its time was over."""
    return _edited(reply, lambda responses: responses[-1].update(timed_out=True, hits={"hits": []}))


def shard_lost(reply: Reply, _: Event) -> Reply:
    """A search counted what the other shards have."""
    lost = {"total": 2, "successful": 1, "skipped": 0, "failed": 1}
    return _edited(reply, lambda responses: responses[0].update(_shards=lost))


class Flaky:
    """Every third answer is cut, the one after it never comes."""

    asked: ClassVar = count()

    def __call__(self, reply: Reply, ends: Event) -> Reply:
        """Spoil some answers."""
        return (none, cut, hung_up)[next(self.asked) % 3](reply, ends)


_REJECTED = {"root_cause": [{"type": "es_rejected_execution_exception", "reason": "queue is full"}]}


def _edited(reply: Reply, edit: Callable[[list[Any]], object]) -> Reply:
    """The answer with the parts of a multi-search changed; any other stays."""
    with suppress(ValueError, KeyError, TypeError):
        content = json.loads(reply.body)
        edit(content["responses"])
        return replace(reply, body=json.dumps(content).encode())
    return reply
