"""How does OpenAPI describe the events that the platform tells?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, Schema, list_of, object_of
from marketplace.api.schema_parts import AMOUNT, COUNT, enum_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.markets import codes
from marketplace.creators.money import currencies
from marketplace.creators.table import MAX_INTEGER
from marketplace.programme.happening import HappeningType
from marketplace.programme.person import Affiliation, Standing
from marketplace.programme.reading import FIELDS_OF
from marketplace.programme.telling import MAX_NAME
from marketplace.programme.told import Code, PostKind, Why

_NAME: Schema = {"type": "string", "minLength": 1, "maxLength": MAX_NAME, "pattern": "^[!-~]+$"}
_WHOLE: Schema = {"type": "integer", "minimum": 0, "maximum": MAX_INTEGER}
_TIME: Schema = {"type": "string", "format": "date-time", "examples": ["2026-11-22T10:00:00Z"]}
_DATE: Schema = {"type": "string", "format": "date", "examples": ["2026-11-22"]}
_YES_OR_NO: Schema = {"type": "boolean"}

_OF_ALL: dict[str, Schema] = {
    "id": {**_NAME, "description": "Of the sender's making; an event is taken once for ever by it."},
    "creator_id": {**_NAME, "maxLength": FIELDS["id"].max_length},
    "occurred_at": {**_TIME, "description": "When it happened; views may leave it out."},
}
_FIELDS: dict[str, Schema] = {
    "day": {**_DATE, "description": "By the calendar of the creator's market."},
    "market": {**enum_of(codes()), "description": "Where the viewers are; the creator's market unless it is said."},
    "views": _WHOLE,
    "post_kind": enum_of(PostKind),
    "public": _YES_OR_NO,
    "coins": _WHOLE,
    "likes": _WHOLE,
    "comments": _WHOLE,
    "shares": _WHOLE,
    "live_id": _NAME,
    "post_id": _NAME,
    "sender_id": _NAME,
    "amount": object_of(amount=AMOUNT, currency=enum_of(currencies())),
    "reverses": {**_NAME, "description": "The id of an event of the creator, which may come later."},
    "reason": enum_of(Why),
    "birth_date": {**_DATE, "type": ["string", "null"]},
    "standing": enum_of(Standing),
    "affiliation": enum_of(Affiliation),
    "live_permission": _YES_OR_NO,
    "payout_account": {**_NAME, "type": ["string", "null"]},
}


def programme_event_schemas() -> dict[str, Schema]:
    """All schemas of the platform's events, by name."""
    refused = object_of(
        index={**COUNT, "description": "Its place among the events that were sent, from 0."},
        code=enum_of(Code),
        detail=TEXT,
        optional={"id": {**TEXT, "description": "Its id, where it says one."}},
    )
    accepted = {**COUNT, "description": "How many were taken, now or by an earlier call."}
    return {
        "ProgrammeEvent": {"oneOf": [_event(one) for one in HappeningType]},
        "ProgrammeEventsTaken": object_of(accepted=accepted, refused=list_of(refused)),
    }


def _event(kind: HappeningType) -> Schema:
    needed, possible = FIELDS_OF[kind]
    timed = kind is not HappeningType.FUND_VIEWS
    must = ["id", "type", "creator_id", *(["occurred_at"] if timed else []), *needed]
    fields = {"type": {"const": kind.value}, **_OF_ALL, **{one: _FIELDS[one] for one in (*needed, *possible)}}
    schema: Schema = {"type": "object", "properties": fields, "required": must, "additionalProperties": False}
    return {**schema, "minProperties": len(must) + 1} if kind is HappeningType.FACTS else schema
