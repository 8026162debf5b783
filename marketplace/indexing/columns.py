"""What do the engines keep of a document beside itself? Its columns, by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field, Kind
from marketplace.creators.times import parse_date, parse_time
from marketplace.creators.topics import with_roots
from marketplace.text.fold import fold

Document = Mapping[str, object]
Shares = Mapping[str, Mapping[str, float]]


def shares(document: Document) -> Shares:
    """The shares of each audience group, by field name and key."""
    found: dict[str, Mapping[str, float]] = {}
    for field in FIELDS.shares:
        parent = document.get(field.within)
        if isinstance(parent, dict) and field.key in parent:
            found[field.name] = parent[field.key]
    return found


def keywords(document: Document, groups: Shares) -> dict[str, tuple[str, ...]]:
    """The exact values of each field that is no number; of a group of shares the key of the largest."""
    found: dict[str, tuple[str, ...]] = {}
    for name, keyword in _keywords():
        value = groups.get(name) or document.get(name)
        if value is not None and (values := keyword(value)):
            found[name] = values
    return found


def numbers(document: Document) -> dict[str, Number]:
    """The value of each numeric field; times in microseconds."""
    found: dict[str, Any] = {name: document[name] for name in _numeric() if name in document}
    for name, parse in _moments():
        if name in found:
            found[name] = parse(found[name])
    return found


@cache
def _numeric() -> tuple[str, ...]:
    return tuple(field.name for field in FIELDS.indexed if field.numeric)


@cache
def _moments() -> tuple[tuple[str, Callable[[str], int]], ...]:
    parsers: dict[Kind, Callable[[str], int]] = {Kind.TIME: parse_time, Kind.DATE: parse_date}
    return tuple((field.name, parsers[field.kind]) for field in FIELDS.indexed if field.kind in parsers)


@cache
def _keywords() -> tuple[tuple[str, Callable[[object], tuple[str, ...]]], ...]:
    return tuple((field.name, _keyword(field)) for field in FIELDS.indexed if not field.numeric)


def _keyword(field: Field) -> Callable[[Any], tuple[str, ...]]:
    """What makes a field's column of its value."""
    if field.within:
        return partial(_largest, field)
    if field.kind is Kind.BOOLEAN:
        return lambda value: ("true",) if value else ("false",)
    one_or_many: Callable[[Any], tuple[str, ...]] = tuple if field.many else lambda value: (value,)
    if field.folded:
        return lambda value: tuple(dict.fromkeys(filter(None, map(fold, one_or_many(value)))))
    return (lambda value: with_roots(one_or_many(value))) if field.kind is Kind.TREE else one_or_many


def _largest(field: Field, group: Mapping[str, float]) -> tuple[str, ...]:
    """The key of the largest share; among equals the first in the field's own order."""
    most = max(group.values())
    largest = [key for key, share in group.items() if share == most]
    if len(largest) > 1 and field.values:
        largest.sort(key=field.values().index)
    return (largest[0],)
