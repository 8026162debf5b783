"""Is a field that a key hides as unknown as one that there is not?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from marketplace.creators.fields import DEFAULT_FACETS, FIELDS
from marketplace.search.parameters import facet_names, filter_parameters, projection_names, sort_names
from tests.api.conftest import errors, ids
from tests.api.house import House

Ask = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks with a scoped key that hides these fields, separated by commas; a JSON body makes it a POST."""
    folder: Path = tmp_path_factory.mktemp("house")
    house = House(folder)
    _, parent = house.office.open()

    def asked(hidden: str, path: str, body: object = None) -> TestResponse:
        house.office.time.passes(1)
        scoped = house.scoped(parent, hide=hidden.split(","))
        return house.ask("GET" if body is None else "POST", path, scoped, json=body)

    return asked


def test_a_hidden_field_is_in_no_answer(ask: Ask) -> None:
    whole = ask("avatar_url", "/v1/creators/anna").get_json()
    shown = [
        ask("price,city", "/v1/creators/anna").get_json(),
        ask("price,city", "/v1/creators/by-handle/anna").get_json(),
        ask("price,city", "/v1/creators/lookup", {"ids": ["anna"]}).get_json()["creators"][0],
        ask("price,city", "/v1/creators?limit=1").get_json()["creators"][0],
        ask("price,city", "/v1/creators/search", {"limit": 1}).get_json()["creators"][0],
    ]

    assert {"price", "price_usd", "city"} <= whole.keys()
    for one in shown:
        assert one == {name: value for name, value in whole.items() if name not in ("price", "price_usd", "city")}


def test_hits_of_words_hide_it_too(ask: Ask) -> None:
    page = ask("price", "/v1/creators?q=vegane&highlight=true").get_json()

    assert [(one["id"], "match" in one, "price" in one) for one in page["creators"]] == [
        ("cleo", True, False),
        ("anna", True, False),
    ]


def test_a_hidden_group_leaves_the_others_of_its_object(ask: Ask) -> None:
    assert ask("audience_countries", "/v1/creators/anna").get_json()["audience"] == {
        "genders": {"female": 0.7, "male": 0.3}
    }
    assert "audience" not in ask("audience_countries", "/v1/creators/bob").get_json()
    assert "audience" not in ask("audience", "/v1/creators/anna").get_json()


HIDDEN = ("price", "followers", "topics", "market", "audience", "updated_at", "verified")


def told_by(hidden: str) -> set[str]:
    """A hidden field, and those that tell of it."""
    return {hidden, *{"price": ["price_usd"], "audience": [one.name for one in FIELDS.shares]}.get(hidden, ())}


def named(fields: set[str]) -> list[tuple[str, str]]:
    """Everything that is asked by these fields, as parameters and values."""
    return [
        *((name, "1") for name, one in filter_parameters().items() if one.field.name in fields),
        *(("facets", name) for name in facet_names() if name in fields),
        *(("fields", name) for name in projection_names() if name in fields),
        *(("sort", way + name) for name in sort_names() if name in fields for way in ("", "-")),
    ]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_whatever_names_it_is_refused_as_if_unknown_and_hinted_at_by_nothing(ask: Ask, hidden: str) -> None:
    fields = told_by(hidden)
    secret = fields | {name for name, one in filter_parameters().items() if one.field.name in fields}
    for name, value in named(fields):
        for response in (
            ask(hidden, f"/v1/creators?{name}={value}"),
            ask(hidden, "/v1/creators/search", {name: value}),
        ):
            (detail,) = [detail for _, found, detail in errors(response) if found == name]
            asked, _, hint = detail.partition("is unknown here: " if value == "1" else f"{value!r}")
            assert (asked, secret & set(re.findall(r"\w+", hint))) in [(start, set()) for start in STARTS], detail


STARTS = ("", "has no value ", "cannot sort by ")
"""How it is said of what there is not."""


def test_hints_are_of_what_is_to_be_seen(ask: Ask) -> None:
    ((_, _, without),) = errors(ask("price", "/v1/creators?price_usd_mi=1"))
    ((_, _, whole),) = errors(ask("city", "/v1/creators?price_usd_mi=1"))

    assert ("price" in without.replace("price_usd_mi", ""), "price_usd_min" in whole) == (False, True)


def test_the_default_counts_leave_it_out(ask: Ask) -> None:
    facets = ask("price,market", "/v1/creators").get_json()["facets"]
    assert list(facets) == [name for name in DEFAULT_FACETS if name not in ("price_usd", "market")]


def test_where_followers_are_hidden_a_sort_must_be_named(ask: Ask) -> None:
    ((_, name, detail),) = errors(ask("followers", "/v1/creators"))

    assert (name, detail.startswith("is needed with this key: sortable fields are following, ")) == ("sort", True)
    assert ids(ask("followers", "/v1/creators?sort=engagement_rate&limit=1")) == ["anna"]
    assert ids(ask("followers", "/v1/creators?q=vegane&limit=1")) == ["cleo"]


@pytest.mark.parametrize("hidden", [field.name for field in FIELDS.worded])
def test_words_are_not_asked_for_where_one_of_the_fields_they_stand_in_is_hidden(ask: Ask, hidden: str) -> None:
    for response in ask(hidden, "/v1/creators?q=vegane"), ask(hidden, "/v1/creators/search", {"q": "-vegane"}):
        ((_, name, detail),) = errors(response)
        assert (name, "can't be asked with this key" in detail) == ("q", True)
    assert len(ids(ask(hidden, "/v1/creators?q="))) == 5


def test_a_hidden_handle_closes_the_way_by_handle(ask: Ask) -> None:
    hidden, unknown = (ask("handle", f"/v1/creators/by-handle/{name}") for name in ("anna", "nobody"))

    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.get_json()["detail"].replace("anna", "nobody") == unknown.get_json()["detail"]


def test_a_hidden_market_is_not_told_by_a_handle_or_by_counts(ask: Ask) -> None:
    response = ask("market", "/v1/creators/by-handle/same")

    assert [one[1:] for one in errors(response)] == [("handle", "is taken by several creators: ask for them by id")]
    assert errors(ask("market", "/v1/creators/by-handle/same?market=US"))[0][1] == "market"
    assert ask("market", "/v1/markets").status_code == 403


def test_what_is_forced_may_be_hidden(ask: Ask) -> None:
    assert ids(ask("city", "/v1/creators?limit=1")) == ["anna"]


def test_keys_that_hide_other_fields_are_asked_by_each(ask: Ask) -> None:
    for hidden, status in ("city", 422), ("price", 200), ("city,price", 422), ("verified", 200):
        assert ask(hidden, "/v1/creators?city=Berlin").status_code == status
