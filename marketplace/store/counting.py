"""How do processes count together? In a small SQLite file: one statement counts, whoever is killed meanwhile.

The file is thrown away with the server, so nothing waits for a disk: 10 µs a count.
"""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from threading import Lock

WAIT_SECONDS = 0.1
"""For the other processes; who can't count by then lets the request through."""

_TABLE = """
create table if not exists counts (bucket text, window integer, times integer, primary key (bucket, window))
without rowid
"""
_COUNT = """
insert into counts values (?, ?, 1) on conflict do update set times = times + 1 returning times
"""

logger = logging.getLogger(__name__)


class SharedCounter:
    """Counts in a file, opened when it is first used; without one in memory, for this process alone."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = str(file) if file else ":memory:"
        self._connection: sqlite3.Connection | None = None
        self._window = 0
        self._told = False
        self._lock = Lock()

    def count(self, bucket: str, window: int) -> int | None:
        """See `Counter.count`; what is wrong with the file is logged once, until it is well again."""
        with self._lock:
            try:
                times = self._counted(bucket, window)
            except sqlite3.Error as error:
                self.close()
                if not self._told:
                    logger.error("requests can't be counted in %s, and are not limited: %s", self._file, error)
                self._told = True
                return None
            self._told = False
            return times

    def prepare(self) -> None:
        """Make the file, before several processes come to it at once."""
        self.count("", 0)
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _counted(self, bucket: str, window: int) -> int:
        if self._connection is None:
            self._connection = _opened(self._file)
        if window != self._window:
            self._connection.execute("delete from counts where window < ?", (window,))
            self._window = window
        # fetched whole: before that the statement isn't done, and keeps the other processes waiting
        ((times,),) = self._connection.execute(_COUNT, (bucket, window)).fetchall()
        return int(times)


def _opened(file: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for statement in ("pragma journal_mode = wal", "pragma synchronous = off", _TABLE):
            connection.execute(statement).fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
