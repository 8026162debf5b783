"""Does a search answer in the shape that the contract gives?"""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from marketplace.creators.fields import DEFAULT_FACETS
from marketplace.search.page import Published
from tests.api.conftest import CREATORS, errors, ids, make_client
from tests.creators import make_creator, make_creators, published_of
from tests.judge import JudgeEngine


def search(client: FlaskClient, query: str, **headers: str) -> dict[str, Any]:
    """The answer to a query string."""
    response = client.get(f"/v1/creators?{query}", headers=headers)
    assert (response.status_code, response.mimetype) == (200, "application/json")
    answer: dict[str, Any] = response.json
    return answer


def test_a_page_has_these_members_in_this_order(client: FlaskClient) -> None:
    page = search(client, "limit=2&facets=none")
    assert list(page) == ["total", "creators", "facets", "next_cursor", "took_ms", "as_of"]
    assert (page["total"], page["facets"], page["as_of"]) == (5, {}, "2026-11-22T10:00:00Z")
    assert isinstance(page["took_ms"], int)


def test_hits_are_given_as_they_are_stored(client: FlaskClient) -> None:
    (anna,) = search(client, "q=anna")["creators"]
    match = {"words": {"anna": ["handle"]}, "class": "name"}
    assert anna == {**orjson.loads(CREATORS[0].document), "match": match}


def test_fields_are_given_sparsely_and_the_id_always(client: FlaskClient) -> None:
    separated = search(client, "q=anna&fields=followers,price&fields=handle")["creators"]
    price = {"amount": "100.00", "currency": "EUR"}
    match = separated[0].pop("match")
    assert match["class"] == "name"
    assert separated == [{"id": "anna", "handle": "anna", "followers": 50_000, "price": price}]


def test_facets_are_given_in_the_order_asked_and_once(client: FlaskClient) -> None:
    assert list(search(client, "")["facets"]) == list(DEFAULT_FACETS)
    assert list(search(client, "facets=verified,market&facets=market")["facets"]) == ["verified", "market"]


def test_values_carry_labels_counts_and_selection(client: FlaskClient) -> None:
    assert search(client, "facets=market&market=FR&market=AU&facet_limit=1")["facets"]["market"] == {
        "values": [
            {"value": "DE", "label": "Germany", "count": 2, "selected": False},
            {"value": "FR", "label": "France", "count": 1, "selected": True},
            {"value": "AU", "label": "Australia", "count": 0, "selected": True},
        ],
        "other": 2,
        "missing": 0,
        "exact": True,
    }


def test_a_boolean_facet_has_booleans(client: FlaskClient) -> None:
    assert search(client, "facets=verified&lang=de")["facets"]["verified"] == {
        "values": [
            {"value": False, "label": "Nein", "count": 1, "selected": False},
            {"value": True, "label": "Ja", "count": 1, "selected": False},
        ],
        "other": 0,
        "missing": 3,
        "exact": True,
    }


def test_a_tree_facet_has_children_and_what_is_left_of_them() -> None:
    creators = [
        make_creator(id="a", topics=["beauty.makeup", "beauty.skincare"]),
        make_creator(id="b", topics=["food"]),
    ]
    client = make_client(JudgeEngine(creators, published_of(creators)))
    makeup = {"value": "beauty.makeup", "label": "Makeup", "count": 1, "selected": False}
    assert search(client, "facets=topics&facet_limit=1")["facets"]["topics"] == {
        "values": [
            {"value": "beauty", "label": "Beauty", "count": 1, "selected": False, "children": [makeup], "other": 1}
        ],
        "other": 1,
        "missing": 0,
        "exact": True,
    }


def test_ranges_go_from_open_to_open(client: FlaskClient) -> None:
    facet = search(client, "facets=followers&followers_min=10000&followers_below=50000")["facets"]["followers"]
    assert facet["ranges"][0] == {"to": 1_000, "count": 1, "selected": False}
    assert facet["ranges"][2] == {"from": 10_000, "to": 50_000, "count": 1, "selected": True}
    assert facet["ranges"][-1] == {"from": 10_000_000, "count": 0, "selected": False}
    assert (facet["min"], facet["max"], facet["missing"]) == (300, 50_000, 0)


