"""Who may come in, where keys are asked for?"""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from marketplace.accounts.making import Made, Wanted
from marketplace.accounts.roles import Role, Scope
from marketplace.errors import StoreUnavailable
from marketplace.store.records import SqlRecords
from tests.api.house import House

SEARCHES = (
    ("GET", "/v1/creators"),
    ("POST", "/v1/creators/search"),
    ("POST", "/v1/creators/lookup"),
    ("GET", "/v1/creators/anna"),
    ("GET", "/v1/creators/by-handle/anna"),
    ("GET", "/v1/markets"),
    ("GET", "/v1/topics"),
)
BODIES = {"/v1/creators/search": {}, "/v1/creators/lookup": {"ids": ["anna"]}}


def status(house: House, method: str, path: str, made: Made | None) -> int:
    """What a request with a key is answered."""
    return house.ask(method, path, made, json=BODIES.get(path) if method == "POST" else None).status_code


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.mark.parametrize(("method", "path"), SEARCHES)
def test_searches_need_a_key_that_may_search(house: House, method: str, path: str) -> None:
    _, searching = house.office.open(scopes=frozenset({Scope.SEARCH}))
    _, dealing = house.office.open(scopes=frozenset({Scope.DEALS}))

    assert status(house, method, path, None) == 401
    assert status(house, method, path, dealing) == 403
    assert status(house, method, path, searching) in (200, 404)


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/openapi.json", "/docs/"])
def test_nobody_is_asked_who_looks_whether_it_is_well_or_reads_about_it(house: House, path: str) -> None:
    assert house.client.get(path).status_code == 200


def test_whether_it_is_well_tells_of_the_database_which_searches_can_do_without(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert house.client.get("/health/ready").get_json()["database"] == {"state": "ready"}

    def away(_: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(SqlRecords, "reading", away)
    response = house.client.get("/health/ready")
    assert (response.status_code, response.get_json()["database"]) == (200, {"state": "unavailable"})


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer mk_x", "mk_x", "Bearer sk_x.y"])
def test_what_is_no_key_is_refused_with_what_to_send(house: House, given: str | None) -> None:
    response = house.client.get("/v1/creators", headers={"Authorization": given} if given is not None else {})

    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    problem = response.get_json()
    assert (problem["title"], "key" in problem["detail"]) == ("Unauthorized", True)


def test_the_key_is_looked_at_before_what_is_asked(house: House) -> None:
    _, dealing = house.office.open(scopes=frozenset({Scope.DEALS}))

    assert house.client.get("/v1/creators?nonsense=1").status_code == 401
    assert house.client.post("/v1/creators/search", data="{").status_code == 401
    refused = house.client.get(
        "/v1/creators?nonsense=1", headers={"Authorization": f"Bearer {dealing.text.text}"}
    ).get_json()
    assert (refused["status"], refused["detail"]) == (403, "the key has not the scope search: it has deals")


def test_the_scheme_is_read_in_any_case(house: House) -> None:
    _, made = house.office.open()

    for scheme in ("bearer", "BEARER"):
        headers = {"Authorization": f"{scheme} {made.text.text}"}
        assert house.client.get("/v1/markets", headers=headers).status_code == 200


def test_a_key_that_is_revoked_by_another_process_is_refused(house: House) -> None:
    boss = house.office.caller(Role.AGENCY)
    made = house.office.keys.make(Wanted(name="shop"), by=boss)
    house.office.keys.revoke(made.key.id, by=boss)

    assert status(house, "GET", "/v1/creators", made) == 401


@pytest.mark.parametrize(("user", "answered"), [("Eva", 200), (200 * "e", 200), (201 * "e", 422), ("a\tb", 422)])
def test_who_acts_may_be_told_in_a_few_characters(house: House, user: str, answered: int) -> None:
    _, made = house.office.open()
    headers = {"Authorization": f"Bearer {made.text.text}", "X-Acting-User": user}

    assert house.client.get("/v1/topics", headers=headers).status_code == answered


def test_no_key_is_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    _, made = house.office.open()
    caplog.set_level(logging.DEBUG)
    status(house, "GET", "/v1/creators", made)
    house.client.get("/v1/creators", headers={"Authorization": f"Bearer {made.text.text}x"})

    assert caplog.records
    assert made.text.text[-43:] not in caplog.text


def test_where_accounts_are_off_searches_need_none(client: FlaskClient) -> None:
    assert client.get("/v1/creators", headers={"Authorization": "Bearer whatever"}).status_code == 200


def test_every_endpoint_of_v1_says_that_it_needs_a_key(house: House) -> None:
    document = json.loads(house.client.get("/openapi.json").data)
    assert document["security"] == [{"bearer": []}]
    for path, methods in document["paths"].items():
        for one in (asked for method, asked in methods.items() if method != "parameters"):
            assert ("security" in one) is path.startswith("/health"), path
            assert ("401" in one["responses"]) is path.startswith("/v1"), path
