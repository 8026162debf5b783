"""How does OpenAPI describe the answers? JSON schemas, those of creators and facets made from the field table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import MAX_INTEGER, Field, Kind
from marketplace.search.parameters import facet_names

Schema = dict[str, Any]

INFO: Mapping[str, Any] = {
    "info": {
        "description": "Find creators in 24 markets by exact faceted search. "
        "Nothing is ignored silently: what is unknown, doubled, empty or wrong is refused by name with 422."
    },
    "servers": [{"url": "/"}],
}

_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string"}
_TIME: Schema = {"type": "string", "format": "date-time"}
_BOUND: Schema = {"type": ["number", "string"]}


def component_schemas() -> dict[str, Schema]:
    """All schemas of answers, by name."""
    return {
        "Creator": {"type": "object", "required": ["id"], "properties": _creator(), "additionalProperties": False},
        "CreatorPage": _page(),
        "ValuesFacet": _values_facet(),
        "FacetValue": _facet_value(),
        "RangesFacet": _ranges_facet(),
        "Lookup": _object(creators=_list(_ref("Creator")), missing=_list(_TEXT)),
        "Markets": _object(markets=_list(_market())),
        "Topics": _object(topics=_list(_ref("Topic"))),
        "Topic": _object(value=_TEXT, label=_TEXT, optional={"children": _list(_ref("Topic"))}),
        "Live": _object(state={"const": "live"}),
        "Ready": _object(
            state={"const": "ready"},
            engine=_object(state=_TEXT, markets=_COUNT, creators=_COUNT),
            database=_object(state=_TEXT),
        ),
        "Problem": _problem(),
    }


def field_schema(field: Field) -> Schema:
    """The JSON schema of a field's value in a creator, described with its unit."""
    one = _SCHEMAS[field.kind](field)
    schema = {"type": "array", "items": one, "maxItems": field.many} if field.many else one
    return {**schema, "description": f"{field.description} Unit: {field.unit}." if field.unit else field.description}


def _creator() -> dict[str, Schema]:
    return {field.name: field_schema(field) for field in FIELDS.document}


def _text(field: Field) -> Schema:
    return {"type": "string", **({"maxLength": field.max_length} if field.max_length else {})}


def _keyword(field: Field) -> Schema:
    return {"type": "string", "enum": list(field.values())} if field.values else _text(field)


def _number(field: Field) -> Schema:
    maximum = {} if field.maximum == MAX_INTEGER and field.kind is Kind.NUMBER else {"maximum": field.maximum}
    kind = "integer" if field.kind is Kind.INTEGER else "number"
    return {"type": kind, "minimum": field.minimum, **maximum}


def _money(_: Field) -> Schema:
    return _object(
        amount={"type": "string", "pattern": r"^\d+(\.\d+)?$"},
        currency={"type": "string", "pattern": "^[A-Z]{3}$"},
        optional={"negotiable": {"type": "boolean"}},
    )


def _groups(field: Field) -> Schema:
    inner = {one.key: field_schema(one) for one in FIELDS if one.within == field.name}
    return {"type": "object", "properties": inner, "additionalProperties": False}


def _shares(field: Field) -> Schema:
    assert field.values
    share = {"type": "number", "minimum": 0, "maximum": 1}
    return {"type": "object", "propertyNames": {"enum": list(field.values())}, "additionalProperties": share}


_SCHEMAS = {
    Kind.KEYWORD: _keyword,
    Kind.TREE: _keyword,
    Kind.TEXT: _text,
    Kind.URL: lambda field: {**_text(field), "format": "uri"},
    Kind.BOOLEAN: lambda _: {"type": "boolean"},
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.TIME: lambda _: _TIME,
    Kind.DATE: lambda _: {"type": "string", "format": "date"},
    Kind.MONEY: _money,
    Kind.SHARES: _shares,
    Kind.OBJECT: _groups,
}


def _page() -> Schema:
    facets = {name: _ref("RangesFacet" if FIELDS[name].numeric else "ValuesFacet") for name in facet_names()}
    return _object(
        total=_COUNT,
        creators=_list(_ref("Creator")),
        facets={"type": "object", "properties": facets, "additionalProperties": False},
        next_cursor={"type": ["string", "null"], "description": "The cursor of the next page; null at the end."},
        took_ms=_COUNT,
        optional={"as_of": {**_TIME, "description": "How old the oldest of the asked markets is."}},
    )


def _values_facet() -> Schema:
    exact = {"type": "boolean", "description": "Whether the counts are exact; always for closed sets."}
    other = {**_COUNT, "description": "The sum of the counts of the values not listed."}
    missing = {**_COUNT, "description": "Creators without the field."}
    return _object(values=_list(_ref("FacetValue")), other=other, missing=missing, exact=exact)


def _facet_value() -> Schema:
    return _object(
        value={"type": ["string", "boolean"]},
        label=_TEXT,
        count=_COUNT,
        selected={"type": "boolean"},
        optional={"children": _list(_ref("FacetValue")), "other": _COUNT},
    )


def _ranges_facet() -> Schema:
    bounds = {"from": {**_BOUND, "description": "Included."}, "to": {**_BOUND, "description": "Excluded."}}
    one = _object(count=_COUNT, selected={"type": "boolean"}, optional=bounds)
    return _object(ranges=_list(one), missing=_COUNT, optional={"min": _BOUND, "max": _BOUND})


def _market() -> Schema:
    optional = {"as_of": _TIME, "synced_at": _TIME}
    return _object(
        code=_TEXT,
        name=_TEXT,
        currency=_TEXT,
        area=_TEXT,
        languages=_list(_TEXT),
        creators=_COUNT,
        optional=optional,
    )


def _problem() -> Schema:
    place = {"type": "string", "enum": ["query", "body", "path", "header"]}
    wrong = {"in": place, "name": _TEXT, "detail": _TEXT}
    errors = {"errors": _list({"type": "object", "required": list(wrong), "properties": wrong})}
    schema = _object(type=_TEXT, title=_TEXT, status=_COUNT, detail=_TEXT, request_id=_TEXT, optional=errors)
    return {**schema, "additionalProperties": True}


def _object(*, optional: Mapping[str, Schema] | None = None, **required: Schema) -> Schema:
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
