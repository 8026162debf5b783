"""Which numbers, shares and prices may a profile have? Checks made from a field's entry in the table."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from marketplace.creators import money
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field

SHARES_SUM = 1.01
"""A group of shares may sum to a little over 1: they are rounded one by one."""

Check = Callable[[object], object]
"""Gives a value as it is kept, None where nothing is in it; ValueError says what is wrong with it."""


def json_type(value: object) -> str:
    """What a JSON value is, in words."""
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def number(field: Field) -> Callable[[object], float]:
    """Numbers within the field's bounds."""
    least, most = field.minimum, field.maximum

    def checked(value: object) -> float:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise ValueError(f"must be a number, not {json_type(value)}")
        if least <= value <= most:
            return value + 0  # -0.0 becomes 0.0: engines would order the two apart
        if not math.isfinite(value):
            raise ValueError("must be a finite number")
        raise ValueError(f"must be {least:g} to {most:g}, not {value:g}")

    return checked


def integer(field: Field) -> Check:
    """Whole numbers within the field's bounds."""
    bounded = number(field)
    least, most = field.minimum, field.maximum

    def checked(value: object) -> int:
        if type(value) is int and least <= value <= most:  # nearly all of them, and bool is another type
            return value
        kept = bounded(value)
        if kept != int(kept):
            raise ValueError(f"must be a whole number, not {value}")
        return int(kept)

    return checked


def price(value: object) -> object:
    """The value of a price; its currency has a rate."""
    if not isinstance(value, dict):
        raise ValueError(f"must be an object with amount and currency, not {json_type(value)}")
    _no_others(value, ("amount", "currency", "negotiable"))
    currency, amount = value.get("currency"), value.get("amount")
    if currency not in money.currencies():
        raise ValueError(f"has a currency without a rate, {str(currency)[:10]!r}: known are those of rates.toml")
    if not isinstance(amount, str) or not _AMOUNT.fullmatch(amount):
        raise ValueError('amount must be a decimal string like "120.00"')
    _check_digits(amount, str(currency))
    if not isinstance(value.get("negotiable", False), bool):
        raise ValueError("negotiable must be true or false")
    return value


_AMOUNT = re.compile(r"\d+(\.\d+)?", re.ASCII)


def _check_digits(amount: str, currency: str) -> None:
    allowed = money.decimals(currency)
    if len(amount.partition(".")[2].rstrip("0")) > allowed:
        raise ValueError(f"amount has too many decimals for {currency}: at most {allowed}")
    if len(Decimal(amount).as_tuple().digits) > money.MAX_DIGITS:
        raise ValueError(f"amount has more than {money.MAX_DIGITS} digits")


def _no_others(value: Mapping[str, object], known: Iterable[str]) -> None:
    unknown = sorted(str(key) for key in value if key not in known)
    if unknown:
        raise ValueError(f"has an unknown key {unknown[0][:40]!r}: known are {', '.join(sorted(known))}")


def shares_by_group(field: Field) -> Check:
    """Objects of the groups of shares within a field, without the empty ones."""
    groups = {inner.key: shares(inner) for inner in FIELDS.shares if inner.within == field.name}

    def checked(value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError(f"must be an object, not {json_type(value)}")
        _no_others(value, groups)
        kept = {key: groups[key](group) for key, group in value.items()}
        return {key: group for key, group in kept.items() if group} or None

    return checked


def shares(field: Field) -> Check:
    """Objects of a share by key, the field's values."""
    name, share = field.key, number(field)
    known = frozenset(field.values() if field.values else ())

    def checked(value: object) -> dict[str, float]:
        if not isinstance(value, dict):
            raise ValueError(f"{name} must be an object of shares, not {json_type(value)}")
        if value.keys() <= known and (sound := _sound_shares(value, field)):
            return sound
        kept: dict[str, float] = {}
        for key, found in value.items():
            if key not in known:
                raise ValueError(f"{name} has no key {str(key)[:40]!r}")
            try:
                kept[key] = float(share(found))
            except ValueError as error:
                raise ValueError(f"{name}.{key} {error}") from None
        if math.fsum(kept.values()) > SHARES_SUM:
            raise ValueError(f"{name} sum to {math.fsum(kept.values()):g}: shares sum to at most {SHARES_SUM}")
        return kept

    return checked


def _sound_shares(found: Mapping[str, Any], field: Field) -> dict[str, float]:
    """The shares where all are sound, as nearly all groups are; nothing where a closer look must say what is wrong."""
    values = found.values()
    if set(map(type, values)) != {float} or not field.minimum <= min(values) <= max(values) <= field.maximum:
        return {}
    # a share that is no number makes a sum that is none, which is not below anything
    return {key: share + 0 for key, share in found.items()} if math.fsum(values) <= SHARES_SUM else {}
