"""What becomes of requests that no application can answer: unreadable, or never whole?

gunicorn's threaded worker, with six changes: what it refuses by itself is a problem like any other, a thread is given
to a client that has sent something and taken away when the request does not come (or its answer is not read) in time,
nobody waits for clients that don't hang up, a body that is not wanted is read away so that its sender sees the answer,
connections are shared out evenly among the workers, and threads that compute take turns.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from selectors import EVENT_READ
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import orjson
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from marketplace.seats import Seats
from marketplace.turns import Turns

MAX_DRAINED_BYTES = 64 * 2**20
MAX_DRAIN_SECONDS = 5

YIELD_SECONDS = 0.002
"""How long a new connection is left to a worker that holds fewer; who needs longer is too busy for it."""

FAREWELL_SECONDS = 0.5
"""How long a client that was refused may go on sending: closed before, its connection breaks and the answer is lost."""

Wsgi = Callable[..., Iterable[bytes]]

_REFUSALS = {
    LimitRequestLine: (414, "URI Too Long", "the URL is too long: send the parameters as a JSON body"),
    LimitRequestHeaders: (431, "Request Header Fields Too Large", "the headers are too many or too large: send less"),
    UnsupportedTransferCoding: (
        501,
        "Not Implemented",
        "the transfer coding is unknown: send the body as it is",
    ),
}
_UNREADABLE = (400, "Bad Request", "this is no HTTP request: percent-encode what is not ASCII, and see the headers")

logger = logging.getLogger(__name__)


@dataclass
class _Deadline:
    """When (monotonic) a connection's reading ends, its request not having come; and then its writing as well."""

    at: float
    ends: int = socket.SHUT_RD


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker process with threads; it is given its `seat` before it is forked."""

    seat: int

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._seats: Seats = self.app.seats
        self._turns = Turns()
        self._seconds: float = self.app.request_seconds
        self._under_way: dict[Any, _Deadline] = {}

    def notify(self) -> None:
        """Called in every turn of the worker's loop: say that it lives, and what it holds."""
        super().notify()
        self._seats.hold(self.seat, self.nr_conns)

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, or leave it to a worker that holds fewer."""
        if self._seats.fewer(self.nr_conns):
            sleep(YIELD_SECONDS)
        super().accept(listener)  # does nothing when the other has taken it

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection a thread, a new one when it has sent something.

        gunicorn lets a thread wait for a new client for 5 s: 20 that said nothing kept everybody else out for 20 s.
        """
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: Any) -> Any:
        """Read and answer a request, in a thread."""
        self._under_way[conn] = _Deadline(monotonic() + self._seconds)
        try:
            with self._turns.next() if self.app.computes else nullcontext():
                kept = super().handle(conn)
        finally:
            del self._under_way[conn]
        if kept is False:
            _stop(conn.sock, socket.SHUT_RD)  # else closing waits 2 s for the client, and the whole worker with it
        return kept

    def murder_pending(self) -> None:
        """Called at least every second: end what takes too long, so that 8 clients can't hold 8 threads for ever."""
        super().murder_pending()
        now = monotonic()
        for conn, deadline in tuple(self._under_way.items()):
            if now > deadline.at:
                _stop(conn.sock, deadline.ends)
                deadline.at, deadline.ends = now + self._seconds, socket.SHUT_RDWR

    def handle_error(self, *context: Any) -> None:
        """Answer what could not be read as a request; everything else is gunicorn's affair."""
        _request, client, _address, exc = context
        if not isinstance(exc, ParseException):
            super().handle_error(*context)
            return
        status, title, detail = _REFUSALS.get(type(exc), _UNREADABLE)
        request_id = uuid4().hex
        logger.info("%s refused with %d: %s", request_id, status, type(exc).__name__)
        with suppress(OSError):
            client.sendall(_problem(status, title, detail=detail, request_id=request_id))
            _take_leave(client)


def _stop(client: socket.socket, how: int) -> None:
    with suppress(OSError):
        client.shutdown(how)


def _take_leave(client: socket.socket) -> None:
    """Read away what a refused client is still sending, until it hangs up or its time is over."""
    client.shutdown(socket.SHUT_WR)
    until = monotonic() + FAREWELL_SECONDS
    while (left := until - monotonic()) > 0:
        client.settimeout(left)
        if not client.recv(64 * 1024):
            return


def _problem(status: int, title: str, *, detail: str, request_id: str) -> bytes:
    content = orjson.dumps(
        {"type": "about:blank", "title": title, "status": status, "detail": detail, "request_id": request_id}
    )
    head = (
        f"HTTP/1.1 {status} {title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
        f"Content-Length: {len(content)}\r\nX-Request-Id: {request_id}\r\nCache-Control: private, no-store\r\n\r\n"
    )
    return head.encode() + content


def whole_bodies(application: Wsgi) -> Wsgi:
    """The application, for which a body is read to its end before the answer.

    gunicorn reads away 64 KiB only: a client that sends 50 MB would see a broken connection and not the answer.
    """

    def answered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"] = _Body(environ["wsgi.input"])
        answer = application(environ, start_response)
        left, until = MAX_DRAINED_BYTES, monotonic() + MAX_DRAIN_SECONDS
        with suppress(OSError):  # the client is gone, or its body malformed: that has been answered
            while left > 0 and monotonic() < until and (data := body.read(64 * 1024)):
                left -= len(data)
        return answer

    return answered


class _Body:
    """The body of a request, with gunicorn's errors as those that werkzeug answers with 400."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all."""
        try:
            data: bytes = self._stream.read(size)
        except ParseException as error:
            raise OSError(str(error)) from error
        return data
