"""What do statements need on both databases? Lists that are not too long, and rows that may be there already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

AT_ONCE = 500
"""Values of one statement: databases take some ten thousand."""

Insert = sqlite.Insert | postgresql.Insert


def parts(values: Collection[T]) -> Sequence[Sequence[T]]:
    """Some values, so many at a time as a statement takes."""
    listed = list(values)
    return [listed[n : n + AT_ONCE] for n in range(0, len(listed), AT_ONCE)]


def insert_of(connection: Connection) -> Callable[[Table], Insert]:
    """What makes an INSERT that may meet a row that is there; SQL in general has none."""
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
