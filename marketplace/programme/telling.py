"""How is one field of an event written? Strictly: what is written in another way is refused, and named."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from marketplace.creators.money import MAX_DIGITS, currencies
from marketplace.creators.table import MAX_INTEGER
from marketplace.creators.times import parse_date
from marketplace.deals.amounts import Money, money

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Given = Mapping[str, Any]

MAX_NAME = 128
_NAME = re.compile(r"[!-~]+", re.ASCII)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def name(given: Given, field: str, *, most: int = MAX_NAME) -> str:
    """An id of somebody else's making: printable ASCII without spaces; ValueError, as of all here, names the field."""
    value = given.get(field)
    if not isinstance(value, str) or not 1 <= len(value) <= most or not _NAME.fullmatch(value):
        raise ValueError(f"{field}: must be 1 to {most} printable ASCII characters without spaces")
    return value


def whole(given: Given, field: str, *, default: int | None = None) -> int:
    """A number of things."""
    value = given.get(field, default)
    if type(value) is not int or not 0 <= value <= MAX_INTEGER:
        raise ValueError(f"{field}: must be a whole number, 0 to {MAX_INTEGER}")
    return value


def flag(given: Given, field: str) -> bool:
    """Yes or no."""
    value = given[field]
    if not isinstance(value, bool):
        raise ValueError(f"{field}: must be true or false")
    return value


def one_of(given: Given, field: str, *, kinds: type[E]) -> E:
    """One of a closed set."""
    value = given.get(field)
    found = kinds._value2member_map_.get(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{field}: must be one of {', '.join(kinds)}")
    assert isinstance(found, kinds)
    return found


def date(given: Given, field: str) -> dt.date:
    """A day of the calendar."""
    value = given[field]
    if not isinstance(value, str):
        raise ValueError(f"{field}: must be a date like 2026-11-22")
    parsed(field, value, parse=parse_date)
    return dt.date.fromisoformat(value)


def amount(given: Given, field: str) -> Money:
    """More than no money, in whole minor units of a currency that has a rate."""
    value = given[field]
    if not isinstance(value, Mapping) or value.keys() != {"amount", "currency"}:
        raise ValueError(f'{field}: must be money like {{"amount": "5.00", "currency": "EUR"}}')
    text, currency = value["amount"], value["currency"]
    if not isinstance(currency, str) or currency not in currencies():
        raise ValueError(f"{field}: its currency must be one of {', '.join(currencies())}")
    if not isinstance(text, str) or not _AMOUNT.fullmatch(text) or len(text) > MAX_DIGITS + 1:
        raise ValueError(f'{field}: must be a text like "5.00" of at most {MAX_DIGITS} digits')
    found = parsed(field, Decimal(text), parse=lambda one: money(one, currency))
    if not found.minor:
        raise ValueError(f"{field}: must be more than 0")
    return found


def parsed(field: str, value: Any, *, parse: Callable[[Any], T]) -> T:
    """What a parser makes of a value; its error names the field."""
    try:
        return parse(value)
    except ValueError as error:
        raise ValueError(f"{field}: {error}") from None
