"""How does OpenAPI describe a creator, and a hit? From the field table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import BEST_FIRST, MAX_INTEGER, Field, Kind

Schema = dict[str, Any]
"""A JSON schema."""

TEXT: Schema = {"type": "string"}
TIME: Schema = {"type": "string", "format": "date-time"}


def creator_schema() -> Schema:
    """A creator; of a sparse one only the id is sure."""
    properties = {field.name: field_schema(field) for field in FIELDS.document}
    return {"type": "object", "required": ["id"], "properties": properties, "additionalProperties": False}


def hit_schema() -> Schema:
    """A creator, and why it was found."""
    creator = creator_schema()
    match = object_of(
        words={
            "type": "object",
            "additionalProperties": list_of(_one_of(FIELDS.worded)),
            "description": "The words of q, folded, and the fields where each was found in its best way.",
        },
        optional={
            "class": {
                "type": "string",
                "enum": [one.name.lower() for one in BEST_FIRST],
                "description": "How the worst word was found; absent when q only excludes.",
            },
            "highlights": {
                "type": "object",
                "properties": {field.name: list_of(TEXT) for field in FIELDS.worded},
                "additionalProperties": False,
                "description": "Texts as HTML in which nothing but <mark> is markup.",
            },
        },
    )
    return {**creator, "properties": {**creator["properties"], "match": match}}


def _one_of(fields: tuple[Field, ...]) -> Schema:
    return {"type": "string", "enum": [field.name for field in fields]}


def field_schema(field: Field) -> Schema:
    """The JSON schema of a field's value in a creator, described with its unit."""
    one = _SCHEMAS[field.kind](field)
    schema = {"type": "array", "items": one, "maxItems": field.many} if field.many else one
    return {**schema, "description": f"{field.description} Unit: {field.unit}." if field.unit else field.description}


def _text(field: Field) -> Schema:
    return {"type": "string", **({"maxLength": field.max_length} if field.max_length else {})}


def _keyword(field: Field) -> Schema:
    return {"type": "string", "enum": list(field.values())} if field.values else _text(field)


def _number(field: Field) -> Schema:
    maximum = {} if field.maximum == MAX_INTEGER and field.kind is Kind.NUMBER else {"maximum": field.maximum}
    kind = "integer" if field.kind is Kind.INTEGER else "number"
    return {"type": kind, "minimum": field.minimum, **maximum}


def _money(_: Field) -> Schema:
    return object_of(
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
    Kind.TIME: lambda _: TIME,
    Kind.DATE: lambda _: {"type": "string", "format": "date"},
    Kind.MONEY: _money,
    Kind.SHARES: _shares,
    Kind.OBJECT: _groups,
}


def object_of(*, optional: Mapping[str, Schema] | None = None, **required: Schema) -> Schema:
    """An object of these properties and no others."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def list_of(items: Schema) -> Schema:
    """A list of such values."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """The reference to a schema of OpenAPI's components."""
    return {"$ref": f"#/components/schemas/{name}"}
