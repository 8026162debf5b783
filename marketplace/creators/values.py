"""Which values may a field of a profile have? One check a kind; each returns the value as it is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from marketplace.creators import money
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import MAX_INTEGER, Field, Kind
from marketplace.creators.times import format_date, format_time, parse_date, parse_time

SHARES_SUM = 1.01
"""A group of shares may sum to a little over 1: they are rounded one by one."""


def check_value(field: Field, value: object) -> object:
    """The value of a field as it is kept; ValueError says what is wrong with it."""
    check = CHECKS[field.kind]
    if not field.many:
        return check(field, value)
    if not isinstance(value, list):
        raise ValueError(f"must be a list, not {_named(value)}")
    if len(value) > field.many:
        raise ValueError(f"has {len(value)} values: at most {field.many}")
    return list(dict.fromkeys([str(check(field, item)) for item in value]))


def _named(value: object) -> str:
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {_named(value)}")
    if field.max_length and len(value) > field.max_length:
        raise ValueError(f"has {len(value)} characters: at most {field.max_length}")
    if not value.strip():
        raise ValueError("is empty: leave the field out")
    if not value.isascii() and _SURROGATE.search(value):
        raise ValueError("holds half of a surrogate pair: send valid Unicode")
    if field.pattern and not re.fullmatch(field.pattern, value, re.ASCII):
        raise ValueError(f"must look like {field.pattern}, {value[:40]!r} does not")
    return value


_SURROGATE = re.compile("[\ud800-\udfff]")


def _keyword(field: Field, value: object) -> str:
    text = _text(field, value)
    if field.values and text not in _known(field.values):
        raise ValueError(f"has no value {text[:40]!r}: see the field's list in the docs")
    return text


@cache
def _known(values: Callable[[], tuple[str, ...]]) -> frozenset[str]:
    return frozenset(values())


def _url(field: Field, value: object) -> str:
    text = _text(field, value)
    if not re.fullmatch(r"https://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?", text):
        raise ValueError("must be an https URL")
    return text


def _boolean(_: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {_named(value)}")
    return value


def _number(field: Field, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"must be a number, not {_named(value)}")
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    if not field.minimum <= value <= field.maximum:
        raise ValueError(f"must be {field.minimum:g} to {field.maximum:g}, not {value:g}")
    return value + 0  # -0.0 becomes 0.0: engines would order the two apart


def _integer(field: Field, value: object) -> int:
    number = _number(field, value)
    if number != int(number):
        raise ValueError(f"must be a whole number, not {value}")
    return int(number)


def _time(field: Field, value: object) -> str:
    return format_time(_kept_exactly(parse_time(_text(field, value))))


def _date(field: Field, value: object) -> str:
    return format_date(_kept_exactly(parse_date(_text(field, value))))


def _kept_exactly(microseconds: int) -> int:
    """Engines count in doubles: beyond 2⁵³ the greatest value of a facet would be another one."""
    if abs(microseconds) > MAX_INTEGER:
        raise ValueError("must be a time before the year 2255")
    return microseconds


def _money(_: Field, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"must be an object with amount and currency, not {_named(value)}")
    _no_others(value, {"amount", "currency", "negotiable"})
    currency, amount = value.get("currency"), value.get("amount")
    if currency not in money.currencies():
        raise ValueError(f"has a currency without a rate, {str(currency)[:10]!r}: known are those of rates.toml")
    if not isinstance(amount, str) or not re.fullmatch(r"\d+(\.\d+)?", amount, re.ASCII):
        raise ValueError('amount must be a decimal string like "120.00"')
    _check_digits(amount, str(currency))
    if not isinstance(value.get("negotiable", False), bool):
        raise ValueError("negotiable must be true or false")
    return value


def _check_digits(amount: str, currency: str) -> None:
    allowed = money.decimals(currency)
    if len(amount.partition(".")[2].rstrip("0")) > allowed:
        raise ValueError(f"amount has too many decimals for {currency}: at most {allowed}")
    if len(Decimal(amount).as_tuple().digits) > money.MAX_DIGITS:
        raise ValueError(f"amount has more than {money.MAX_DIGITS} digits")


def _no_others(value: Mapping[str, object], known: set[str]) -> None:
    unknown = sorted(str(key) for key in value if key not in known)
    if unknown:
        raise ValueError(f"has an unknown key {unknown[0][:40]!r}: known are {', '.join(sorted(known))}")


def _object(field: Field, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"must be an object, not {_named(value)}")
    groups = {inner.key: inner for inner in FIELDS.shares if inner.within == field.name}
    _no_others(value, set(groups))
    return {key: _shares(groups[key], shares) for key, shares in value.items()}


def _shares(field: Field, value: object) -> dict[str, float]:
    if not isinstance(value, dict):
        raise ValueError(f"{field.key} must be an object of shares, not {_named(value)}")
    assert field.values
    known, shares = _known(field.values), dict[str, float]()
    for key, share in value.items():
        if key not in known:
            raise ValueError(f"{field.key} has no key {str(key)[:40]!r}")
        try:
            shares[key] = float(_number(field, share))
        except ValueError as error:
            raise ValueError(f"{field.key}.{key} {error}") from None
    if math.fsum(shares.values()) > SHARES_SUM:
        raise ValueError(f"{field.key} sum to {math.fsum(shares.values()):g}: shares sum to at most {SHARES_SUM}")
    return shares


CHECKS: Mapping[Kind, Callable[[Field, object], object]] = {
    Kind.KEYWORD: _keyword,
    Kind.TREE: _keyword,
    Kind.TEXT: _text,
    Kind.URL: _url,
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.TIME: _time,
    Kind.DATE: _date,
    Kind.MONEY: _money,
    Kind.SHARES: _shares,
    Kind.OBJECT: _object,
}
