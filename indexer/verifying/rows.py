"""Where is it noted what a comparison found? In a nameless SQLite file that vanishes with the process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from marketplace.errors import SyncError

CACHE_KIB = 8 * 1024
ROWS_AT_ONCE = 1_000


class Rows:
    """Tables of notes; every method raises SyncError when the disk is full."""

    def __init__(self, schema: str) -> None:
        self._rows = sqlite3.connect("", isolation_level=None)
        pragmas = f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{CACHE_KIB};"
        self._rows.executescript(f"{pragmas}{schema}; BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def do(self, statement: str, *values: object) -> list[Any]:
        """Do a statement; the rows that it gives, which must be few."""
        with self._room():
            return self._rows.execute(statement, values).fetchall()

    def do_each(self, statement: str, values: Iterable[tuple[object, ...]]) -> None:
        """Do a statement with each of these values."""
        with self._room():
            self._rows.executemany(statement, values)

    def walk(self, statement: str, *values: object) -> Iterator[list[Any]]:
        """The rows of a statement, many at a time."""
        with self._room():
            rows = self._rows.execute(statement, values)
        while some := self._fetched(rows):
            yield some

    def _fetched(self, rows: sqlite3.Cursor) -> list[Any]:
        with self._room():
            return rows.fetchmany(ROWS_AT_ONCE)

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise SyncError(
                f"the folder of temporary files can't take what is compared ({error}): see its free disk space, or"
                " name another one by TMPDIR"
            ) from error
