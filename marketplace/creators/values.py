"""Which values may a field of a profile have? One check a field, made from the field's entry in the table."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import cache

from marketplace.creators.quantities import Check, integer, json_type, number, price, shares, shares_by_group
from marketplace.creators.table import MAX_INTEGER, Field, Kind
from marketplace.creators.times import normal_time, parse_date, parse_time


def check_value(field: Field, value: object) -> object:
    """The value of a field as it is kept; ValueError says what is wrong with it."""
    return check_of(field)(value)


@cache
def check_of(field: Field) -> Check:
    """The check of a field's values, to be kept where many are checked: what the table says is looked up once."""
    check = CHECKS[field.kind](field)
    return _list(check, field) if field.many else check


def _list(check: Check, field: Field) -> Check:
    most, known = field.many, frozenset(field.values() if field.values else ())

    def checked(value: object) -> list[object]:
        if not isinstance(value, list):
            raise ValueError(f"must be a list, not {json_type(value)}")
        if len(value) > most:
            raise ValueError(f"has {len(value)} values: at most {most}")
        if not known or not set(map(type, value)) <= {str} or not known.issuperset(value):
            value = [check(item) for item in value]
        return list(dict.fromkeys(value))

    return checked


def _text(field: Field) -> Callable[[object], str]:
    longest = field.max_length or math.inf
    fits = re.compile(field.pattern, re.ASCII).fullmatch if field.pattern else None

    def checked(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError(f"must be a string, not {json_type(value)}")
        if len(value) > longest:
            raise ValueError(f"has {len(value)} characters: at most {longest}")
        if not value or value.isspace():
            raise ValueError("is empty: leave the field out")
        if not value.isascii() and _SURROGATE.search(value):
            raise ValueError("holds half of a surrogate pair: send valid Unicode")
        if fits and not fits(value):
            raise ValueError(f"must look like {field.pattern}, {value[:40]!r} does not")
        return value

    return checked


_SURROGATE = re.compile("[\ud800-\udfff]")


def _keyword(field: Field) -> Check:
    text = _text(field)
    if field.values is None:
        return text
    known = frozenset(field.values())

    def checked(value: object) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise ValueError(f"has no value {text(value)[:40]!r}: see the field's list in the docs")

    return checked


def _url(field: Field) -> Check:
    text, fits = _text(field), re.compile(r"https://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?").fullmatch

    def checked(value: object) -> str:
        written = text(value)
        if not fits(written):
            raise ValueError("must be an https URL")
        return written

    return checked


def _time(field: Field) -> Check:
    text = _text(field)

    def checked(value: object) -> str:
        written = text(value)
        return normal_time(written, _kept_exactly(parse_time(written)))

    return checked


def _date(field: Field) -> Check:
    text = _text(field)

    def checked(value: object) -> str:
        written = text(value)
        _kept_exactly(parse_date(written))
        return written  # there is one way to write a date

    return checked


def _kept_exactly(microseconds: int) -> int:
    """Engines count in doubles: beyond 2⁵³ the greatest value of a facet would be another one."""
    if abs(microseconds) > MAX_INTEGER:
        raise ValueError("must be a time before the year 2255")
    return microseconds


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {json_type(value)}")
    return value


CHECKS: Mapping[Kind, Callable[[Field], Check]] = {
    Kind.KEYWORD: _keyword,
    Kind.TREE: _keyword,
    Kind.TEXT: _text,
    Kind.URL: _url,
    Kind.BOOLEAN: lambda _: _boolean,
    Kind.INTEGER: integer,
    Kind.NUMBER: number,
    Kind.TIME: _time,
    Kind.DATE: _date,
    Kind.MONEY: lambda _: price,
    Kind.SHARES: shares,
    Kind.OBJECT: shares_by_group,
}
