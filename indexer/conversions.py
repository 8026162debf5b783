"""Who converts the records of a feed? This process, or several beside it where there are many."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Self

from indexer.convert import Conversion, convert
from indexer.parsing import parsed
from indexer.ports import FeedRecord
from indexer.rejects import Reject
from marketplace.creators.creator import Creator, Ready, Tombstone
from marketplace.errors import InvalidRecord, SyncError

MAX_ID_LENGTH = 64
MAX_PROCESSES = 4
"""One process that reads, counts and writes can't take in what more convert."""

RECORDS_A_TASK = 200
TASKS_AHEAD = 8
"""Handed out beyond the one that is waited for: at 200 records of 3 kB what is under way stays below 10 MB."""

OBJECTS_BETWEEN_COLLECTIONS = 50_000
FEW_RECORDS = 5_000
"""What a run converts by itself first: about as long (a second) as other processes take to begin."""


@dataclass(frozen=True)
class Work:
    """What is done with each record of a run: converted, and made ready for an engine."""

    conversion: Conversion
    making_ready: Callable[[Creator], Ready]


Found = tuple[int, Ready | Tombstone]
"""The line of a sound record, and what it became."""

Conversions = Callable[[Iterable[FeedRecord], Work], Iterator[Found | Reject]]
"""What becomes of each record, in the order of the records, whoever converts them and however quickly."""


def in_turn(records: Iterable[FeedRecord], work: Work) -> Iterator[Found | Reject]:
    """The `Conversions` of this process, one record after the other."""
    return (_converted(record.line, record.content, work=work) for record in records)


class Processes:
    """The `Conversions` of several processes, begun when there turn out to be many records and kept until the end.

    When one of them dies, the feed at hand is given up by a SyncError, and the next has new ones. None outlives this
    process, however it ends.
    """

    def __init__(self, count: int, *, few: int = FEW_RECORDS) -> None:
        """So many processes after the first few records; with a `count` of 1 all is done in this one."""
        self._count = count
        self._few = few
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def __call__(self, records: Iterable[FeedRecord], work: Work) -> Iterator[Found | Reject]:
        """See `Conversions`."""
        records = iter(records)
        for record in records if self._count == 1 else islice(records, self._few):
            self._few -= 1
            yield _converted(record.line, record.content, work=work)
        try:
            yield from self._beside(records, work)
        except BrokenProcessPool as error:
            self._end()
            raise SyncError(
                "a process that converts records was killed: see the memory of this machine, and sync again"
            ) from error

    def _beside(self, records: Iterator[FeedRecord], work: Work) -> Iterator[Found | Reject]:
        tasks: deque[Future[list[Found | Reject]]] = deque()
        failures: list[SyncError] = []
        try:
            for batch in _batches(records, failures):
                tasks.append(self._begin(batch, work))
                if len(tasks) > TASKS_AHEAD:
                    yield from tasks.popleft().result()
            while tasks:
                yield from tasks.popleft().result()
        finally:
            for task in tasks:
                task.cancel()
        if failures:
            raise failures[0]

    def _begin(self, batch: Sequence[FeedRecord], work: Work) -> Future[list[Found | Reject]]:
        # spawned: a fork would share the connections and locks of this process's threads
        self._pool = self._pool or ProcessPoolExecutor(self._count, get_context("spawn"), _ready)
        # a process that is begun inherits what is blocked: ^C ends this one, which ends the others
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._pool.submit(_converted_all, [(one.line, one.content) for one in batch], work)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(cancel_futures=True)


def processes() -> Processes:
    """As many as there are cores."""
    return Processes(min(os.cpu_count() or 1, MAX_PROCESSES))


def _batches(records: Iterator[FeedRecord], failures: list[SyncError]) -> Iterator[list[FeedRecord]]:
    """The records in batches; a feed that fails is noted, to be told in its place: after what was read before."""

    def read() -> Iterator[FeedRecord]:
        try:
            yield from records
        except SyncError as error:
            failures.append(error)

    sound = read()
    while batch := list(islice(sound, RECORDS_A_TASK)):
        yield batch


def _ready() -> None:
    """What a new process does first."""
    # records hold no cycles; to look for them among all that is remembered took an eighth of the time
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    _end_with_parent()


def _end_with_parent() -> None:
    """Let this process end when the one that began it is gone: killed, that one can't tell."""
    parent = parent_process()
    assert parent

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


def _converted_all(records: Sequence[tuple[int, object]], work: Work) -> list[Found | Reject]:
    return [_converted(line, content, work=work) for line, content in records]


def _converted(line: int, content: object, *, work: Work) -> Found | Reject:
    try:
        content = parsed(content)
        found = convert(content, work.conversion)
        return line, found if isinstance(found, Tombstone) else work.making_ready(found)
    except InvalidRecord as error:
        return Reject(line, error.field, error.reason, _id_of(content))


def _id_of(content: object) -> str:
    """The id of a refused record, as far as it has one that could be an id."""
    found = content.get("id") if isinstance(content, dict) else None
    return found[:MAX_ID_LENGTH] if isinstance(found, str) else ""
