"""Is every answer what OpenAPI says, on a real index? Schemathesis asks what the document allows, and what it doesn't.

Answers must have a described status, content type and shape, and none is a 5xx. That right requests are never refused
is not asked: the document can't say that a minimum is below its maximum.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import chain
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from marketplace.app import create_app
from marketplace.search.page import Published
from marketplace.settings import load_settings
from tests.api.conftest import OPEN, make_client
from tests.contract.index import Index, random_creators
from tests.creators import NOW, make_creator
from tests.judge import JudgeEngine

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

DOCUMENT: dict[str, Any] = make_client(JudgeEngine((), Published())).get("/openapi.json").json
RECORDS = (
    "/v1/accounts",
    "/v1/keys",
    "/v1/creators/{creator_id}/hidden",
    "/v1/creators/{creator_id}/eligibility",
    "/v1/campaigns",
    "/v1/proposals",
    "/v1/collaborations",
    "/v1/webhooks",
    "/v1/events",
    "/v1/lists",
    "/v1/searches",
    "/v1/programme",
)
"""What needs a key whatever is asked: see tests/api/test_record_conformance.py."""

OPERATIONS = [
    (method, path)
    for path, item in DOCUMENT["paths"].items()
    for method in item
    if method != "parameters" and not path.startswith(RECORDS)
]
WITH_PARAMETERS = [(method, path) for method, path in OPERATIONS if DOCUMENT["paths"][path][method].get("parameters")]

BEARERS = tuple(make_creator(id=f"bearer{number}") for number in range(20))
"""Who have handles of their own; the random ones share a few."""

PROFILES = [json.loads(creator.document) for creator in (*random_creators(), *BEARERS)]
KNOWN: dict[str, dict[str, Any]] = {
    "creator_id": {"enum": [one["id"] for one in PROFILES]},
    "handle": {"enum": [one.id for one in BEARERS]},
    "ids": {"type": "array", "items": {"enum": [one["id"] for one in PROFILES]}, "minItems": 1, "maxItems": 5},
    "q": {"enum": [one["display_name"] for one in PROFILES]},
}
"""What somebody might ask for who knows what there is."""

BOUND = {"cursor", "page", "in_list", "not_in_list"}
"""What is right only beside another answer, or for who has a key."""

EXAMPLES = settings(
    max_examples=120,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def app(make_index: Callable[[], Index]) -> Any:
    """The application on an index of random creators."""
    index = make_index()
    index.fill((*random_creators(), *BEARERS))
    return create_app(load_settings(OPEN), engine=index.engine, now=lambda: NOW)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_is_allowed_is_answered_as_described(app: Any, method: str, path: str) -> None:
    operation = described(app, DOCUMENT)[path][method]
    statuses = answered(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    assert statuses.keys() <= {200, 404, 422}


@pytest.mark.parametrize(("method", "path"), WITH_PARAMETERS)
def test_what_is_not_allowed_is_answered_as_described(app: Any, method: str, path: str) -> None:
    operation = described(app, DOCUMENT)[path][method]
    statuses = answered(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    # what is wrong in the path alone, half of the cases where there is something in it, is nobody's: 404
    assert statuses[400] + statuses[404] + statuses[422] > statuses.total() / 2


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_somebody_might_ask_is_often_answered_with_200(app: Any, method: str, path: str) -> None:
    operation = described(app, believable(DOCUMENT))[path][method]
    statuses = answered(operation.as_strategy(generation_mode=GenerationMode.POSITIVE).flatmap(some))
    assert statuses[200] > statuses.total() / 2


def described(app: Any, document: dict[str, Any]) -> BaseSchema:
    """An application and what is said of it."""
    loaded = schemathesis.openapi.from_dict(document)
    loaded.app = app
    return loaded


def answered(cases: st.SearchStrategy[Any]) -> Counter[int]:
    """How many answers to requests had each status; each is checked."""
    statuses: Counter[int] = Counter()

    @EXAMPLES
    @given(case=cases)
    def ask(case: Any) -> None:
        response = case.call(headers={"Accept-Encoding": "identity"})
        case.validate_response(response, checks=CHECKS)
        statuses[response.status_code] += 1

    ask()
    return statuses


def believable(document: dict[str, Any]) -> dict[str, Any]:
    """The document, allowing only what somebody might ask who knows what there is."""
    narrowed = deepcopy(document)
    for node in chain(nodes(narrowed["paths"]), *map(nodes, bodies(narrowed))):
        taken = {one["name"]: one["schema"] for one in node.get("parameters", ())} | node.get("properties", {})
        for name in taken.keys() & KNOWN.keys():
            taken[name].clear()
            taken[name].update(KNOWN[name])
        if node.get("type") == "string" and "examples" in node:
            node["enum"] = node["examples"]
    return narrowed


def bodies(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas of the bodies of requests."""
    for node in nodes(document["paths"]):
        if "requestBody" in node:
            schema = node["requestBody"]["content"]["application/json"]["schema"]
            yield document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


@st.composite
def some(draw: st.DrawFn, case: Any) -> Any:
    """The request with two parameters at most, of those that stand for themselves: many rarely fit together."""
    for asked in (case.query, case.body):
        if isinstance(asked, dict):
            free = sorted(asked.keys() - {"ids"})
            kept = draw(st.lists(st.sampled_from(free), max_size=2, unique=True)) if free else []
            for name in set(free) - set(kept) | BOUND & asked.keys():
                del asked[name]
    return case
