"""Are markets and topics listed, and is the service's health told?"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from marketplace.creators.markets import markets
from marketplace.creators.topics import topics
from marketplace.errors import EngineUnavailable
from tests.api.conftest import make_client
from tests.api.engines import FailingEngine


def test_every_market_is_listed_with_what_is_published_of_it(client: FlaskClient) -> None:
    listed = client.get("/v1/markets").json["markets"]
    by_code = {market["code"]: market for market in listed}
    assert list(by_code) == list(markets())
    assert by_code["DE"] == {
        "code": "DE",
        "name": "Germany",
        "languages": ["de"],
        "currency": "EUR",
        "area": "EU",
        "creators": 2,
        "as_of": "2026-11-22T10:00:00Z",
        "synced_at": "2026-11-22T10:00:00Z",
    }


def test_a_market_without_creators_has_no_times(client: FlaskClient) -> None:
    listed = client.get("/v1/markets?lang=tr").json["markets"]
    turkey = next(market for market in listed if market["code"] == "TR")
    assert turkey == {
        "code": "TR",
        "name": "Türkiye",
        "languages": ["tr"],
        "currency": "TRY",
        "area": "MENA",
        "creators": 0,
    }


def test_every_topic_is_listed_under_its_root(client: FlaskClient) -> None:
    roots = client.get("/v1/topics").json["topics"]
    listed = {root["value"]: [child["value"] for child in root.get("children", [])] for root in roots}
    assert sum(1 + len(children) for children in listed.values()) == len(topics())
    assert "beauty.makeup" in listed["beauty"]


@pytest.mark.parametrize(("accepted", "language"), [("ja", "ja"), ("zh-TW", "zh"), ("fil-PH, en;q=0.8", "tl")])
def test_topics_are_labelled_in_the_language_accepted(client: FlaskClient, accepted: str, language: str) -> None:
    roots = client.get("/v1/topics", headers={"Accept-Language": accepted}).json["topics"]
    assert {root["value"]: root["label"] for root in roots} == {
        topic.id: topic.labels[language] for topic in topics().values() if not topic.parent
    }


def test_a_living_service_says_so_whatever_its_engine() -> None:
    client = make_client(FailingEngine(EngineUnavailable("away")))
    assert client.get("/health/live").json == {"state": "live"}


def test_a_ready_service_says_what_it_has(client: FlaskClient) -> None:
    assert client.get("/health/ready").json == {
        "state": "ready",
        "engine": {"state": "ready", "markets": 4, "creators": 5},
        "database": {"state": "unused"},
    }


def test_a_service_without_its_engine_is_not_ready_and_says_why() -> None:
    response = make_client(FailingEngine(EngineUnavailable("the engine is away: start it"))).get("/health/ready")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert response.json["state"] == "unavailable"
    assert response.json["engine"] == {"state": "unavailable"}
    assert "start it" not in response.text
