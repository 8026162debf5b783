"""What is a value of the rules? An amount as a text, a whole number, a flag, a text, a day: nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from cattrs import Converter
from cattrs.v import format_exception

from marketplace.programme.rules import Feature


def converter() -> Converter:
    """What makes the rules of tables, each value strictly of its kind."""
    made = Converter(forbid_extra_keys=True)
    for kind, read in _READ.items():
        # by class, and that of the nearest: a flag is no number here, and a feature no text
        made.register_structure_hook(kind, read)
    return made


def described(error: BaseException, kind: type | None) -> str:
    """What is wrong with a value, in the words of who refused it."""
    return str(error) if isinstance(error, ValueError) else format_exception(error, kind)


def _decimal(value: object, _: object) -> Decimal:
    if not isinstance(value, str):
        raise ValueError(f'must be an amount as a text, like "0.03", not {value!r}')
    try:
        found = Decimal(value)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise ValueError(f'must be an amount that is not negative, like "0.03", not {value!r}')
    return found


def _whole(value: object, _: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"must be a whole number that is not negative, not {value!r}")
    return value


def _flag(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")
    return value


def _text(value: object, _: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"must be a text, not {value!r}")
    return value


def _date(value: object, _: object) -> dt.date:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise ValueError(f"must be a date like 2025-01-01, not {value!r}")
    return value


def _feature(value: object, _: object) -> Feature:
    if not isinstance(value, str) or value not in [*Feature]:
        raise ValueError(f"must be one of {', '.join(Feature)}, not {value!r}")
    return Feature(value)


_READ: Mapping[type, Callable[[object, object], Any]] = {
    Decimal: _decimal,
    int: _whole,
    bool: _flag,
    str: _text,
    dt.date: _date,
    Feature: _feature,
}
