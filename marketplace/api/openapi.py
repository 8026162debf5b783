"""How does OpenAPI describe the answers? JSON schemas, those of facets made from the field table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.api.account_schemas import account_schemas
from marketplace.api.creator_schema import TEXT, TIME, Schema, creator_schema, hit_schema, list_of, object_of, ref
from marketplace.api.deal_schemas import deal_schemas
from marketplace.api.eligibility_schemas import eligibility_schemas
from marketplace.api.list_schemas import list_schemas
from marketplace.api.member_schemas import member_schemas, refusal_members
from marketplace.api.programme_event_schemas import programme_event_schemas
from marketplace.api.search_parameters import search_schemas
from marketplace.api.statement_schemas import statement_schemas
from marketplace.api.wallet_schemas import wallet_schemas
from marketplace.api.webhook_schemas import webhook_schemas
from marketplace.creators.fields import FIELDS
from marketplace.search.parameters import facet_names

INFO: Mapping[str, Any] = {
    "info": {
        "description": "Find creators in 24 markets by exact faceted search. "
        "Nothing is ignored silently: what is unknown, doubled, empty or wrong is refused by name with 422."
    },
    "servers": [{"url": "/"}],
    "security": [{"bearer": []}],
}

KEYS = (
    "A key of an account, `mk_…`, or for searches from a browser a scoped key of one, `sk_…`. "
    'Where accounts are off (`auth = "off"`), searches need none.'
)

_COUNT: Schema = {"type": "integer", "minimum": 0}
_BOUND: Schema = {"type": ["number", "string"]}


def component_schemas() -> dict[str, Schema]:
    """All schemas of answers, by name."""
    return {
        "Creator": creator_schema(),
        "CreatorPage": _page(),
        "Hit": hit_schema(),
        "ValuesFacet": _values_facet(),
        "FacetValue": _facet_value(),
        "RangesFacet": _ranges_facet(),
        "Lookup": object_of(creators=list_of(ref("Creator")), missing=list_of(TEXT)),
        "Markets": object_of(markets=list_of(_market())),
        "Topics": object_of(topics=list_of(ref("Topic"))),
        "Topic": object_of(value=TEXT, label=TEXT, optional={"children": list_of(ref("Topic"))}),
        "Live": object_of(state={"const": "live"}),
        "Ready": object_of(
            state={"const": "ready"},
            engine=object_of(state=TEXT, markets=_COUNT, creators=_COUNT),
            database=object_of(state=TEXT),
        ),
        "Problem": _problem(),
        **account_schemas(),
        **deal_schemas(),
        **webhook_schemas(),
        **list_schemas(),
        **search_schemas(),
        **_programme_schemas(),
    }


def _programme_schemas() -> dict[str, Schema]:
    return {
        **eligibility_schemas(),
        **member_schemas(),
        **programme_event_schemas(),
        **wallet_schemas(),
        **statement_schemas(),
    }


def _page() -> Schema:
    facets = {name: ref("RangesFacet" if FIELDS[name].numeric else "ValuesFacet") for name in facet_names()}
    return object_of(
        total=_COUNT,
        creators=list_of(ref("Hit")),
        facets={"type": "object", "properties": facets, "additionalProperties": False},
        next_cursor={"type": ["string", "null"], "description": "The cursor of the next page; null at the end."},
        took_ms=_COUNT,
        optional={
            "as_of": {**TIME, "description": "How old the oldest of the asked markets is."},
            "corrections": {
                "type": "object",
                "additionalProperties": TEXT,
                "description": "The words of q that were found with typos alone, and what the first hit has instead.",
            },
        },
    )


def _values_facet() -> Schema:
    exact = {"type": "boolean", "description": "Whether the counts are exact; always for closed sets."}
    other = {**_COUNT, "description": "The sum of the counts of the values not listed."}
    missing = {**_COUNT, "description": "Creators without the field."}
    return object_of(values=list_of(ref("FacetValue")), other=other, missing=missing, exact=exact)


def _facet_value() -> Schema:
    return object_of(
        value={"type": ["string", "boolean"]},
        label=TEXT,
        count=_COUNT,
        selected={"type": "boolean"},
        optional={"children": list_of(ref("FacetValue")), "other": _COUNT},
    )


def _ranges_facet() -> Schema:
    bounds = {"from": {**_BOUND, "description": "Included."}, "to": {**_BOUND, "description": "Excluded."}}
    one = object_of(count=_COUNT, selected={"type": "boolean"}, optional=bounds)
    return object_of(ranges=list_of(one), missing=_COUNT, optional={"min": _BOUND, "max": _BOUND})


def _market() -> Schema:
    optional = {"as_of": TIME, "synced_at": TIME}
    return object_of(
        code=TEXT,
        name=TEXT,
        currency=TEXT,
        area=TEXT,
        languages=list_of(TEXT),
        creators=_COUNT,
        optional=optional,
    )


def _problem() -> Schema:
    place = {"type": "string", "enum": ["query", "body", "path", "header"]}
    wrong = {"in": place, "name": TEXT, "detail": TEXT}
    errors = {
        "errors": list_of({"type": "object", "required": list(wrong), "properties": wrong}),
        "allowed_actions": {**list_of(TEXT), "description": "With 409: what can be done instead."},
        **refusal_members(),
    }
    schema = object_of(type=TEXT, title=TEXT, status=_COUNT, detail=TEXT, request_id=TEXT, optional=errors)
    return {**schema, "additionalProperties": True}
