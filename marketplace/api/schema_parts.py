"""How does OpenAPI describe what all records of deals have?"""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.api.creator_schema import TIME, Schema, list_of

COUNT: Schema = {"type": "integer", "minimum": 0}
FROM_ONE: Schema = {"type": "integer", "minimum": 1}
AMOUNT: Schema = {"type": "string", "pattern": r"^\d+(\.\d+)?$", "examples": ["120.00"]}


def dated() -> dict[str, Schema]:
    """What every record has."""
    version = {**FROM_ONE, "description": "As the ETag says it."}
    return {"version": version, "created_at": TIME, "updated_at": TIME}


def enum_of(values: Iterable[str]) -> Schema:
    """One of these."""
    return {"type": "string", "enum": [*values]}


def actions_of(names: Iterable[str]) -> Schema:
    """What can be done with a record."""
    return {**list_of({"type": "string", "enum": [*dict.fromkeys(names)]}), "description": "What one can do now."}
