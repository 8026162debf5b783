"""What may be sent of deals? Money, deliverables, times and texts, as JSON has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from marketplace.api.notation import AMOUNT, TEXT, WHOLE, Notation, json_type
from marketplace.api.value_types import ValueType, choice_of, whole_of
from marketplace.creators.money import currencies
from marketplace.creators.times import parse_moment
from marketplace.deals.amounts import Money, money
from marketplace.deals.campaign import Deliverable, Kind
from marketplace.deals.values import MAX_COUNT, MAX_DELIVERABLES, MAX_NOTES

Json = Mapping[str, Any]
R = TypeVar("R")

_MONEY: Json = {
    "type": "object",
    "properties": {
        "amount": {"type": ["string", "number"], "pattern": r"^\d+(\.\d+)?$", "minimum": 0},
        "currency": {"type": "string", "enum": [*currencies()]},
    },
    "required": ["amount", "currency"],
    "additionalProperties": False,
}
_DELIVERABLE: Json = {
    "type": "object",
    "properties": {
        "n": {"type": "integer", "minimum": 1, "maximum": MAX_DELIVERABLES, "description": "Given by the order."},
        "kind": {"type": "string", "enum": [*Kind]},
        "count": {"type": "integer", "minimum": 1, "maximum": MAX_COUNT, "default": 1},
        "due_at": {"type": "string", "examples": ["2026-12-24T12:00:00Z"]},
        "notes": {"type": "string", "minLength": 1, "maxLength": MAX_NOTES},
    },
    "required": ["kind"],
    "additionalProperties": False,
}


def money_value() -> ValueType:
    """An amount of money, in whole minor units of its currency."""
    return ValueType(Notation(_body_only, _read_money), _as_it_is, _MONEY)


def deliverable_value() -> ValueType:
    """Something to be made; which number it has follows from its place."""
    return ValueType(Notation(_body_only, _read_deliverable), _as_it_is, _DELIVERABLE)


def moment_value() -> ValueType:
    """A time, or a date."""
    return ValueType(TEXT, parse_moment, {"type": "string", "examples": ["2026-11-22", "2026-11-22T10:00:00Z"]})


def share_value() -> ValueType:
    """A share, 0 to 1, exactly as it was written."""
    schema = {"type": ["number", "string"], "minimum": 0, "maximum": 1, "pattern": r"^[01](\.\d+)?$"}
    return ValueType(AMOUNT, _share, schema)


def one_of_numbers(numbers: tuple[int, ...]) -> ValueType:
    """One of a few whole numbers."""

    def check(number: int) -> int:
        if number not in numbers:
            raise ValueError(f"must be one of {', '.join(map(str, numbers))}, not {number}")
        return number

    return ValueType(WHOLE, check, {"type": "integer", "enum": [*numbers]})


def numbered(deliverables: list[Deliverable]) -> tuple[Deliverable, ...]:
    """Deliverables, those without a number with that of their place."""
    return tuple(one if one.n else _numbered(one, n) for n, one in enumerate(deliverables, start=1))


def _numbered(one: Deliverable, n: int) -> Deliverable:
    return Deliverable(**{**vars(one), "n": n})


def _share(amount: Decimal) -> Decimal:
    if amount > 1:
        raise ValueError(f"must be 0 to 1, not {amount}")
    return amount


def _read_money(value: object) -> Money:
    given = _object(value, names=("amount", "currency"), example='{"amount": "120.00", "currency": "EUR"}')
    for name in ("amount", "currency"):
        if name not in given:
            raise ValueError(f'needs {name}, like {{"amount": "120.00", "currency": "EUR"}}')
    currency = _part("currency", choice_of(currencies()).from_json, value=given["currency"])
    amount = _part("amount", AMOUNT.from_json, value=given["amount"])
    return _part("amount", lambda value: money(value, currency), value=amount)


def _read_deliverable(value: object) -> Deliverable:
    names = tuple(_DELIVERABLE["properties"])
    given = _object(value, names=names, example='{"kind": "video", "count": 1}')
    if "kind" not in given:
        raise ValueError(f"needs a kind: {', '.join(Kind)}")
    return Deliverable(
        n=_part("n", whole_of(1, MAX_DELIVERABLES).from_json, value=given["n"]) if "n" in given else 0,
        kind=Kind(_part("kind", choice_of(tuple(Kind)).from_json, value=given["kind"])),
        count=_part("count", whole_of(1, MAX_COUNT).from_json, value=given.get("count", 1)),
        due_at=_part("due_at", moment_value().from_json, value=given["due_at"]) if "due_at" in given else None,
        notes=_part("notes", TEXT.from_json, value=given["notes"]) if "notes" in given else None,
    )


def _part(name: str, read: Callable[[Any], R], *, value: object) -> R:
    """A part of a value; what is wrong with it is said of that part."""
    try:
        return read(value)
    except ValueError as error:
        raise ValueError(f"{name} {error}") from None


def _object(value: object, *, names: tuple[str, ...], example: str) -> Json:
    if not isinstance(value, Mapping):
        raise ValueError(f"must be an object like {example}, not {json_type(value)}")
    if unknown := sorted(value.keys() - set(names)):
        raise ValueError(f"has the unknown {unknown[0][:40]!r}: there are {', '.join(names)}")
    return value


def _body_only(_: str) -> object:
    raise ValueError("is taken by a body only")


def _as_it_is(value: object) -> object:
    return value
