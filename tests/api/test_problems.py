"""Is every error a problem of RFC 9457 that says what to do and tells no secrets?"""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient

from marketplace.errors import EngineUnavailable, IndexMismatch
from tests.api.conftest import make_client
from tests.api.engines import FailingEngine

CASES = [
    ("GET", "/", 404, "Not Found", "there is nothing at this path: see /docs"),
    ("GET", "/v1/creator", 404, "Not Found", "there is nothing at this path: see /docs"),
    ("GET", "/v1/creators/", 404, "Not Found", "there is nothing at this path: see /docs"),
    ("GET", "//v1/creators", 404, "Not Found", "there is nothing at this path: see /docs"),
    ("GET", "/docs/missing.js", 404, "Not Found", "there is nothing at this path: see /docs"),
    ("GET", "/docs/../setup.cfg", 404, "Not Found", "there is nothing at this path: see /docs"),
    ("GET", "/v1/creators/nobody", 404, "Not Found", "there is no creator with the id 'nobody'"),
    ("DELETE", "/v1/creators", 405, "Method Not Allowed", "the method is not allowed here: Allow names those that are"),
    ("BREW", "/v1/topics", 405, "Method Not Allowed", "the method is not allowed here: Allow names those that are"),
]


@pytest.mark.parametrize(("method", "path", "status", "title", "detail"), CASES)
def test_an_error_is_a_problem(
    client: FlaskClient, method: str, path: str, status: int, title: str, detail: str
) -> None:
    response = client.open(path, method=method, headers={"X-Request-Id": "r-1"})
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert response.json == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "request_id": "r-1",
    }


def test_bad_input_lists_its_errors_and_says_the_first(client: FlaskClient) -> None:
    problem = client.get("/v1/creators?limit=0&market=xx", headers={"X-Request-Id": "r-2"}).json
    assert problem == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "limit must be 1 to 200, not 0 (and 1 more: see errors)",
        "request_id": "r-2",
        "errors": [
            {"in": "query", "name": "limit", "detail": "must be 1 to 200, not 0"},
            {"in": "query", "name": "market", "detail": problem["errors"][1]["detail"]},
        ],
    }


def test_a_method_that_is_not_allowed_names_those_that_are(client: FlaskClient) -> None:
    response = client.put("/v1/creators")
    assert {name.strip() for name in response.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}


PATHS = ["/v1/creators", "/v1/creators/anna", "/v1/creators/by-handle/anna", "/v1/markets", "/health/ready"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("error", "seconds"), [(EngineUnavailable, "2"), (IndexMismatch, "60")])
def test_an_engine_that_is_away_is_503_with_the_time_to_wait(
    path: str, error: type[EngineUnavailable], seconds: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = make_client(FailingEngine(error("the node es-7 is away"))).get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, seconds)
    assert response.json["detail"] == f"the search engine can't answer now: try again in {seconds} seconds"
    assert f"{response.headers['X-Request-Id']} engine unavailable: the node es-7 is away" in caplog.text


def test_an_unexpected_error_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = make_client(FailingEngine(RuntimeError("password=hunter2"))).get("/v1/creators")
    assert (response.status_code, response.mimetype) == (500, "application/problem+json")
    assert "hunter2" not in response.text
    assert response.json["request_id"] == response.headers["X-Request-Id"]
    assert f"{response.json['request_id']} unexpected error" in caplog.text
    assert "hunter2" in caplog.text


@pytest.mark.parametrize("length", [500, 100_000])
def test_a_long_name_is_not_sent_back_whole(client: FlaskClient, length: int) -> None:
    problem = client.post("/v1/creators/search", json={"a" * length: 1}).json
    assert problem["errors"][0]["name"] == "a" * 100


@pytest.mark.parametrize("host", ["a b", "<script>", "example.com:port", "[", ""])
def test_a_strange_host_is_no_server_error(client: FlaskClient, host: str) -> None:
    response = client.get("/v1/topics", headers={"Host": host})
    assert response.status_code in (200, 400)
    assert "X-Request-Id" in response.headers