def test_ranges_of_times_are_times_and_of_dates_dates(client: FlaskClient) -> None:
    facets = search(client, "facets=last_posted_at,away_until")["facets"]
    assert facets["last_posted_at"]["ranges"][-1] == {"from": "2026-11-21T00:00:00Z", "count": 0, "selected": False}
    assert facets["last_posted_at"]["max"] == "2026-11-20T12:00:00Z"
    assert facets["away_until"]["ranges"][0] == {"to": "2026-11-22", "count": 0, "selected": False}
    assert (facets["away_until"]["min"], facets["away_until"]["missing"]) == ("2026-12-01", 4)


def test_a_facet_without_values_has_no_least_and_greatest(client: FlaskClient) -> None:
    assert list(search(client, "facets=likes")["facets"]["likes"]) == ["ranges", "missing"]


def test_nothing_published_is_an_empty_page_without_as_of() -> None:
    page = search(make_client(JudgeEngine((), Published())), "facets=verified")
    facet = {"values": [], "other": 0, "missing": 0, "exact": True}
    assert page == {**page, "total": 0, "creators": [], "facets": {"verified": facet}, "next_cursor": None}
    assert "as_of" not in page


@pytest.mark.parametrize(
    ("query", "accepted", "name"),
    [
        ("lang=de", "fr", "Deutschland"),
        ("", "de-AT,fr;q=0.5", "Deutschland"),
        ("", "xx, fr;q=0.5, en;q=0.1", "Allemagne"),
        ("", "de;q=0, FR-ca;q=0.1", "Allemagne"),
        ("", "*", "Germany"),
        ("", "nonsense;;q=x", "Germany"),
        ("", "", "Germany"),
        ("lang=ja", "", "ドイツ"),
    ],
)
def test_the_language_of_labels_is_asked_for_or_accepted(
    client: FlaskClient, query: str, accepted: str, name: str
) -> None:
    page = search(client, f"facets=market&market=DE&{query}", **{"Accept-Language": accepted})
    assert page["facets"]["market"]["values"][0]["label"] == name


def test_a_body_may_name_the_language_too(client: FlaskClient) -> None:
    asked = {"facets": "market", "market": "DE"}
    by_body = client.post("/v1/creators/search", json={**asked, "lang": "fr"}).json
    by_url = client.post("/v1/creators/search?lang=fr", json=asked).json
    assert by_body["facets"] == by_url["facets"]
    assert by_url["facets"]["market"]["values"][0]["label"] == "Allemagne"


def test_a_hashtag_that_says_true_is_no_boolean() -> None:
    creators = [make_creator(hashtags=["true"])]
    page = search(make_client(JudgeEngine(creators, published_of(creators))), "facets=hashtags")
    assert page["facets"]["hashtags"]["values"][0]["label"] == "true"


@pytest.mark.parametrize("query", ["", "sort=engagement_rate", "q=-nobody", "followers_missing=false"])
def test_cursors_walk_through_everything_once(query: str) -> None:
    creators = make_creators(60, seed=5)
    client = make_client(JudgeEngine(creators, published_of(creators)))
    walked, cursor = [], ""
    while cursor is not None:
        response = client.get(f"/v1/creators?{query}&limit=7&facets=none{cursor and f'&cursor={cursor}'}")
        walked += ids(response)
        cursor = response.json["next_cursor"]
    assert walked == ids(client.get(f"/v1/creators?{query}&limit=200"))


def test_a_cursor_lets_the_shape_of_the_page_change_and_nothing_else(client: FlaskClient) -> None:
    cursor = search(client, "market=DE&limit=1")["next_cursor"]
    assert ids(client.get(f"/v1/creators?market=DE&limit=9&fields=id&facets=none&cursor={cursor}")) == ["cleo"]
    named = errors(client.get(f"/v1/creators?market=FR&limit=1&cursor={cursor}"))
    assert named == [("query", "cursor", "belongs to another q, filter or sort: start again from the first page")]


@pytest.mark.parametrize("broken", ["cut", "changed", "of another format"])
def test_a_broken_cursor_is_refused(client: FlaskClient, broken: str) -> None:
    cursor = search(client, "limit=1")["next_cursor"]
    forms = {"cut": cursor[:-4], "changed": cursor[:9] + "AAAA" + cursor[13:], "of another format": "9" + cursor[1:]}
    ((where, name, _),) = errors(client.get(f"/v1/creators?limit=1&cursor={forms[broken]}"))
    assert (where, name) == ("query", "cursor")


def test_a_cursor_stands_beside_no_page(client: FlaskClient) -> None:
    cursor = search(client, "limit=1")["next_cursor"]
    named = errors(client.get(f"/v1/creators?limit=1&page=1&cursor={cursor}"))
    assert named == [("query", "page", "can't stand beside cursor: use one of them")]
