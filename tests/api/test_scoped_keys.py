"""Does a scoped key find and show no more than it says, on every path of a search?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from marketplace.accounts.roles import Scope
from tests.api.conftest import errors, ids
from tests.api.house import House

Ask = Callable[..., TestResponse]
FAR = {"filters": {"market": ["DE", "US", "GB"]}}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def ask(house: House) -> Ask:
    """Asks with a scoped key of these claims; a JSON body makes it a POST."""
    _, parent = house.office.open(scopes=frozenset({Scope.SEARCH}))

    def asked(claims: dict[str, Any], path: str, body: object = None, **headers: str) -> TestResponse:
        scoped = house.scoped(parent, **claims)
        return house.ask("GET" if body is None else "POST", path, scoped, json=body, headers=headers)

    return asked


def test_forced_filters_hold_on_both_searches_whatever_is_asked_beside_them(ask: Ask) -> None:
    assert ids(ask(FAR, "/v1/creators?market=DE&market=FR")) == ["anna", "cleo"]
    assert ids(ask(FAR, "/v1/creators/search", {"market": ["FR"]})) == []
    assert ids(ask({"filters": {"topics": "food", "exclude_ids": "bob"}}, "/v1/creators")) == ["anna"]
    without_anna = {"filters": {"exclude_ids": ["anna"], "followers_min": 5_000}}
    assert ids(ask(without_anna, "/v1/creators/search", {"exclude_ids": ["bob", "cleo"]})) == ["dora"]
    cheap = {"filters": {"price_max": "90", "price_currency": "GBP"}}
    assert ids(ask(cheap, "/v1/creators?price_max=500")) == ["anna", "bob", "egon"]


def test_counts_keep_forced_filters_and_leave_out_the_own_one(ask: Ask) -> None:
    page = ask(FAR, "/v1/creators?market=DE&facets=market").get_json()

    assert [(one["value"], one["count"]) for one in page["facets"]["market"]["values"]] == [
        ("DE", 2),
        ("GB", 1),
        ("US", 1),
    ]


@pytest.mark.parametrize("filters", [{"market": ["DE"]}, {"exclude_ids": ["bob"]}])
def test_who_is_outside_is_not_found_by_id_or_handle_and_missing_in_a_lookup(ask: Ask, filters: object) -> None:
    claims = {"filters": filters}

    assert ask(claims, "/v1/creators/bob").status_code == 404
    assert ask(claims, "/v1/creators/anna").status_code == 200
    assert ask(claims, "/v1/creators/by-handle/bob").status_code == 404
    assert ask(claims, "/v1/creators/by-handle/anna").get_json()["id"] == "anna"
    found = ask(claims, "/v1/creators/lookup", {"ids": ["bob", "anna"]}).get_json()
    assert ([one["id"] for one in found["creators"]], found["missing"]) == (["anna"], ["bob"])


def test_outside_looks_like_unknown(ask: Ask) -> None:
    for path in ("/v1/creators/{}", "/v1/creators/by-handle/{}"):
        outside, unknown = (ask(FAR, path.format(name)).get_json() for name in ("bob", "nobody"))
        assert outside["detail"].replace("bob", "nobody") == unknown["detail"]


def test_a_handle_that_one_of_two_bearers_has_inside_needs_no_market(ask: Ask) -> None:
    assert ask({}, "/v1/creators/by-handle/same").status_code == 422
    assert ask({"filters": {"market": "GB"}}, "/v1/creators/by-handle/same").get_json()["id"] == "egon"


def test_markets_count_who_can_be_found_and_tell_no_times_of_the_others(ask: Ask) -> None:
    claims = {"filters": {"topics": ["food", "food.vegan"], "market": ["DE", "US"], "exclude_ids": ["nobody"]}}
    told = {one["code"]: one for one in ask(claims, "/v1/markets").get_json()["markets"]}

    counts = {code: (one["creators"], "as_of" in one) for code, one in told.items()}
    assert {code: counts[code] for code in ("DE", "US", "FR", "JP")} == {
        "DE": (1, True),
        "US": (0, True),
        "FR": (0, False),
        "JP": (0, False),
    }


def test_a_cursor_goes_on_with_the_same_filters_only(ask: Ask) -> None:
    cursor = ask(FAR, "/v1/creators?limit=1&facets=none").get_json()["next_cursor"]

    assert ids(ask({**FAR, "hide": ["price"]}, f"/v1/creators?limit=1&facets=none&cursor={cursor}")) == ["dora"]
    for claims in ({}, {"filters": {"market": ["DE"]}}):
        ((_, name, _),) = errors(ask(claims, f"/v1/creators?limit=1&facets=none&cursor={cursor}"))
        assert name == "cursor"


@pytest.mark.parametrize(
    ("claims", "named"),
    [
        ({"filters": {"markt": ["DE"]}}, "filters: markt: is unknown here: did you mean market"),
        ({"filters": {"market": ["XX"]}}, "filters: market: has no value 'XX'"),
        ({"filters": {"q": "vegan"}}, "filters: q: is unknown here"),
        ({"filters": {"limit": 5}}, "filters: limit: is unknown here"),
        ({"filters": {"exclude_contacted": "yes"}}, "filters: exclude_contacted: must be true or false"),
        ({"filters": {"market": None}}, "filters: market: can't be null"),
        ({"filters": {"market": []}}, "filters: market: is empty"),
        ({"filters": {"followers_min": 5, "followers_max": 4}}, "filters: followers_min: is above"),
        ({"filters": {"followers_min": float("nan")}}, "filters: followers_min: must be a whole number"),
        ({"filters": {"price_currency": "EUR"}}, "filters: price_currency: needs price_min or price_max"),
        ({"filters": {"city": {"a": ["\ud800"]}}}, "no JSON in UTF-8"),
        ({"hide": ["prize"]}, "hide: can't hold 'prize'"),
        ({"hide": ["id"]}, "hide: can't hold 'id'"),
        ({"max_limit": 0}, "max_limit"),
        ({"sort": "followers"}, "unknown claim 'sort'"),
    ],
)
def test_a_key_that_can_t_be_kept_to_is_refused_by_the_claim(ask: Ask, claims: dict[str, Any], named: str) -> None:
    for path in ("/v1/creators", "/v1/topics"):
        response = ask(claims, path)
        assert (response.status_code, named in response.get_json()["detail"]) == (401, True), response.text


def test_a_page_is_no_longer_than_the_key_allows(ask: Ask) -> None:
    assert len(ids(ask({"max_limit": 3}, "/v1/creators"))) == 3
    assert len(ids(ask({"max_limit": 500}, "/v1/creators?limit=200"))) == 5
    for response in (
        ask({"max_limit": 3}, "/v1/creators?limit=4"),
        ask({"max_limit": 3}, "/v1/creators/search", {"limit": 4}),
    ):
        assert [one[1:] for one in errors(response)] == [("limit", "must be 1 to 3 with this key, not 4")]


ORIGINS = {"origins": ["https://shop.example", "http://localhost:3000"]}


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://shop.example", 200),
        ("http://localhost:3000", 200),
        ("https://SHOP.example", 200),
        ("https://shop.example.evil.test", 403),
        ("http://shop.example", 403),
        ("https://shop.example:8443", 403),
        ("null", 403),
        ("", 403),
        (None, 403),
    ],
)
def test_a_key_of_some_pages_is_taken_from_them_alone(ask: Ask, origin: str | None, status: int) -> None:
    response = ask(ORIGINS, "/v1/creators/anna", **({} if origin is None else {"Origin": origin}))
    assert response.status_code == status


def test_a_key_without_pages_is_taken_from_anywhere(ask: Ask) -> None:
    assert ask({}, "/v1/creators/anna", Origin="https://evil.test").status_code == 200


def test_a_scoped_key_can_only_search(house: House) -> None:
    _, parent = house.office.open()
    scoped = house.scoped(parent)

    for method, path in ("GET", "/v1/accounts/me"), ("GET", "/v1/keys"), ("POST", "/v1/keys"):
        assert house.ask(method, path, scoped).status_code == 403


def test_a_scoped_key_dies_with_its_parent_and_its_own_time(house: House) -> None:
    boss = house.office.caller()
    _, parent = house.office.open()
    scoped, over = house.scoped(parent), house.scoped(parent, exp=house.office.time.now // 1_000_000)
    assert [house.ask("GET", "/v1/topics", one).status_code for one in (scoped, over)] == [200, 401]

    house.office.accounts.suspend(parent.key.account_id, by=boss)
    house.office.time.passes(10)
    assert house.ask("GET", "/v1/topics", scoped).status_code == 401


@pytest.mark.parametrize("scopes", [frozenset({Scope.DEALS, Scope.WEBHOOKS})])
def test_a_key_that_can_t_search_makes_none_that_can(house: House, scopes: frozenset[Scope]) -> None:
    _, parent = house.office.open(scopes=scopes)
    assert house.ask("GET", "/v1/creators", house.scoped(parent)).status_code == 403
