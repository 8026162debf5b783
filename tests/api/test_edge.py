"""Does every response carry what all of them carry, and is every request logged and counted?"""

from __future__ import annotations

import gzip
import logging

import pytest
from backports import zstd
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import CollectorRegistry

from marketplace.api.edge import install_edge
from marketplace.api.metrics import RequestMetrics

EVERYWHERE = ["/v1/creators", "/v1/creators?limit=0", "/v1/topics", "/health/live", "/openapi.json", "/docs/", "/none"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_request_id_is_taken_over(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"X-Request-Id": "Ab.9_-"})
    assert response.headers["X-Request-Id"] == "Ab.9_-"


@pytest.mark.parametrize("given", [None, "", "a b", "a" * 129, "é", "a,b", "<x>"])
def test_another_request_id_is_replaced(client: FlaskClient, given: str | None) -> None:
    headers = {} if given is None else {"X-Request-Id": given.encode("latin-1").decode("latin-1")}
    first, second = (client.get("/none", headers=headers).headers["X-Request-Id"] for _ in range(2))
    assert len(first) == len(second) == 32
    assert first != second


@pytest.mark.parametrize("path", EVERYWHERE)
def test_no_response_is_stored_or_sniffed(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("zstd, br, gzip", "zstd", zstd.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
        ("gzip;q=0, *;q=0", None, bytes),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
    ],
)
def test_a_response_is_compressed_when_asked(
    client: FlaskClient, accepted: str, encoding: str | None, decode: object
) -> None:
    response = client.get("/v1/topics", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert decode(response.data) == client.get("/v1/topics").data  # type: ignore[operator]
    assert "Accept-Encoding" in response.headers["Vary"]


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    response = client.head("/v1/topics")
    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Content-Length"] == str(len(client.get("/v1/topics").data))


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/v1/creators", {"GET", "HEAD", "OPTIONS"}), ("/v1/creators/search", {"POST", "OPTIONS"})],
)
def test_options_tells_the_methods(client: FlaskClient, path: str, allowed: set[str]) -> None:
    response = client.options(path)
    assert (response.status_code, response.data) == (200, b"")
    assert {name.strip() for name in response.headers["Allow"].split(",")} == allowed


def test_a_request_is_one_line_of_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="marketplace.access"):
        client.get("/v1/creators/a%0Ab?fields=id", headers={"X-Request-Id": "r-3"})
    (line,) = caplog.messages
    method, path, status, _milliseconds, _unit, request_id = line.split(" ")
    assert (method, path, status, request_id) == ("GET", "/v1/creators/a%0Ab", "404", "r-3")


def test_requests_are_counted_by_method_route_and_status() -> None:
    registry = CollectorRegistry()
    application = Flask("counted")
    install_edge(application, RequestMetrics(registry))
    application.add_url_rule("/things/<name>", "thing", lambda name: name)
    client = application.test_client()
    for path, method in (("/things/a", "GET"), ("/things/b", "GET"), ("/none", "GET"), ("/things/a", "BREW")):
        client.open(path, method=method)
    assert counted(registry) == {
        ("GET", "/things/<name>", "200"): 2.0,
        ("GET", "unmatched", "404"): 1.0,
        ("other", "unmatched", "405"): 1.0,
    }
    timed = {"method": "GET", "route": "/things/<name>"}
    assert registry.get_sample_value("http_request_duration_seconds_count", timed) == 2.0


def counted(registry: CollectorRegistry) -> dict[tuple[str, str, str], float]:
    """The number of requests by method, route and status."""
    return {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): sample.value
        for metric in registry.collect()
        for sample in metric.samples
        if sample.name == "http_requests_total"
    }
