"""Does OpenAPI tell the truth about what is taken and given, and can it be read without the internet?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from marketplace.creators.fields import FIELDS
from marketplace.search.parameters import facet_names, filter_parameters, sort_names
from tests.api.paths import PATHS

OTHERS = {
    "q",
    "as_you_type",
    "typos",
    "highlight",
    "exclude_contacted",
    "in_list",
    "not_in_list",
    "sort",
    "facets",
    "facet_limit",
    "limit",
    "cursor",
    "page",
    "fields",
    "lang",
}
OTHER_KINDS = {"results": ["text/csv"], "totals": ["text/csv"], "statement": ["text/html"]}
"""What else is answered with, by the last word of an operation's name."""


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> dict[str, Any]:
    """The OpenAPI document."""
    response = client.get("/openapi.json")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    read: dict[str, Any] = response.json
    return read


def test_it_is_openapi_3_1_and_lists_every_endpoint(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert {path: [key for key in item if key != "parameters"] for path, item in document["paths"].items()} == PATHS


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = {node["$ref"] for node in nodes(document) if "$ref" in node}
    assert references
    for reference in references:
        target: Any = document
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]
        assert target


def test_every_operation_has_a_name_a_summary_and_problems(document: dict[str, Any]) -> None:
    operations = [
        operation for path, methods in PATHS.items() for operation in map(document["paths"][path].get, methods)
    ]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        done = operation["responses"].keys() & {"200", "201", "204"}
        assert (len(done), "422" in operation["responses"]) == (1, True)
        for status, response in operation["responses"].items():
            kinds = list(response.get("content", ()))
            good = [] if status == "204" else ["application/json"]
            other = OTHER_KINDS.get(operation["operationId"].rpartition("_")[2], []) if status in done else []
            assert kinds == (good + other if status in done else ["application/problem+json"])


def test_a_search_by_url_takes_every_filter_described(document: dict[str, Any]) -> None:
    taken = {one["name"]: one for one in document["paths"]["/v1/creators"]["get"]["parameters"]}
    assert taken.keys() == filter_parameters().keys() | OTHERS
    for name, one in taken.items():
        assert (one["in"], one["required"]) == ("query", False)
        assert one["description"], name
        assert one["schema"]["type"], name


def test_a_search_by_body_takes_the_same_and_ids_to_leave_out(document: dict[str, Any]) -> None:
    body = document["paths"]["/v1/creators/search"]["post"]["requestBody"]
    assert body["required"] is True
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = document["components"]["schemas"][name]
    assert schema["properties"].keys() == filter_parameters().keys() | OTHERS | {"exclude_ids"}
    assert schema["additionalProperties"] is False


def test_there_are_35_filters_and_15_sorts(document: dict[str, Any]) -> None:
    filters = {parameter.field.name for parameter in filter_parameters().values()}
    assert len(filters) >= 35
    assert len(sort_names()) >= 15


def test_a_creator_has_every_field_described(document: dict[str, Any]) -> None:
    properties = document["components"]["schemas"]["Creator"]["properties"]
    assert list(properties) == [field.name for field in FIELDS.document]
    assert all(one["description"] for one in properties.values())
    assert properties["followers"] == {
        "type": "integer",
        "minimum": 0,
        "maximum": 2**53 - 1,
        "description": "Accounts that follow the creator. Unit: count.",
    }


def test_a_page_has_every_facet(document: dict[str, Any]) -> None:
    facets = document["components"]["schemas"]["CreatorPage"]["properties"]["facets"]["properties"]
    assert set(facets) == set(facet_names())
    assert facets["followers"] == {"$ref": "#/components/schemas/RangesFacet"}
    assert facets["market"] == {"$ref": "#/components/schemas/ValuesFacet"}


def test_the_docs_show_our_document_and_load_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/docs", follow_redirects=True)
    assert page.status_code == 200
    assert '"url": "/openapi.json"' in page.text
    assert '"validatorUrl": null' in page.text
    assert not re.findall(r"(?:https?:)?//[a-z]", re.sub(r"<!--.*?-->|//[^\n]*\n", "", page.text))
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'; ")


def test_all_that_the_docs_load_is_served_here(client: FlaskClient) -> None:
    page = client.get("/docs/").text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(loaded) >= 4
    for path in loaded:
        assert path.startswith("/docs/")
        with client.get(path) as response:
            assert response.status_code == 200


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)
