"""Is everything that a body can have wrong refused, and never answered with everybody?"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import errors

SEARCH = "/v1/creators/search"
MIB = 2**20

WRONG_VALUES = [
    ('{"foo": 1}', "foo", "is unknown here", "an unknown key"),
    ('{"folowers_min": 1}', "folowers_min", "did you mean followers_min", "a misspelt key"),
    ('{"followers_min": "7"}', "followers_min", "must be a whole number, not a string", "a string for a number"),
    ('{"followers_min": 7.5}', "followers_min", "must be a whole number, not 7.5", "a fraction"),
    ('{"followers_min": 7.0}', "followers_min", "must be a whole number, not 7.0", "a whole number written as none"),
    ('{"followers_min": true}', "followers_min", "must be a whole number, not a boolean", "a boolean for a number"),
    ('{"followers_min": [7]}', "followers_min", "takes one value, not a list", "a list for a scalar"),
    ('{"followers_min": {}}', "followers_min", "must be a whole number, not an object", "an object for a number"),
    ('{"followers_min": null}', "followers_min", "can't be null: leave it out", "null"),
    ('{"followers_min": -1}', "followers_min", "must be 0 to 9007199254740991, not -1", "a negative count"),
    ('{"followers_max": 9007199254740992}', "followers_max", "must be 0 to 9007199254740991", "above 2^53-1"),
    (f'{{"followers_max": {"9" * 5000}}}', "followers_max", "must be a whole number, not inf", "5,000 digits"),
    ('{"engagement_rate_min": NaN}', "engagement_rate_min", "must be a finite number", "NaN"),
    ('{"engagement_rate_min": Infinity}', "engagement_rate_min", "must be a finite number", "infinity"),
    ('{"engagement_rate_min": 1e400}', "engagement_rate_min", "must be a finite number", "1e400"),
    ('{"engagement_rate_min": "0.5"}', "engagement_rate_min", "must be a number, not a string", "a share as a string"),
    ('{"engagement_rate_min": 2}', "engagement_rate_min", "must be 0 to 1, not 2.0", "a share above 1"),
    ('{"verified": "true"}', "verified", "must be true or false, not a string", "a boolean as a string"),
    ('{"verified": 1}', "verified", "must be true or false, not a number", "a boolean as a number"),
    ('{"market": 7}', "market", "must be a string, not a number", "a number for a string"),
    ('{"market": ["DE", null]}', "market", "must be a string, not null", "null in a list"),
    ('{"market": [["DE"]]}', "market", "must be a string, not a list", "a list in a list"),
    ('{"market": []}', "market", "is empty: leave it out", "an empty list"),
    ('{"market": ""}', "market", "is empty: leave it out", "an empty string"),
    ('{"market": "de"}', "market", "did you mean DE", "a closed set in another case"),
    ('{"joined_at_min": 1700000000}', "joined_at_min", "must be a string, not a number", "seconds for a time"),
    ('{"price_min": "1e3"}', "price_min", "must be an amount like", "an exponent in an amount"),
    ('{"price_min": 0.12345678901234567}', "price_min", "has more than 15 digits", "an amount of too many digits"),
    ('{"audience_genders": {"female": 0.5}}', "audience_genders", "must be a string", "an object of shares"),
    ('{"q": 7}', "q", "must be a string, not a number", "a number for q"),
    ('{"q": "\\ud800"}', "q", "holds half of a surrogate pair", "a lone surrogate"),
    ('{"hashtags": ["a", "\\udfff"]}', "hashtags", "holds half of a surrogate pair", "a lone surrogate in a list"),
    ('{"\\ud800": 1}', "?", "holds half of a surrogate pair", "a lone surrogate in a key"),
    ('{"market": "DE", "market": "FR"}', "market", "is there twice", "a repeated key"),
    ('{"x": {"a": 1, "a": 2}}', "a", "is there twice", "a repeated key inside"),
    ('{"limit": 0}', "limit", "must be 1 to 200, not 0", "a page of nothing"),
    ('{"followers_min": 2, "followers_max": 1}', "followers_min", "is above the greatest", "min above max"),
    ('{"facets": ["none", "market"]}', "facets", "none can't stand beside", "nothing and something"),
    ('{"cursor": "2abc"}', "cursor", "belongs to another q", "a forged cursor"),
    ("[]", "", "the body must be a JSON object, not a list", "a list"),
    ("null", "", "the body must be a JSON object, not null", "null alone"),
    ('"market"', "", "the body must be a JSON object, not a string", "a string alone"),
    ("7", "", "the body must be a JSON object, not a number", "a number alone"),
]


@pytest.mark.parametrize(("body", "name", "detail", "reason"), WRONG_VALUES, ids=[row[3] for row in WRONG_VALUES])
def test_a_wrong_body_is_named_with_what_to_do(
    client: FlaskClient, body: str, name: str, detail: str, reason: str
) -> None:
    ((where, named, said),) = errors(post(client, body))
    assert (where, named) == ("body", name)
    assert detail in said


@pytest.mark.parametrize(
    ("name", "count", "most"),
    [("hashtags", 201, 200), ("market_not", 201, 200), ("exclude_ids", 10_001, 10_000)],
)
def test_a_list_has_a_greatest_length(client: FlaskClient, name: str, count: int, most: int) -> None:
    response = client.post(SEARCH, json={name: ["a"] * count})
    assert errors(response) == [("body", name, f"has {count} values: at most {most} are taken")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "nothing"),
        (b"{", "cut off"),
        (b"{'market': 'DE'}", "single quotes"),
        (b'{"market": "DE"} x', "something behind it"),
        (b'{"q": "\xff"}', "no UTF-8"),
        ('{"q": "a"}'.encode("utf-16"), "UTF-16"),
        (b"\xef\xbb\xbf{}", "a byte order mark"),
        (b'{"q": ' * 50_000, "nested beyond measure"),
        (b"[" * 500_000, "lists nested beyond measure"),
        (b'{"q": "a\nb"}', "a line break in a string"),
        (b'{"limit": 01}', "a leading zero"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_broken_json_is_400(client: FlaskClient, body: bytes, reason: str) -> None:
    response = post(client, body)
    assert (response.status_code, response.json["title"]) == (400, "Bad Request")
    assert response.json["detail"].startswith("the body is ")


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/vnd.api+json",
        "application/json; charset=utf-16",
    ],
)
@pytest.mark.parametrize("path", [SEARCH, "/v1/creators/lookup"])
def test_a_body_of_another_type_is_415(client: FlaskClient, path: str, content_type: str | None) -> None:
    response = client.post(path, data=b'{"market": "DE"}', content_type=content_type)
    assert (response.status_code, response.mimetype) == (415, "application/problem+json")
    assert "Content-Type: application/json" in response.json["detail"]


def test_a_post_without_a_body_is_415(client: FlaskClient) -> None:
    assert client.post(SEARCH).status_code == 415


@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON", "application/json; charset=UTF-8"])
def test_json_by_any_spelling_of_its_type_is_taken(client: FlaskClient, content_type: str) -> None:
    assert client.post(SEARCH, data=b"{}", content_type=content_type).status_code == 200


def test_a_body_of_1_mib_is_taken_and_one_byte_more_is_413(client: FlaskClient) -> None:
    assert post(client, b"{}".ljust(MIB)).status_code == 200
    assert post(client, b"{}".ljust(MIB + 1)).status_code == 413


def test_a_body_of_50_mb_is_413(client: FlaskClient) -> None:
    response = post(client, b"{}".ljust(50_000_000))
    assert (response.status_code, response.json["detail"]) == (413, "the body is larger than 1 MiB: send less at once")


def test_a_chunked_body_is_cut_off_at_the_same_length(client: FlaskClient) -> None:
    assert post_chunked(client, b"{}".ljust(MIB)).status_code == 200
    assert post_chunked(client, b"{}".ljust(MIB + 1)).status_code == 413


def test_a_post_takes_no_parameters_in_its_url_but_the_language(client: FlaskClient) -> None:
    response = client.post(f"{SEARCH}?market=DE", json={})
    assert errors(response) == [("query", "market", "is unknown here: known are lang")]


def test_a_language_given_twice_is_refused(client: FlaskClient) -> None:
    response = client.post(f"{SEARCH}?lang=de", json={"lang": "fr"})
    assert errors(response) == [("query", "lang", "is in the body too: give it once")]


def post(client: FlaskClient, body: str | bytes) -> Any:
    """What a search answers to these bytes."""
    return client.post(SEARCH, data=body, content_type="application/json")


def post_chunked(client: FlaskClient, body: bytes) -> Any:
    """What a search answers when nobody says how long the body is."""
    return client.post(
        SEARCH,
        content_type="application/json",
        environ_overrides={"wsgi.input": BytesIO(body), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
