"""What does a creator's account take beside what every account does?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.accounts.own_side import ACCOUNT_ID, BLOCKED, CLEARED, MAX_BLOCKED, SAID, OwnChanges
from marketplace.api.creator_schema import field_schema
from marketplace.api.notation import BOOLEAN, TEXT, Notation
from marketplace.api.parameters import Parameter
from marketplace.api.value_types import ValueType, choice_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.values import check_of

HIDDEN = "hidden"
CLEAR = "clear"
OWN_SIDE = frozenset({*SAID, BLOCKED, HIDDEN, CLEAR})


def own_side_parameters() -> tuple[Parameter, ...]:
    """What a creator sets of its own side."""
    said = (Parameter(name, f"{FIELDS[name].description} Whatever the feed says.", _said(name)) for name in SAID)
    account_id = ValueType(TEXT, _as_it_is, {"type": "string", "pattern": f"^{ACCOUNT_ID}$"})
    hidden = ValueType(BOOLEAN, _as_it_is, {"type": "boolean"})
    return (
        *said,
        Parameter(
            BLOCKED,
            "The accounts that the creator takes no proposals from, all of them; whether there are such is not told.",
            account_id,
            many=MAX_BLOCKED,
        ),
        Parameter(HIDDEN, "Whether the creator is in no answer because it wants it.", hidden),
        Parameter(
            CLEAR, "Which of these to leave to the feed again, or to empty.", choice_of(CLEARED), many=len(CLEARED)
        ),
    )


def own_changes(body: Mapping[str, Any]) -> OwnChanges:
    """What a body says of a creator's own side."""
    blocked = tuple(body[BLOCKED]) if BLOCKED in body else None
    return OwnChanges(
        said={name: body[name] for name in SAID if name in body},
        blocked_account_ids=blocked,
        hidden=body.get(HIDDEN),
        cleared=frozenset(body.get(CLEAR, ())),
    )


def _said(name: str) -> ValueType:
    """The value of a field, as feeds and searches write it."""
    return ValueType(Notation(_no_text, _as_it_is), check_of(FIELDS[name]), field_schema(FIELDS[name]))


def _no_text(_: str) -> object:
    raise ValueError("is taken by a body only")


def _as_it_is(value: Any) -> Any:
    return value
