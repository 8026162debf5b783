"""Is every answer to a key told how much is left, and is more than that refused?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.accounts.making import Made
from marketplace.accounts.rates import WRONG_KEYS
from tests.api.house import House

SHOP = "https://shop.example"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, rate_per_minute="3")


def limits(response: TestResponse) -> tuple[int, ...]:
    """The status, and what is said of limits: how many, how many left, seconds until then, seconds to wait."""
    told = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")
    return (response.status_code, *(int(response.headers[name]) for name in told if name in response.headers))


def test_every_answer_to_a_key_says_what_is_left_and_the_next_is_too_many(house: House) -> None:
    _, made = house.office.open()
    asked = (("GET", "/v1/creators/nobody"), ("GET", "/v1/creators?x=1"), ("DELETE", f"/v1/keys/{made.key.id}"))

    assert [limits(house.ask(*one, made)) for one in asked] == [(404, 3, 2, 60), (422, 3, 1, 60), (428, 3, 0, 60)]
    refused = house.ask("GET", "/v1/creators", made)
    assert (limits(refused), refused.mimetype) == ((429, 3, 0, 60, 60), "application/problem+json")
    assert refused.get_json()["detail"] == "the key asks more often than it may: try again in 60 seconds"


def test_with_the_next_minute_it_may_ask_again_and_others_may_all_along(house: House) -> None:
    (_, made), (_, other) = house.office.open(), house.office.open()
    for _ in range(5):
        house.ask("GET", "/v1/topics", made)

    assert limits(house.ask("GET", "/v1/topics", other)) == (200, 3, 2, 60)
    house.office.time.passes(59)
    assert limits(house.ask("GET", "/v1/topics", made)) == (429, 3, 0, 1, 1)
    house.office.time.passes(1)
    assert limits(house.ask("GET", "/v1/topics", made)) == (200, 3, 2, 60)


def test_a_scoped_key_with_a_limit_of_its_own_leaves_its_parent_alone(house: House) -> None:
    _, made = house.office.open()
    own, shared = house.scoped(made, rate_per_minute=1), house.scoped(made)

    assert [limits(house.ask("GET", "/v1/topics", own))[:3] for _ in range(2)] == [(200, 1, 0), (429, 1, 0)]
    assert limits(house.ask("GET", "/v1/topics", shared))[:3] == (200, 3, 2)
    assert limits(house.ask("GET", "/v1/topics", made))[:3] == (200, 3, 1)


def test_a_page_can_read_that_it_asked_too_often(house: House) -> None:
    _, made = house.office.open()
    scoped = house.scoped(made, rate_per_minute=1, origins=[SHOP])
    first, second = (house.ask("GET", "/v1/topics", scoped, headers={"Origin": SHOP}) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 429)
    assert second.headers["Access-Control-Allow-Origin"] == SHOP
    elsewhere = house.ask("GET", "/v1/topics", scoped, headers={"Origin": "https://evil.test"})
    assert (elsewhere.status_code, "Access-Control-Allow-Origin" in elsewhere.headers) == (429, False)


def test_what_is_refused_by_its_claims_or_its_page_counts_too(house: House) -> None:
    _, made = house.office.open()

    assert limits(house.ask("GET", "/v1/topics", house.scoped(made, hide=["x"])))[:3] == (401, 3, 2)
    assert limits(house.ask("GET", "/v1/topics", house.scoped(made, origins=[SHOP])))[:3] == (403, 3, 1)


def test_no_limit_is_none(tmp_path: Path) -> None:
    house = House(tmp_path, rate_per_minute="0")
    _, made = house.office.open()
    assert {limits(house.ask("GET", "/v1/topics", made)) for _ in range(5)} == {(200,)}


def wrong(house: House, made: Made, times: int, **more: Any) -> list[tuple[int, ...]]:
    """What so many wrong keys are answered, the last of them."""
    text = made.text.text[:-1] + ("A" if made.text.text[-1] != "A" else "B")
    return [limits(house.ask("GET", "/v1/topics", text, **more)) for _ in range(times)][-2:]


def test_wrong_keys_of_one_address_are_heard_so_often_and_good_ones_always(house: House) -> None:
    _, made = house.office.open()

    assert wrong(house, made, WRONG_KEYS) == [(401,)] * 2
    assert wrong(house, made, 2) == [(429, WRONG_KEYS, 0, 60, 60)] * 2
    assert house.ask("GET", "/v1/topics", made).status_code == 200
    assert house.ask("GET", "/v1/topics").status_code == 401
    assert wrong(house, made, 1, environ_base={"REMOTE_ADDR": "203.0.113.9"}) == [(401,)]
    house.office.time.passes(60)
    assert wrong(house, made, 1) == [(401,)]


def test_forged_addresses_begin_nothing_anew(house: House) -> None:
    _, made = house.office.open()
    wrong(house, made, WRONG_KEYS)

    assert wrong(house, made, 1, headers={"X-Forwarded-For": "198.51.100.7"})[0][0] == 429


def test_clients_of_a_trusted_proxy_are_told_apart(tmp_path: Path) -> None:
    house = House(tmp_path, trusted_proxies="127.0.0.1, 10.0.0.0/8")
    _, made = house.office.open()
    wrong(house, made, WRONG_KEYS, headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.7, 10.1.1.1"})

    assert wrong(house, made, 1, headers={"X-Forwarded-For": "198.51.100.7"})[0][0] == 429
    assert wrong(house, made, 1, headers={"X-Forwarded-For": "6.6.6.6"}) == [(401,)]


def test_where_accounts_are_off_nothing_is_counted(client: FlaskClient) -> None:
    assert limits(client.get("/v1/topics", headers={"Authorization": "Bearer x"})) == (200,)


def test_every_endpoint_that_needs_a_key_tells_of_limits(house: House) -> None:
    document = json.loads(house.client.get("/openapi.json").data)
    for path, methods in document["paths"].items():
        for one in (asked for method, asked in methods.items() if method != "parameters"):
            told = {status for status, said in one["responses"].items() if "RateLimit-Limit" in said.get("headers", {})}
            assert told == (one["responses"].keys() - {"401"} if path.startswith("/v1") else set()), path
            assert ("429" in one["responses"]) is path.startswith("/v1"), path
