"""How does OpenAPI describe lists of creators?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, Schema, list_of, object_of, ref
from marketplace.api.schema_parts import COUNT, dated

_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}


def list_schemas() -> dict[str, Schema]:
    """All schemas of lists, by name."""
    ids = {**list_of(TEXT), "description": "Who is on it, in the order of their coming."}
    notes: Schema = {
        "type": "object",
        "additionalProperties": TEXT,
        "description": "The notes of those who have one, by creator.",
    }
    return {
        "ListOfCreators": _list(creator_ids=ids, notes=notes),
        "ListedList": _list(),
        "Lists": object_of(lists=list_of(ref("ListedList")), next_cursor=_CURSOR),
    }


def _list(**more: Schema) -> Schema:
    size = {**COUNT, "description": "How many creators are on it."}
    client = {**TEXT, "description": "The client that an agency has it for."}
    return object_of(id=TEXT, account_id=TEXT, name=TEXT, size=size, **more, **dated(), optional={"client_id": client})
