"""How does OpenAPI describe members of Creator Next?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of, ref
from marketplace.api.schema_parts import actions_of, dated, enum_of
from marketplace.programme.eligibility import Rule
from marketplace.programme.member import Membership
from marketplace.programme.rules import Feature
from marketplace.programme.shown_member import JOIN, LEAVE, Held

_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}


def member_schemas() -> dict[str, Schema]:
    """All schemas of members, by name."""
    return {
        "Member": _member(),
        "HeldFeature": _feature(),
        "FailedRule": _failed(),
        "Members": object_of(members=list_of(ref("Member")), next_cursor=_CURSOR),
    }


def refusal_members() -> dict[str, Schema]:
    """What a problem says beside, where somebody may not join."""
    return {
        "reasons": {**list_of(ref("FailedRule")), "description": "With 409 on joining: which rules are not passed."},
        "retry_at": {**TIME, "description": "With 409 on joining: when one may ask again; without it at any time."},
        "member": {**ref("Member"), "description": "With 409 on joining: what is kept of it."},
    }


def _member() -> Schema:
    return object_of(
        id=TEXT,
        creator_id=TEXT,
        market=TEXT,
        state=enum_of(Membership),
        reasons={**list_of(enum_of(Rule)), "description": "The rules by which it is refused or suspended."},
        features=list_of(ref("HeldFeature")),
        allowed_actions=actions_of((JOIN, LEAVE)),
        **dated(),
        optional={
            "terms_version": {**TEXT, "description": "What the creator consented to when it joined last."},
            "consented_at": TIME,
            "joined_at": TIME,
            "left_at": TIME,
            "retry_at": {**TIME, "description": "When one that was refused may ask again; without it at any time."},
        },
    )


def _feature() -> Schema:
    lost = {**list_of(enum_of(Rule)), "description": "While it is suspended: the rules that must hold again."}
    since = {**TIME, "description": "Since when it is so."}
    return object_of(feature=enum_of(Feature), state=enum_of(Held), since=since, lost=lost)


def _failed() -> Schema:
    value: Schema = {"type": ["integer", "string", "boolean"]}
    asked = (
        "What is asked for: the least, or what it must be; of account_type what it must not be. Absent: it is closed."
    )
    required = {**value, "description": asked}
    actual = {**value, "description": "What is the case; absent where nobody knows."}
    return object_of(rule=enum_of(Rule), optional={"required": required, "actual": actual})
