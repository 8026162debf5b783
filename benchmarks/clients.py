"""How is a server put under load? Client processes that send prepared requests over kept connections, and time them.

Processes, because threads of one would wait for each other; nothing of an answer is read but its status and length.
Only the standard library is imported: each client is a new process.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Self

PATIENCE_SECONDS = 120
READY = "ready"
OK = 200

Address = tuple[str, int]


@dataclass(frozen=True)
class Request:
    """One HTTP request, its body as it is sent."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""


Asking = tuple[Request, ...]
"""The requests that one search takes, one after the other."""


@dataclass(frozen=True)
class Load:
    """What came of a load: seconds of each search that was answered, how many were not, seconds from first to last."""

    latencies: tuple[float, ...]
    refused: int
    seconds: float

    @property
    def rate(self) -> float:
        """Searches answered a second."""
        return len(self.latencies) / self.seconds


class Clients:
    """As many client processes as are ever wanted at once, ended with the block."""

    def __init__(self, count: int) -> None:
        context = get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            self._pipes.append(ours)
            self._processes.append(context.Process(target=work, args=(theirs,), daemon=True))

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.terminate()
            process.join()

    def ask(self, address: Address, askings: Sequence[Asking], *, count: int = 1) -> Load:
        """Let so many clients share the searches; each begins when all are connected."""
        pipes = self._pipes[:count]
        for number, pipe in enumerate(pipes):
            pipe.send((address, askings[number::count]))
        for pipe in pipes:
            pipe.recv()
        for pipe in pipes:
            pipe.send(READY)
        parts = [pipe.recv() for pipe in pipes]
        timed = [one for _, _, answers in parts for one in answers]
        return Load(
            tuple(seconds for status, seconds in timed if status == OK),
            sum(status != OK for status, _ in timed),
            max(ended for _, ended, _ in parts) - min(began for began, _, _ in parts),
        )


def work(pipe: Connection) -> None:
    """What a client process does: take searches, connect, wait for the start, ask, report."""
    with suppress(EOFError, KeyboardInterrupt):  # the measurement was broken off
        while True:
            address, askings = pipe.recv()
            connection = connected(address)
            pipe.send(READY)
            pipe.recv()
            began = monotonic()
            timed = [_timed(connection, asking) for asking in askings]
            pipe.send((began, monotonic(), timed))
            connection.close()


def connected(address: Address) -> HTTPConnection:
    """An open connection."""
    connection = HTTPConnection(*address, timeout=PATIENCE_SECONDS)
    connection.connect()
    return connection


def answered(connection: HTTPConnection, request: Request) -> tuple[int, bytes]:
    """The status and body of an answer."""
    headers = {"Content-Type": request.content_type} if request.body else {}
    connection.request(request.method, request.path, request.body or None, headers)
    response = connection.getresponse()
    return response.status, response.read()


def _timed(connection: HTTPConnection, asking: Asking) -> tuple[int, float]:
    """The worst status of a search's requests, and the seconds they took together."""
    began = monotonic()
    status = max(answered(connection, request)[0] for request in asking)
    return status, monotonic() - began
