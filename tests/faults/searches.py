"""What do those see who search all the time, through whatever happens?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic, sleep

from marketplace.errors import EngineUnavailable
from marketplace.search.service import SearchService
from tests.faults.generations import Asked, Generations, questions

CLIENTS = 2
PAUSE_SECONDS = 0.01
"""Between two searches of a client: three nodes and a sync want to run on the same cores."""

STEADY = 60
"""So many searches one after the other without an error are no luck."""


@dataclass
class Searches:
    """Clients of one service; the times are seconds of the clock `monotonic`."""

    service: SearchService
    feeds: Generations
    answered: list[float] = field(default_factory=list)
    refused: dict[float, str] = field(default_factory=dict)
    wrong: list[object] = field(default_factory=list)

    def steady(self, within_seconds: float) -> None:
        """Wait until searches are answered again and again, none of them refused."""
        began = monotonic()
        while monotonic() - began < within_seconds:
            since = max([began, *list(self.refused)])
            if sum(one > since for one in self.answered[-STEADY:]) == STEADY:
                return
            sleep(0.05)
        raise AssertionError(f"after {within_seconds} s searches are refused: {list(self.refused.values())[-1:]}")

    def refused_until(self, since: float) -> float:
        """Seconds from a moment to the last refusal after it; 0 without one."""
        return max([0, *(one - since for one in self.refused)])

    def _ask(self, asked: Asked) -> None:
        published = dict(self.feeds.published)
        try:
            page = self.service.search(asked[1]).page
        except EngineUnavailable as error:
            self.refused[monotonic()] = str(error)
            return
        self.answered.append(monotonic())
        self.wrong += self.feeds.wrong(asked, page, published)

    def _ask_on(self, stopped: Event) -> None:
        try:
            for asked in questions():
                self._ask(asked)
                if stopped.wait(PAUSE_SECONDS):
                    return
        except Exception as error:
            self.wrong.append(error)


@contextmanager
def searching(service: SearchService, feeds: Generations) -> Iterator[Searches]:
    """Searches for as long as the block; then none of their answers was wrong."""
    searches, stopped = Searches(service, feeds), Event()
    clients = [Thread(target=searches._ask_on, args=(stopped,)) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    try:
        yield searches
    finally:
        stopped.set()
        for one in clients:
            one.join()
    assert searches.wrong == []
