"""Which operations are there, as the OpenAPI document of the application has them?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.contract.test_openapi_conformance import DOCUMENT

Json = dict[str, Any]
SCHEMAS: Mapping[str, Json] = DOCUMENT["components"]["schemas"]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """A method of a path; `body` is the schema of its JSON, `headers` and `query` the names that it takes."""

    name: str
    method: str
    path: str
    body: Json | None
    headers: tuple[str, ...]
    query: Mapping[str, Json]
    needs_version: bool
    """Whether If-Match must be there."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in its path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def takes_key(self) -> bool:
        """Whether it changes something, and may be asked with an idempotency key."""
        return "Idempotency-Key" in self.headers

    def at(self, **values: object) -> str:
        """Its path with these values."""
        return self.path.format(**values)


def _operations() -> Iterator[Operation]:
    for path, item in DOCUMENT["paths"].items():
        for method, described in item.items():
            if method == "parameters":
                continue
            given = described.get("parameters", [])
            body = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            yield Operation(
                name=described["operationId"],
                method=method.upper(),
                path=path,
                body=SCHEMAS[body["$ref"].rpartition("/")[2]] if body else None,
                headers=tuple(one["name"] for one in given if one["in"] == "header"),
                query={one["name"]: one["schema"] for one in given if one["in"] == "query"},
                needs_version=any(one["name"] == "If-Match" and one["required"] for one in given),
            )


OPERATIONS: Mapping[str, Operation] = {one.name: one for one in _operations()}
"""All, by name."""

OF_RECORDS = {name: one for name, one in OPERATIONS.items() if not one.path.startswith(("/v1/creators", "/health"))}


def texts_of(schema: Json, *way: str) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Where free texts stand in a body, as the keys that lead there, with their schemas.

    `*` stands for each of a list, `?` for any key.
    """
    if schema.get("type") == "object":
        for name, inside in schema.get("properties", {}).items():
            yield from texts_of(inside, *way, name)
        if isinstance(schema.get("additionalProperties"), dict):
            yield from texts_of(schema["additionalProperties"], *way, "?")
    elif schema.get("type") == "array":
        yield from texts_of(schema["items"], *way, "*")
    elif "anyOf" in schema:
        yield from texts_of(schema["anyOf"][0], *way)
    elif schema.get("type") == "string" and not {"enum", "examples", "format", "pattern"} & schema.keys():
        yield way, schema
