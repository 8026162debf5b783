"""What do the endpoints of wallets take?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from marketplace.api.account_parameters import page_parameters
from marketplace.api.notation import AMOUNT, TEXT, Notation
from marketplace.api.parameters import Parameter
from marketplace.api.value_types import ValueType, choice_of, whole_of
from marketplace.creators.money import currencies
from marketplace.creators.table import MAX_INTEGER
from marketplace.programme.rules import Feature
from marketplace.programme.transfer import Entry
from marketplace.programme.withdrawing import Wish

Parameters = tuple[Parameter, ...]

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_EXAMPLE = '{"amount": "100.00", "currency": "EUR"}'


def ledger_query() -> Parameters:
    """Which entries are listed."""
    month = ValueType(TEXT, _month, {"type": "string", "pattern": rf"^{_MONTH.pattern}$", "examples": ["2026-11"]})
    return (
        *page_parameters(),
        Parameter("entry", "What they are for.", choice_of(tuple(Entry))),
        Parameter("feature", "What was earned by.", choice_of(tuple(Feature))),
        Parameter("month", "The month in which it happened, by the clock of the market.", month),
    )


def redeem_parameters() -> Parameters:
    """How many Diamonds become money."""
    return (Parameter("diamonds", "How many become money.", whole_of(1, MAX_INTEGER), required=True),)


def withdraw_parameters() -> Parameters:
    """How much money is paid out."""
    description = "How much, with its currency, or alone in the currency of the market."
    return (Parameter("amount", description, wish_value(), required=True),)


def wish_value() -> ValueType:
    """An amount of money, with its currency or without."""
    amount = {"type": ["string", "number"], "pattern": r"^\d+(\.\d+)?$", "minimum": 0}
    whole = {
        "type": "object",
        "properties": {"amount": amount, "currency": {"type": "string", "enum": [*currencies()]}},
        "required": ["amount"],
        "additionalProperties": False,
    }
    return ValueType(Notation(_body_only, _read), _as_it_is, {"anyOf": [whole, amount]})


def _read(value: object) -> Wish:
    if not isinstance(value, Mapping):
        return Wish(AMOUNT.from_json(value))
    if unknown := sorted(value.keys() - {"amount", "currency"}):
        raise ValueError(f"has the unknown {unknown[0][:40]!r}: there are amount and currency, like {_EXAMPLE}")
    if "amount" not in value:
        raise ValueError(f"needs amount, like {_EXAMPLE}")
    currency = choice_of(currencies()).from_json(value["currency"]) if "currency" in value else None
    return Wish(AMOUNT.from_json(value["amount"]), currency)


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise ValueError(f"must be a month like 2026-11, not {text[:40]!r}")
    return text


def _body_only(_: str) -> object:
    raise ValueError("is taken by a body only")


def _as_it_is(value: object) -> object:
    return value
