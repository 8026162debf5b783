"""What do statements need on both databases? Lists that are not too long, and rows that may be there already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, func, select
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


def insert_many(
    connection: Connection, table: Table, *, rows: Sequence[Mapping[str, Any]]
) -> tuple[Insert, Sequence[Mapping[str, Any]] | Mapping[str, Any]]:
    """An INSERT of many rows of the same columns, in their order, and what it is to be executed with.

    To PostgreSQL they go as an array a column: a thousand rows with a parameter a value took 0.3 s to be written as a
    statement, and take 0.03 s so.
    """
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table), rows
    names = [*rows[0]]
    arrays = [bindparam(f"all_{one}", type_=postgresql.ARRAY(table.c[one].type)) for one in names]
    source = func.unnest(*arrays).table_valued(*names).render_derived()
    many = postgresql.insert(table).from_select(names, select(*source.c))
    return many, {f"all_{one}": [row[one] for row in rows] for one in names}
