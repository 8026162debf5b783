"""Can a page of another origin search with a scoped key, and read no more than the key allows?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.accounts.making import Made
from tests.api.house import House
from tests.api.test_gate import SEARCHES

SHOP = "https://shop.example"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def parent(house: House) -> Made:
    """A key that scoped keys are made of."""
    return house.office.open()[1]


def preflight(house: House, method: str, path: str) -> TestResponse:
    """What a browser hears that asks whether it may ask."""
    asked = {
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    return house.ask("OPTIONS", path, headers={"Origin": "https://any.test", **asked})


def allowed(response: TestResponse) -> dict[str, str]:
    """What an answer says to browsers."""
    return {name: value for name, value in response.headers if name.startswith("Access-Control-")}


@pytest.mark.parametrize(("method", "path"), SEARCHES)
def test_a_preflight_of_a_search_is_answered_to_all_without_a_key(house: House, method: str, path: str) -> None:
    response = preflight(house, method, path)

    assert (response.status_code, response.data) == (204, b"")
    assert allowed(response) == {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": method,
        "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Request-Id",
        "Access-Control-Max-Age": "3600",
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/keys"),
        ("POST", "/v1/accounts"),
        ("GET", "/v1/accounts/me"),
        ("DELETE", "/v1/creators"),
        ("POST", "/v1/creators"),
        ("GET", "/v1/creators/search"),
        ("GET", "/v1/nothing"),
        ("GET", "/health/live"),
        ("GET\x01", "/v1/creators"),
        ("", "/v1/creators"),
    ],
)
def test_pages_may_ask_nothing_else(house: House, method: str, path: str) -> None:
    response = preflight(house, method, path)
    assert (allowed(response), response.status_code < 500) == ({}, True)


def test_options_without_a_question_tells_the_methods(house: House) -> None:
    response = house.ask("OPTIONS", "/v1/creators", headers={"Origin": SHOP})
    assert (response.status_code, "GET" in response.headers["Allow"], allowed(response)) == (200, True, {})


@pytest.mark.parametrize("origins", [{"origins": [SHOP]}, {}])
@pytest.mark.parametrize(
    ("path", "status"), [("/v1/creators", 200), ("/v1/creators?x=1", 422), ("/v1/creators/nobody", 404)]
)
def test_every_answer_to_a_key_that_allows_the_page_names_it(
    house: House, parent: Made, origins: dict[str, object], path: str, status: int
) -> None:
    response = house.ask("GET", path, house.scoped(parent, **origins), headers={"Origin": SHOP})

    assert response.status_code == status
    assert allowed(response) == {
        "Access-Control-Allow-Origin": SHOP,
        "Access-Control-Expose-Headers": (
            "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id"
        ),
    }
    assert "Origin" in response.vary


def test_no_other_answer_names_a_page(house: House, parent: Made) -> None:
    elsewhere = {"origins": ["https://elsewhere.example"]}
    keys = (None, parent, house.scoped(parent, **elsewhere), house.scoped(parent, exp=1), "sk_x.y")
    answers = [house.ask("GET", "/v1/creators", key, headers={"Origin": SHOP}) for key in keys]

    assert [one.status_code for one in answers] == [401, 200, 403, 401, 401]
    assert [allowed(one) for one in answers] == [{}] * 5


def test_without_an_origin_nothing_is_said_to_browsers(house: House, parent: Made) -> None:
    assert allowed(house.ask("GET", "/v1/creators", house.scoped(parent))) == {}


def test_where_accounts_are_off_no_page_is_named(client: FlaskClient) -> None:
    assert allowed(client.get("/v1/creators", headers={"Origin": SHOP})) == {}
