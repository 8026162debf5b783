"""What becomes of requests that no application can answer: unreadable, or never whole?

gunicorn's threaded worker, with three changes: what it refuses by itself is a problem like any other, a body that
does not come in time ends, and one that is not wanted is read away so that its sender sees the answer.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import orjson
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DRAINED_BYTES = 64 * 2**20
MAX_DRAIN_SECONDS = 5

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


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker process with threads."""

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


def _problem(status: int, title: str, *, detail: str, request_id: str) -> bytes:
    content = orjson.dumps(
        {"type": "about:blank", "title": title, "status": status, "detail": detail, "request_id": request_id}
    )
    head = (
        f"HTTP/1.1 {status} {title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
        f"Content-Length: {len(content)}\r\nX-Request-Id: {request_id}\r\nCache-Control: private, no-store\r\n\r\n"
    )
    return head.encode() + content


def whole_bodies(application: Wsgi, *, seconds: float) -> Wsgi:
    """The application, for which a body ends after so many seconds, and is read to its end before the answer.

    gunicorn reads away 64 KiB only: a client that sends 50 MB would see a broken connection and not the answer.
    """

    def answered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"] = _Body(environ["wsgi.input"])
        with _ended_in_time(environ, seconds):
            answer = application(environ, start_response)
            left, until = MAX_DRAINED_BYTES, monotonic() + MAX_DRAIN_SECONDS
            with suppress(OSError):  # the client is gone, or its body malformed: that has been answered
                while left > 0 and monotonic() < until and (data := body.read(64 * 1024)):
                    left -= len(data)
        return answer

    return answered


@contextmanager
def _ended_in_time(environ: dict[str, Any], seconds: float) -> Iterator[None]:
    """Let a body end where its client stops sending: a thread waits for it, and there are few."""
    client = environ.get("gunicorn.socket")
    if client is None or not (environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")):
        yield
        return
    timer = Timer(seconds, _stop_reading, (client,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _stop_reading(client: socket.socket) -> None:
    with suppress(OSError):
        client.shutdown(socket.SHUT_RD)


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
