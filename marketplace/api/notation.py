"""How is one value written in a URL, and how in JSON? What is written in another way is refused, never guessed at."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marketplace.creators.money import MAX_DIGITS

_WHOLE = re.compile(r"-?\d{1,30}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Notation:
    """Reads a value from the text of a URL, or from what a JSON parser gave; ValueError when it is something else."""

    from_text: Callable[[str], Any]
    from_json: Callable[[object], Any]


def json_type(value: object) -> str:
    """What JSON calls a value."""
    return _JSON_TYPES.get(type(value), "null")


_JSON_TYPES = {
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {json_type(value)}")
    return value


def _whole_of_text(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"must be a whole number in ASCII digits, not {text[:40]!r}")
    return int(text)


def _whole(value: object) -> int:
    if type(value) is not int:
        found = value if isinstance(value, float) else json_type(value)
        raise ValueError(f"must be a whole number, not {found}")
    return value


def _number_of_text(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"must be a number in ASCII digits, not {text[:40]!r}")
    return float(text)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number, not {json_type(value)}")
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    return float(value)


def _boolean_of_text(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"must be true or false, not {text[:40]!r}")
    return text == "true"


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {json_type(value)}")
    return value


def _amount_of_text(text: str) -> Decimal:
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"must be an amount like 120 or 120.50, not {text[:40]!r}")
    if len(text.replace(".", "")) > MAX_DIGITS:
        raise ValueError(f"has more than {MAX_DIGITS} digits")
    return Decimal(text)


def _amount(value: object) -> Decimal:
    """Money is a string in JSON; a number is taken too, as its shortest decimal form says it."""
    if isinstance(value, str):
        return _amount_of_text(value)
    return _amount_of_text(f"{Decimal(repr(_number(value))).normalize():f}")


TEXT = Notation(_text, _text)
WHOLE = Notation(_whole_of_text, _whole)
NUMBER = Notation(_number_of_text, _number)
BOOLEAN = Notation(_boolean_of_text, _boolean)
AMOUNT = Notation(_amount_of_text, _amount)
