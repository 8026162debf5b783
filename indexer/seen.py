"""Which version of each id has come in this run, and what became of it? Kept on disk: a feed may be of any size."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import orjson

from marketplace.creators.creator import Version
from marketplace.errors import SyncError

CACHE_KIB = 8 * 1024
ROWS_AT_ONCE = 1_000


class Outcome(StrEnum):
    """What becomes of the newest version of an id."""

    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    HIDDEN = "hidden"
    DELETED = "deleted"
    ELSEWHERE = "elsewhere"

    @property
    def written(self) -> bool:
        """Whether the build holds the creator."""
        return self in (Outcome.INDEXED, Outcome.UNCHANGED)


@dataclass(frozen=True)
class Sighting:
    """One version of an id: its line, what becomes of it, and the other market that loses the creator by it."""

    line: int
    version: Version
    outcome: Outcome
    taken_from: str = ""


class Seen:
    """The newest version of every id, in a nameless SQLite file that vanishes with the process, however it ends.

    Every method raises SyncError when the disk is full, and goes on raising it: the file is no good any more.
    """

    def __init__(self) -> None:
        # "" is a private database on disk: 200,000 ids take 20 MB there, and two thirds of that as Python objects
        self._rows = sqlite3.connect("", isolation_level=None)
        self._failure: SyncError | None = None
        self._rows.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{CACHE_KIB};"
            "CREATE TABLE seen (id TEXT PRIMARY KEY, line INTEGER, updated_at INTEGER, digest TEXT, outcome TEXT,"
            " taken_from TEXT) WITHOUT ROWID; BEGIN"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def find(self, ids: Sequence[str]) -> Mapping[str, Sighting]:
        """The newest versions so far of those ids that have come."""
        rows = self._execute(f"{_SELECT}, json_each(?) WHERE seen.id = value", orjson.dumps(ids).decode())
        return {row[-1]: _sighting(row) for row in rows}

    def keep(self, newest: Mapping[str, Sighting]) -> None:
        """Let these be the newest versions of their ids."""
        rows = (
            (one, kept.line, kept.version.updated_at, kept.version.digest, kept.outcome, kept.taken_from)
            for one, kept in newest.items()
        )
        with self._room():
            self._rows.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?)", rows)

    def counts(self) -> Mapping[Outcome, int]:
        """How many ids came to each outcome, every outcome named."""
        found = dict(self._execute("SELECT outcome, count(*) FROM seen GROUP BY outcome"))
        return {outcome: found.get(outcome, 0) for outcome in Outcome}

    def taken(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that other markets lose, by market."""
        found: dict[str, list[str]] = {}
        for market, creator_id in self._execute("SELECT taken_from, id FROM seen WHERE taken_from != ''"):
            found.setdefault(market, []).append(creator_id)
        return {market: tuple(ids) for market, ids in found.items()}

    def batches(self) -> Iterator[list[tuple[str, Sighting]]]:
        """All ids with their newest versions, ordered by id, many at a time."""
        rows = self._execute(f"{_SELECT} ORDER BY id")
        while some := self._fetched(rows):
            yield [(row[-1], _sighting(row)) for row in some]

    def _fetched(self, rows: sqlite3.Cursor) -> list[_Row]:
        with self._room():
            return rows.fetchmany(ROWS_AT_ONCE)

    def _execute(self, statement: str, *values: str) -> sqlite3.Cursor:
        with self._room():
            return self._rows.execute(statement, values)

    @contextmanager
    def _room(self) -> Iterator[None]:
        if self._failure:
            raise self._failure
        try:
            yield
        except sqlite3.Error as error:
            self._failure = SyncError(
                f"the folder of temporary files can't take the ids of the feed ({error}): see its free disk space, or"
                " name another one by TMPDIR"
            )
            raise self._failure from error


_Row = tuple[int, int, str, str, str, str]
_SELECT = "SELECT line, updated_at, digest, outcome, taken_from, seen.id FROM seen"


def _sighting(row: _Row) -> Sighting:
    line, updated_at, digest, outcome, taken_from, _ = row
    return Sighting(line, Version(updated_at, digest), Outcome(outcome), taken_from)
