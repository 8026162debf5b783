"""Is every answer right that a service under load gives while what it searches changes?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from math import inf
from threading import Condition, Event, Thread
from time import monotonic
from typing import Any

from tests.api.server import ENDS_WITHIN_SECONDS, Server

CLIENTS = 4
PATIENCE_SECONDS = 0.1
"""How long a client waits after a 503: less than it is told, but not so that nothing else gets on."""

Content = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What one request brought; the times are seconds of the clock `monotonic`."""

    began: float
    ended: float
    status: int
    retry_after: str | None
    content: Content


@dataclass
class State:
    """What is right to answer, and from when to when."""

    content: Content
    since: float
    until: float = inf


@dataclass
class Load:
    """Clients that ask a service one and the same thing as fast as they can."""

    server: Server
    path: str
    states: list[State]
    answers: list[Answer] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    _more: Condition = field(default_factory=Condition)
    _stopped: Event = field(default_factory=Event)

    @contextmanager
    def changing(self, to: Content, *, seen_after: float = 0) -> Iterator[None]:
        """Within the block the old and the new state are right, then (so many seconds later) the new one alone."""
        self.states.append(State(to, monotonic()))
        yield
        self.states[-2].until = monotonic() + seen_after

    def answered(self, *statuses: int) -> None:
        """Wait until as many requests as there are clients have begun and been answered with one of these."""
        now = monotonic()
        with self._more:
            assert self._more.wait_for(lambda: self._count(now, statuses) >= CLIENTS, ENDS_WITHIN_SECONDS), statuses

    def wrong(self) -> list[Answer]:
        """The answers that were never right, nor a 503 that says when to come again."""
        return [one for one in self.answers if not (self._refused(one) or self._right(one))]

    def statuses(self) -> set[int]:
        """The statuses of all answers."""
        return {one.status for one in self.answers}

    def _count(self, since: float, statuses: tuple[int, ...]) -> int:
        return sum(one.began > since and one.status in statuses for one in self.answers[-100:])

    def _refused(self, answer: Answer) -> bool:
        return answer.status == 503 and (answer.retry_after or "").isdigit()

    def _right(self, answer: Answer) -> bool:
        return answer.status == 200 and any(
            state.content == answer.content and state.since <= answer.ended and answer.began <= state.until
            for state in self.states
        )

    def _ask_on(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=ENDS_WITHIN_SECONDS)
        try:
            while not self._stopped.is_set():
                answer = _asked(connection, self.path)
                self._keep(answer)
                if answer.status == 503:
                    self._stopped.wait(PATIENCE_SECONDS)
        except (OSError, HTTPException) as error:
            self.failures.append(error)
        finally:
            connection.close()

    def _keep(self, answer: Answer) -> None:
        with self._more:
            self.answers.append(answer)
            self._more.notify_all()


@contextmanager
def load(server: Server, path: str, *, right: Content) -> Iterator[Load]:
    """A load for as long as the block; then every answer has been right, or a 503 with Retry-After."""
    loaded = Load(server, path, [State(right, 0)])
    clients = [Thread(target=loaded._ask_on) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    try:
        yield loaded
    finally:
        loaded._stopped.set()
        for one in clients:
            one.join()
    problems = [*loaded.failures[:3], *loaded.wrong()[:3]]
    assert not problems, problems


def content_of(body: bytes) -> Content:
    """An answer without what differs from one to the next."""
    with suppress(ValueError):
        return {name: value for name, value in json.loads(body).items() if name not in ("took_ms", "request_id")}
    return {"unreadable": body}


def _asked(connection: HTTPConnection, path: str) -> Answer:
    began = monotonic()
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    return Answer(began, monotonic(), response.status, response.getheader("Retry-After"), content_of(body))
