"""Who converts the records of a feed where there are many? Several processes beside this one, each with its own pipe.

The standard library's pool has one pipe for all answers: whoever is killed while writing to it leaves half an answer
there, and the pool waits for the rest for ever, with the sync's lock in its hands (seen).
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Thread
from typing import Self

from indexer.conversions import Found, Work, converted, in_batches, in_turn
from indexer.ports import FeedRecord
from indexer.rejects import Reject
from marketplace.errors import SyncError

MAX_PROCESSES = 4
"""One process that reads, counts and writes can't take in what more convert."""

TASKS_AHEAD = 8
"""Handed out beyond the one that is waited for: at 200 records of 3 kB what is under way stays below 10 MB."""

OBJECTS_BETWEEN_COLLECTIONS = 50_000
FEW_RECORDS = 5_000
"""What a run converts by itself first: about as long (a second) as other processes take to begin."""

FAREWELL_SECONDS = 5
"""A process ends at once when its pipe is closed; one that doesn't is ended."""

Answer = list[Found | Reject]
BROKEN = (EOFError, OSError)
"""What reading from or writing to a process raises that is no more."""


class Processes:
    """The `Conversions` of several processes, begun when there turn out to be many records and kept until the end.

    When one of them dies, the feed at hand is given up by a SyncError, and the next has new ones. None outlives this
    process, however it ends.
    """

    def __init__(self, count: int, *, few: int = FEW_RECORDS) -> None:
        """So many processes after the first few records; with a `count` of 1 all is done in this one."""
        self._count = count
        self._few = few
        self._workers: list[_Worker] = []
        self._thresholds = gc.get_threshold()

    def __enter__(self) -> Self:
        _collect_seldom()
        return self

    def __exit__(self, *_: object) -> None:
        gc.set_threshold(*self._thresholds)
        self._end()

    def __call__(self, records: Iterable[FeedRecord], work: Work) -> Generator[Found | Reject, None, None]:
        """See `Conversions`."""
        records = iter(records)
        for found in in_turn(records if self._count == 1 else islice(records, self._few), work):
            self._few -= 1
            yield found
        failures: list[SyncError] = []
        with closing(self._answers(in_batches(records, failures), work)) as answers:
            for answer in answers:
                yield from answer
        if failures:
            raise failures[0]

    def _answers(self, batches: Iterable[Sequence[FeedRecord]], work: Work) -> Generator[Answer, None, None]:
        """What becomes of each batch, in their order."""
        if any(worker.waiting or not worker.process.is_alive() for worker in self._workers):
            # one died with nothing to do, or still has an answer for a feed that was given up: it is not for this one
            self._end()
        tasks: _Tasks = deque()
        try:
            for batch in batches:
                tasks.append((self._given(batch, work), batch[0].line, batch[-1].line))
                if len(tasks) > TASKS_AHEAD:
                    yield self._taken(tasks)
            while tasks:
                yield self._taken(tasks)
        finally:
            if tasks:  # of a feed that is given up, maybe in the middle of an answer: nothing more can be read
                self._end()

    def _given(self, batch: Sequence[FeedRecord], work: Work) -> _Worker:
        if not self._workers:
            self._workers = [_begun() for _ in range(self._count)]
        worker = min(self._workers, key=lambda one: one.waiting)
        with suppress(*BROKEN):  # whoever takes the answer is told
            worker.give([(one.line, one.content) for one in batch], work)
        return worker

    def _taken(self, tasks: _Tasks) -> Answer:
        worker, first, last = tasks[0]
        try:
            answer = worker.take()
        except BROKEN as error:
            raise SyncError(
                f"a process that converts records was killed at one of the lines {first:,} to {last:,}:"
                " see the memory of this machine, and sync again"
            ) from error
        tasks.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _end(self) -> None:
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.connection.close()
        for worker in workers:
            worker.process.join(FAREWELL_SECONDS)
            worker.process.kill()
            worker.process.join()


def processes() -> Processes:
    """As many as there are cores."""
    return Processes(min(os.cpu_count() or 1, MAX_PROCESSES))


@dataclass(eq=False)
class _Worker:
    """A process, our end of its pipe, and how many answers it owes."""

    process: SpawnProcess
    connection: Connection
    waiting: int = 0

    def give(self, records: Sequence[tuple[int, object]], work: Work) -> None:
        """Hand a task over."""
        self.waiting += 1
        self.connection.send((records, work))

    def take(self) -> Answer | Exception:
        """The answer to the task that was given first, or what went wrong with it."""
        answer: Answer | Exception = self.connection.recv()
        self.waiting -= 1
        return answer


_Tasks = deque[tuple[_Worker, int, int]]  # each with its first and last line


def _begun() -> _Worker:
    # spawned: a fork would share the connections and locks of this process's threads
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_convert_all, args=(theirs,), daemon=True)
    # a process that is begun inherits what is blocked: ^C ends this one, which ends the others.
    # What comes along with the first of them would unblock it again
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    theirs.close()  # so that our end tells when the process is gone
    return _Worker(process, ours)


def _convert_all(connection: Connection) -> None:
    """What a process does until its pipe is closed, by whoever began it or by the end of that one."""
    _collect_seldom()
    tasks: SimpleQueue[tuple[Sequence[tuple[int, object]], Work]] = SimpleQueue()
    Thread(target=_read, args=(connection, tasks), daemon=True).start()
    while True:
        records, work = tasks.get()
        try:
            connection.send(converted(records, work))
        except Exception as error:  # a mistake of ours: whoever waits for the answer raises it
            connection.send(error)


def _read(connection: Connection, tasks: SimpleQueue[tuple[Sequence[tuple[int, object]], Work]]) -> None:
    """Read tasks while others are worked on: if both sides only wrote, both pipes would fill and both would wait."""
    try:
        while True:
            tasks.put(connection.recv())
    except BROKEN:
        os._exit(0)


def _collect_seldom() -> None:
    # records hold no cycles; to look for them among all that is remembered took an eighth of the time
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
