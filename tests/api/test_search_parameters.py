"""Does every parameter of a search do what the contract says, by URL and by body alike?"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.api.conftest import Ask

EVERYBODY = ["anna", "bob", "dora", "cleo", "egon"]

ROWS = [
    ("", EVERYBODY, "everybody, the most followed first"),
    ("q=", EVERYBODY, "an empty q is absent"),
    ("q=%20!%20", EVERYBODY, "no letter or digit is no q"),
    ("q=vegane", ["cleo", "anna"], "a name is a better match than a bio, whoever is followed more"),
    ("q=KUCHE", ["anna"], "words are folded"),
    ('q="vegane kuche"', ["anna"], "a phrase"),
    ('q="kuche vegane"', [], "a phrase the other way round"),
    ("q=vegane -kuche", ["cleo"], "a word excluded"),
    ("q=-vegane", ["bob", "dora", "egon"], "only words excluded"),
    ("market=DE", ["anna", "cleo"], "any of one"),
    ("market=DE&market=FR", ["anna", "bob", "cleo"], "any of two"),
    ("market=DE&verified=true", ["anna"], "different fields are AND"),
    ("market_not=DE&market_not=FR", ["dora", "egon"], "none of"),
    ("languages_all=de&languages_all=en", ["anna"], "all of"),
    ("languages_not=de", ["bob", "dora", "egon"], "creators without the field match none-of"),
    ("topics=beauty", ["anna", "dora"], "a root finds its children"),
    ("topics=food.vegan", ["anna"], "a leaf"),
    ("topics_all=beauty&topics_all=food", ["anna"], "all of two roots"),
    ("hashtags=VEGAN", ["anna"], "hashtags are folded"),
    ("brands=Acme", ["anna"], "an open set"),
    ("brands=Nobody", [], "an unknown value of an open set finds nothing"),
    ("verified=false", ["bob"], "a boolean"),
    ("verified=true&verified=false", ["anna", "bob"], "both booleans"),
    ("verified_missing=true", ["dora", "cleo", "egon"], "missing alone: only those without"),
    ("verified=true&verified_missing=true", ["anna", "dora", "cleo", "egon"], "missing beside an any-of adds them"),
    ("verified_missing=false", ["anna", "bob"], "only those with a value"),
    ("followers=5000", ["dora", "cleo"], "a number as it is"),
    ("followers_not=5000", ["anna", "bob", "egon"], "a number excluded"),
    ("followers_min=20000", ["anna", "bob"], "at least"),
    ("followers_max=5000", ["dora", "cleo", "egon"], "at most"),
    ("followers_below=5000", ["egon"], "less than"),
    ("followers_min=5000&followers_below=20000", ["dora", "cleo"], "a range"),
    ("engagement_rate_min=0.1", ["bob"], "a share"),
    ("follower_growth_30d_max=-0.05", ["anna"], "a share below zero"),
    ("engagement_rate_min=0.1&engagement_rate_missing=true", ["bob", "dora", "cleo", "egon"], "missing beside a range"),
    ("last_posted_at_min=2026-11-20", ["anna"], "a date is 00:00 UTC"),
    ("last_posted_at_below=2026-10-01T02:00:00%2B02:00", [], "a time with an offset"),
    ("last_posted_at_max=2026-10-01T02:00:00%2B02:00", ["bob"], "a time with an offset, included"),
    ("away_until_min=2026-12-01", ["anna"], "a date field"),
    ("audience_countries=FR:0.2", ["anna", "bob"], "at least a share"),
    ("audience_countries=FR:0.2&audience_countries=DE:0.3", ["anna"], "two shares must both hold"),
    ("audience_genders=female:0.70001", [], "a share that nobody has"),
    ("price_min=100", ["anna", "bob", "egon"], "in dollars unless said otherwise"),
    ("price_min=100&price_currency=EUR", ["anna"], "the creator's own currency compares exactly"),
    ("price_max=100.00&price_currency=EUR", ["anna", "bob", "egon"], "both bounds are included"),
    ("price_usd_min=104&price_usd_max=106", ["egon"], "the derived price"),
    ("sort=followers", ["egon", "dora", "cleo", "bob", "anna"], "ascending"),
    ("sort=-engagement_rate&limit=2", ["bob", "anna"], "descending, missing last"),
    ("q=vegane&sort=-followers", ["anna", "cleo"], "a field with q"),
    ("q=vegane&sort=relevance", ["cleo", "anna"], "relevance by name"),
    ("limit=2", ["anna", "bob"], "a page"),
    ("limit=2&page=2", ["dora", "cleo"], "the second page"),
    ("limit=2&page=5000", [], "the last page that there can be"),
]


@pytest.mark.parametrize(("query", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_a_search_by_url_finds_what_was_asked(found: Ask, query: str, expected: list[str], reason: str) -> None:
    assert sorted_by_ties(found(query)) == sorted_by_ties(expected)


@pytest.mark.parametrize(("query", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_a_search_by_body_finds_the_same(found_by_body: Ask, query: str, expected: list[str], reason: str) -> None:
    assert sorted_by_ties(found_by_body(as_json(query))) == sorted_by_ties(expected)


def test_a_scalar_in_a_body_stands_for_a_list_of_one(found_by_body: Ask) -> None:
    assert found_by_body({"market": "DE", "followers": 50_000}) == ["anna"]


def test_an_amount_in_a_body_may_be_a_decimal_string(found_by_body: Ask) -> None:
    assert found_by_body({"price_min": "100.00", "price_currency": "EUR"}) == ["anna"]


def test_a_body_leaves_ids_out(found_by_body: Ask) -> None:
    assert found_by_body({"exclude_ids": ["anna", "nobody"], "market": ["DE", "FR"]}) == ["bob", "cleo"]


def test_a_body_leaves_10_000_ids_out(found_by_body: Ask) -> None:
    assert found_by_body({"exclude_ids": [f"x{n}" for n in range(9_999)] + ["anna"], "verified": True}) == []


def test_an_empty_body_object_finds_everybody(found_by_body: Ask) -> None:
    assert sorted(found_by_body({})) == sorted(EVERYBODY)


def sorted_by_ties(found: list[str]) -> list[str]:
    """The ids with cleo and dora, who are followed by as many, in one order."""
    return ["cleo|dora" if one in ("cleo", "dora") else one for one in found]


def as_json(query: str) -> dict[str, Any]:
    """The parameters of a query string with their JSON types."""
    pairs = parse_qsl(query, keep_blank_values=True)
    texts = {name: [text for other, text in pairs if other == name] for name, _ in pairs}
    return {
        name: [_typed(name, one) for one in several] if len(several) > 1 else _typed(name, several[0])
        for name, several in texts.items()
    }


def _typed(name: str, text: str) -> Any:
    if name in ("q", "cursor"):
        return text
    if text in ("true", "false"):
        return text == "true"
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
