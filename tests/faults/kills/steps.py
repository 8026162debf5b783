"""At which of its requests to Elasticsearch is an indexer killed? Before one is done, or after, without the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from tests.faults.proxy import Forward, Question, Reply

READS = ("_search", "_msearch", "_mget", "_alias", "_health", "_count")


@dataclass
class Steps:
    """Stands between an indexer and Elasticsearch: `count` is how much was asked for that changes something.

    At the one numbered `deadly` it calls `kill`, before or `afterwards`; `last` tells what was asked last.
    """

    count: int = 0
    deadly: int = 0
    afterwards: bool = False
    kill: Callable[[], None] = lambda: None
    last: str = ""
    killed: Event = field(default_factory=Event)

    def begin(self, *, deadly: int = 0, afterwards: bool = False) -> None:
        """Count anew."""
        self.count, self.deadly, self.afterwards, self.last = 0, deadly, afterwards, ""
        self.killed = Event()

    def __call__(self, question: Question, forward: Forward) -> Reply:
        """See `Between`."""
        path = question.path.partition("?")[0]
        if question.method in ("GET", "HEAD") or path.endswith(READS):
            return forward(question)
        self.count += 1
        dies = self.count == self.deadly
        if self.killed.is_set() or (dies and not self.afterwards):
            self._die(dies)
            return Reply(0, {}, b"", sent=None)
        self.last = _told(question.method, path)
        reply = forward(question)
        if dies:
            self._die(dies)
        return reply

    def _die(self, dies: bool) -> None:
        if dies:
            self.kill()
            self.killed.set()


def _told(method: str, path: str) -> str:
    """What a request is about, without names."""
    parts = [part for part in path.split("/") if part]
    called = [part for part in parts if part.startswith("_")]
    return called[-1] if called else f"{method} index"
