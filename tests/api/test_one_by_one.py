"""Are creators found by id and by handle?"""

from __future__ import annotations

import orjson
import pytest
from flask.testing import FlaskClient

from tests.api.conftest import CREATORS, errors, make_client
from tests.creators import make_creator, published_of
from tests.judge import JudgeEngine

ANNA, BOB = (orjson.loads(creator.document) for creator in CREATORS[:2])


def test_a_creator_is_given_by_id_as_stored(client: FlaskClient) -> None:
    response = client.get("/v1/creators/anna")
    assert (response.status_code, response.json) == (200, ANNA)


def test_a_creator_is_given_sparsely(client: FlaskClient) -> None:
    assert client.get("/v1/creators/anna?fields=market,city&lang=de").json == {
        "id": "anna",
        "market": "DE",
        "city": "Berlin",
    }


@pytest.mark.parametrize("name", ["nobody", "ANNA", "a" * 64, "x y", "%00", "%E2%80%AE", "a%0Ab"])
def test_an_unknown_id_is_404(client: FlaskClient, name: str) -> None:
    response = client.get(f"/v1/creators/{name}")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.json["detail"].startswith("there is no creator with the id ")


@pytest.mark.parametrize("name", ["a" * 65, "a" * 7_000, "export"])
def test_what_can_be_no_id_is_404_too(client: FlaskClient, name: str) -> None:
    assert client.get(f"/v1/creators/{name}").status_code == 404


@pytest.mark.parametrize("word", ["search", "lookup"])
def test_a_word_of_the_api_is_no_id(client: FlaskClient, word: str) -> None:
    response = client.get(f"/v1/creators/{word}")
    assert response.status_code == 405
    assert {name.strip() for name in response.headers["Allow"].split(",")} == {"POST", "OPTIONS"}


@pytest.mark.parametrize("handle", ["anna", "@anna", "ANNA", "Ánna", "ａｎｎａ"])
def test_a_handle_is_found_however_it_is_typed(client: FlaskClient, handle: str) -> None:
    assert client.get(f"/v1/creators/by-handle/{handle}").json == ANNA


def test_a_handle_of_several_markets_needs_one(client: FlaskClient) -> None:
    named = errors(client.get("/v1/creators/by-handle/same"))
    assert named == [("query", "market", "is needed: the handle is taken in GB, US")]
    assert client.get("/v1/creators/by-handle/same?market=GB&fields=id").json == {"id": "egon"}
    assert client.get("/v1/creators/by-handle/same?market=FR").status_code == 404


def test_of_two_creators_with_one_handle_the_newest_is_given() -> None:
    creators = [
        make_creator(id="old", handle="x", updated_at="2026-11-01T00:00:00.5Z"),
        make_creator(id="new", handle="x", updated_at="2026-11-01T00:00:01Z"),
    ]
    client = make_client(JudgeEngine(creators, published_of(creators)))
    assert client.get("/v1/creators/by-handle/x").json["id"] == "new"


def test_an_unknown_handle_is_404(client: FlaskClient) -> None:
    response = client.get("/v1/creators/by-handle/nobody")
    assert (response.status_code, response.json["detail"]) == (404, "there is no creator with the handle 'nobody'")


def test_a_lookup_keeps_the_order_asked_and_names_the_missing(client: FlaskClient) -> None:
    response = client.post("/v1/creators/lookup", json={"ids": ["bob", "nobody", "anna", "bob", "nobody"]})
    assert (response.status_code, response.json) == (200, {"creators": [BOB, ANNA], "missing": ["nobody"]})


def test_a_lookup_of_one_takes_a_scalar(client: FlaskClient) -> None:
    assert client.post("/v1/creators/lookup", json={"ids": "anna"}).json == {"creators": [ANNA], "missing": []}


def test_a_lookup_takes_200_ids(client: FlaskClient) -> None:
    asked = [f"x{n}" for n in range(200)]
    assert client.post("/v1/creators/lookup", json={"ids": asked}).json == {"creators": [], "missing": asked}


@pytest.mark.parametrize(
    ("body", "name", "detail"),
    [
        ({}, "ids", "is required"),
        ({"ids": []}, "ids", "is empty: give at least one"),
        ({"ids": [""]}, "ids", "is empty: leave it out"),
        ({"ids": ["x"] * 201}, "ids", "has 201 values: at most 200 are taken"),
        ({"ids": ["x" * 65]}, "ids", "has 65 characters: at most 64 are taken"),
        ({"ids": [7]}, "ids", "must be a string, not a number"),
        ({"ids": None}, "ids", "can't be null: leave it out"),
        ({"ids": ["a"], "fields": ["id"]}, "fields", "is unknown here: did you mean ids?"),
    ],
)
def test_a_wrong_lookup_is_refused(client: FlaskClient, body: dict[str, object], name: str, detail: str) -> None:
    assert errors(client.post("/v1/creators/lookup", json=body)) == [("body", name, detail)]
