"""How does a test speak to a server in ways that no HTTP library would?"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse

from tests.api.server import ENDS_WITHIN_SECONDS, Server

CRLF = b"\r\n"


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    kind: str
    body: bytes

    @property
    def is_problem(self) -> bool:
        """Whether it says in the service's way that the client is wrong."""
        says = json.loads(self.body) if self.kind == "application/problem+json" else {}
        return 400 <= self.status < 500 and says.get("status") == self.status and bool(says.get("detail"))


def head(path: str = "/health/live", *, method: str = "GET", **headers: object) -> bytes:
    """The head of a request; `_` in a header's name is a hyphen."""
    lines = [f"{method} {path} HTTP/1.1", "Host: x", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@contextmanager
def dialled(server: Server, count: int = 1) -> Iterator[list[socket.socket]]:
    """Connections to a server; whatever waits on one of them for a minute fails."""
    made: list[socket.socket] = []
    try:
        for _ in range(count):
            made.append(socket.create_connection(("127.0.0.1", server.port), timeout=ENDS_WITHIN_SECONDS))
        yield made
    finally:
        for one in made:
            one.close()


def next_answer(connection: socket.socket) -> Answer | None:
    """The next answer on a connection; None when it was closed without one."""
    response = HTTPResponse(connection)
    try:
        response.begin()
        return Answer(response.status, response.getheader("Content-Type", ""), response.read())
    except ConnectionError:  # closed (http.client's RemoteDisconnected), or reset
        return None
    finally:
        response.close()


def told(server: Server, data: bytes) -> Answer | None:
    """What is answered to these bytes, sent on a connection of their own and then no more."""
    with dialled(server) as (connection,):
        with suppress(ConnectionError):  # it was answered before it was read to its end
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        return next_answer(connection)
