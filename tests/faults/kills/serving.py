"""What does the feed server of the world answer, and how far has who asks come by that?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Lock

from marketplace.creators.times import format_time, parse_time
from tests.faults.kills.world import Record, World
from tests.feed_server import Answer, Asked, page_of

PAGE_RECORDS = 60

STARTING, ASKING, READING, WRITING = (
    "before the first question",
    "asked for as_of",
    "reading pages",
    "after a last page",
)


@dataclass
class Run:
    """What one process asked so far: its `phase`, how many markets it read to the end, and when it did that first."""

    phase: str = STARTING
    questions: int = 0
    read_whole: int = 0
    awaited: int = 0
    reached: Event = field(default_factory=Event)
    first_whole_at: float | None = None
    happens: dict[int, Callable[[], None]] = field(default_factory=dict)


@dataclass
class Serving:
    """Answers as the world is when a run of pages begins; `run` is of the process that asks."""

    world: World
    run: Run = field(default_factory=Run)
    runs: dict[str, list[Record]] = field(default_factory=dict)
    numbers: count[int] = field(default_factory=count)
    lock: Lock = field(default_factory=Lock)

    def begin(self, *, awaited: int = 0) -> Run:
        """Another process asks from now on; `reached` when it read so many markets to the end."""
        with self.lock:
            self.run = Run(awaited=awaited)
            return self.run

    def __call__(self, asked: Asked) -> Answer:
        """The page that is asked for."""
        with self.lock:
            run = self.run
            run.questions += 1
            if happens := run.happens.pop(run.questions, None):
                happens()
            number, before = self._place(asked)
            records, limit = self.runs[number], int(asked.parameters["limit"])
            after = before + min(limit, PAGE_RECORDS)
            last = after >= len(records)
            self._note(run, asks=limit == 1, last=last)
            cursor = None if last else f"{number}:{after}"
            return page_of(*records[before:after], next_cursor=cursor, as_of=format_time(self.world.now))

    def _place(self, asked: Asked) -> tuple[str, int]:
        """Which run of pages it is, and how many records came before."""
        if cursor := asked.parameters.get("cursor"):
            number, _, before = cursor.partition(":")
            return number, int(before)
        market, since = asked.parameters["market"], asked.parameters.get("updated_since")
        found = self.world.since(market, parse_time(since)) if since else self.world.whole(market)
        number = str(next(self.numbers))
        self.runs[number] = found
        return number, 0

    def _note(self, run: Run, *, asks: bool, last: bool) -> None:
        run.phase = ASKING if asks else WRITING if last else READING
        if run.phase == WRITING:
            run.read_whole += 1
            run.first_whole_at = run.first_whole_at or time.monotonic()
            if run.read_whole == run.awaited:
                run.reached.set()
