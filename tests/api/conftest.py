"""How does a test ask over HTTP? By Flask's test client, of an application whose engine is the brute-force judge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.app import create_app
from marketplace.search.engine import Engine
from marketplace.settings import load_settings
from tests.creators import NOW, make_creator, published_of
from tests.judge import JudgeEngine

Ask = Callable[..., Any]
OPEN = {"MARKETPLACE_AUTH": "off"}
"""The settings of an application that asks for no keys: most tests are about something else."""

CREATORS = (
    make_creator(
        id="anna",
        market="DE",
        bio="vegane Küche, jeden Tag",
        languages=["de", "en"],
        account_type="creator",
        verified=True,
        topics=["beauty.makeup", "food.vegan"],
        hashtags=["Vegán", "Rezepte"],
        brands=["Acme"],
        city="Berlin",
        followers=50_000,
        engagement_rate=0.05,
        follower_growth_30d=-0.1,
        audience={"countries": {"DE": 0.6, "FR": 0.2}, "genders": {"female": 0.7, "male": 0.3}},
        price={"amount": "100.00", "currency": "EUR"},
        away_until="2026-12-01",
        last_posted_at="2026-11-20T12:00:00Z",
    ),
    make_creator(
        id="bob",
        market="FR",
        bio="voyages et cuisine",
        languages=["fr"],
        account_type="business",
        verified=False,
        topics=["food"],
        hashtags=["voyage"],
        followers=20_000,
        engagement_rate=0.2,
        audience={"countries": {"FR": 0.9}},
        price={"amount": "100.00", "currency": "USD"},
        last_posted_at="2026-10-01T00:00:00Z",
    ),
    make_creator(id="cleo", market="DE", display_name="Cleo vegane", languages=["de"], followers=5_000),
    make_creator(
        id="dora", market="US", handle="same", topics=["beauty.skincare"], followers=5_000, badges=["experienced"]
    ),
    make_creator(id="egon", market="GB", handle="Same", followers=300, price={"amount": "80", "currency": "GBP"}),
)


def make_client(engine: Engine) -> FlaskClient:
    """A client of an application with this engine, on the tests' day."""
    application: Flask = create_app(load_settings(OPEN), engine=engine, now=lambda: NOW)
    return application.test_client()


@pytest.fixture(scope="package")
def client() -> FlaskClient:
    """A client of an application that searches the creators above; its tests only read."""
    return make_client(JudgeEngine(CREATORS, published_of(CREATORS)))


@pytest.fixture(scope="package")
def found(client: FlaskClient) -> Ask:
    """The ids that a query string finds, in the order of the answer."""

    def ask(query: str) -> list[str]:
        return ids(client.get(f"/v1/creators?{query}"))

    return ask


@pytest.fixture(scope="package")
def found_by_body(client: FlaskClient) -> Ask:
    """The ids that a JSON body finds, in the order of the answer."""

    def ask(body: dict[str, Any]) -> list[str]:
        return ids(client.post("/v1/creators/search", json=body))

    return ask


def ids(response: Any) -> list[str]:
    """The ids of a page's creators."""
    assert response.status_code == 200, response.text
    return [creator["id"] for creator in response.json["creators"]]


def errors(response: Any) -> list[tuple[str, str, str]]:
    """Where, what and why of each thing that a 422 names."""
    assert response.status_code == 422, response.text
    assert response.mimetype == "application/problem+json"
    return [(one["in"], one["name"], one["detail"]) for one in response.json["errors"]]
