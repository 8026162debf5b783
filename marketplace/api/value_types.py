"""What may one value of a parameter be? Of a filter it follows from the field it belongs to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.api.nearest import did_you_mean
from marketplace.api.notation import AMOUNT, BOOLEAN, NUMBER, TEXT, WHOLE, Notation
from marketplace.creators import money
from marketplace.creators.table import MAX_INTEGER, TEMPORAL, Field, Kind
from marketplace.creators.times import parse_moment
from marketplace.search.parameters import FilterParameter, Operator

Schema = Mapping[str, Any]
"""A JSON schema."""


@dataclass(frozen=True)
class ValueType:
    """One value: how it is written, what is checked of it, and its JSON schema; `blank` when it may be empty."""

    notation: Notation
    check: Callable[[Any], Any]
    schema: Schema
    blank: bool = False

    def from_text(self, text: str) -> Any:
        """The value in a URL; ValueError says what is wrong with it."""
        self._refuse_blank(text)
        return self.check(self.notation.from_text(text))

    def from_json(self, value: object) -> Any:
        """The value in a JSON body; ValueError says what is wrong with it."""
        self._refuse_blank(value)
        return self.check(self.notation.from_json(value))

    def _refuse_blank(self, value: object) -> None:
        if isinstance(value, str) and not value.strip() and not self.blank:
            raise ValueError("is empty: leave it out")


def text_of(max_length: int, *, blank: bool = False) -> ValueType:
    """Any text up to so many characters."""
    return ValueType(TEXT, _at_most_long(max_length), {"type": "string", "maxLength": max_length}, blank)


def kept_text_of(max_length: int) -> ValueType:
    """Any text up to so many characters that a database can keep, and look for."""
    at_most = _at_most_long(max_length)

    def check(text: str) -> str:
        if "\0" in text:
            raise ValueError("has a NUL character, which databases can't keep: leave it out")
        return at_most(text)

    return ValueType(TEXT, check, {"type": "string", "maxLength": max_length})


def choice_of(values: tuple[str, ...]) -> ValueType:
    """One of a closed set."""
    return ValueType(TEXT, _one_of(values), {"type": "string", "enum": list(values)})


def whole_of(minimum: int, maximum: int) -> ValueType:
    """A whole number between two others, both included."""
    schema = {"type": "integer", "minimum": minimum, "maximum": maximum}
    return ValueType(WHOLE, _between(minimum, maximum), schema)


def filter_value(parameter: FilterParameter) -> ValueType:
    """One value of a parameter that filters."""
    field = parameter.field
    if parameter.operator is Operator.MISSING or field.kind is Kind.BOOLEAN:
        return ValueType(BOOLEAN, _as_it_is, {"type": "boolean"})
    if parameter.operator is Operator.CURRENCY:
        return choice_of(money.currencies())
    if parameter.operator is Operator.SHARE:
        return _share_of(field)
    if field.kind is Kind.MONEY:
        return ValueType(AMOUNT, _as_it_is, {"type": ["number", "string"], "minimum": 0, "pattern": r"^\d+(\.\d+)?$"})
    if field.numeric:
        return _measure_of(field)
    return choice_of(field.values()) if field.values else text_of(field.max_length)


def _measure_of(field: Field) -> ValueType:
    if field.kind in TEMPORAL:
        examples = ["2026-11-22", "2026-11-22T10:00:00Z"]
        return ValueType(TEXT, parse_moment, {"type": "string", "examples": examples})
    if field.kind is Kind.INTEGER:
        return whole_of(int(field.minimum), MAX_INTEGER)
    if field.unit == "share":
        schema = {"type": "number", "minimum": field.minimum, "maximum": field.maximum}
        return ValueType(NUMBER, _between(field.minimum, field.maximum), schema)
    return ValueType(NUMBER, _between(field.minimum, math.inf), {"type": "number", "minimum": field.minimum})


def _share_of(field: Field) -> ValueType:
    assert field.values
    keys = field.values()
    schema = {"type": "string", "pattern": rf"^({'|'.join(keys)}):\d+(\.\d+)?$", "examples": [f"{keys[0]}:0.3"]}
    return ValueType(TEXT, _key_and_share(keys), schema)


def _as_it_is(value: Any) -> Any:
    return value


def _at_most_long(max_length: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > max_length:
            raise ValueError(f"has {len(text)} characters: at most {max_length} are taken")
        return text

    return check


def _one_of(values: tuple[str, ...]) -> Callable[[str], str]:
    known = frozenset(values)

    def check(text: str) -> str:
        if text not in known:
            raise ValueError(f"has no value {text[:40]!r}: {did_you_mean(text, values)}")
        return text

    return check


def _between(minimum: float, maximum: float) -> Callable[[float], float]:
    def check(number: float) -> float:
        if not minimum <= number <= maximum:
            limits = f"at least {minimum}" if maximum == math.inf else f"{minimum} to {maximum}"
            raise ValueError(f"must be {limits}, not {number}")
        return number

    return check


def _key_and_share(keys: tuple[str, ...]) -> Callable[[str], tuple[str, float]]:
    known, least = _one_of(keys), _between(0, 1)

    def check(text: str) -> tuple[str, float]:
        key, colon, share = text.partition(":")
        if not colon:
            raise ValueError(f"must be a key and a share like {keys[0]}:0.3, not {text[:40]!r}")
        return known(key), least(NUMBER.from_text(share))

    return check
