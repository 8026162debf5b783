"""How does a record become a row, and a row a record? Field by field; what is nested is JSON."""

from __future__ import annotations

from typing import Any, TypeVar

import orjson
from cattrs import Converter
from sqlalchemy import Dialect, Row, Table, Text
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")

_converter = Converter(forbid_extra_keys=True, detailed_validation=False)


class Json(TypeDecorator[Any]):
    """A column of JSON, kept as the text that it was written as on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What is kept."""
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """What was kept."""
        return None if value is None else orjson.loads(value)


def row_of(record: object, table: Table, **derived: object) -> dict[str, object]:
    """The row of a record; `derived` are the columns that are no fields of it."""
    fields: dict[str, object] = _converter.unstructure(record)
    assert {*fields, *derived} <= set(table.c.keys())
    return fields | derived


def record_of(kind: type[T], row: Row[Any], *, derived: tuple[str, ...] = ()) -> T:
    """The record of a row."""
    return _converter.structure({name: value for name, value in row._mapping.items() if name not in derived}, kind)
