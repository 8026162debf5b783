"""How is a page of a list found? By an index that has its order, from the last record of the page before on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, false, select, tuple_

from marketplace.deals.asking import Order, Sight, Wanted


def page_of(table: Table, wanted: Wanted, *seen: ColumnElement[bool]) -> Select[Any]:
    """The records of a page; `seen` is said beside the filters of who may see them."""
    asked = select(table).where(*seen, *(_is(table.c[name], value) for name, value in wanted.filters.items()))
    by_deadline = wanted.order is Order.DEADLINE
    sort = (table.c.due if by_deadline else table.c.updated_at, table.c.id)
    if wanted.after:
        row, last = tuple_(*sort), (wanted.after.value, wanted.after.id)
        asked = asked.where(row > last if by_deadline else row < last)
    return asked.order_by(*(one if by_deadline else one.desc() for one in sort)).limit(wanted.limit)


def seen_in(table: Table, sight: Sight) -> list[ColumnElement[bool]]:
    """What of a table of deals somebody may see."""
    return [table.c[name] == value for name, value in vars(sight).items() if value is not None]


def can_be(text: str) -> bool:
    """Whether any column has a text; PostgreSQL refuses even to compare with NUL or half a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is(column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
    return column == value if can_be(value) else false()
