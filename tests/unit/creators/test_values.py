"""Is a wrong value of a profile refused, with a text that names the mend?"""

from __future__ import annotations

import math
from typing import Any

import pytest

from indexer.convert import Conversion, convert
from marketplace.creators.creator import Creator
from marketplace.creators.fields import FIELDS
from marketplace.creators.values import check_value
from marketplace.errors import InvalidRecord
from tests.creators import NOW, RATES, REQUIRED, make_creator

WRONG: dict[str, list[tuple[Any, str]]] = {
    "followers": [
        (-1, "must be 0 to"),
        (2**53, "must be 0 to"),
        (1.5, "whole number"),
        (True, "not a boolean"),
        ("7", "not a string"),
        (10**18, "must be 0 to"),
        (math.nan, "finite"),
        (math.inf, "finite"),
        (None, "not null"),
    ],
    "engagement_rate": [(1.01, "must be 0 to 1"), (-0.1, "must be 0 to 1")],
    "follower_growth_30d": [(-1.1, "must be -1 to")],
    "verified": [("true", "true or false"), (1, "true or false")],
    "account_type": [("robot", "no value 'robot'")],
    "region": [("Berlin", "must look like")],
    "languages": [("de", "must be a list"), (["de"] * 11, "at most 10"), (["deu"], "no value"), ([None], "not null")],
    "topics": [(["knitting.with.cats"], "no value")],
    "handle": [("x" * 65, "at most 64"), (" ", "is empty"), ("\ud800", "surrogate")],
    "bio": [("x" * 5_001, "at most 5000")],
    "avatar_url": [("http://a.example/x", "https"), ("https://a b", "https"), ("javascript:1", "https")],
    "joined_at": [("yesterday", "RFC 3339"), ("2026-02-30T00:00:00Z", "exists"), (5, "a string")],
    "away_until": [("2026-11-22T00:00:00Z", "date like")],
    "audience": [
        (5, "an object"),
        ({"moods": {"good": 1}}, "unknown key 'moods'"),
        ({"genders": {"female": 7}}, "genders.female must be 0 to 1"),
        ({"genders": {"female": 1, "male": 0.02}}, "sum to 1.02"),
        ({"countries": {"XX": 0.5}}, "no key 'XX'"),
    ],
    "price": [
        (100, "must be an object"),
        ({"amount": 100, "currency": "EUR"}, "decimal string"),
        ({"amount": "1e3", "currency": "EUR"}, "decimal string"),
        ({"amount": "-1", "currency": "EUR"}, "decimal string"),
        ({"amount": "1.005", "currency": "EUR"}, "at most 2"),
        ({"amount": "1.5", "currency": "JPY"}, "at most 0"),
        ({"amount": "9" * 16, "currency": "EUR"}, "more than 15 digits"),
        ({"amount": "1", "currency": "XXX"}, "without a rate"),
        ({"amount": "1", "currency": "EUR", "tax": 1}, "unknown key 'tax'"),
        ({"amount": "1", "currency": "EUR", "negotiable": 1}, "negotiable"),
    ],
}


@pytest.mark.parametrize(("name", "value", "reason"), [(name, *one) for name, ones in WRONG.items() for one in ones])
def test_a_wrong_value_is_refused_with_its_reason(name: str, value: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_value(FIELDS[name], value)


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_record_with_a_wrong_value_names_its_field(name: str) -> None:
    record = {"id": "c1", "handle": "c1", **REQUIRED, name: WRONG[name][0][0]}
    with pytest.raises(InvalidRecord) as refused:
        convert(record, Conversion("DE", NOW, RATES))
    assert refused.value.field == name


def test_what_is_empty_is_absent() -> None:
    bare = make_creator()
    empty = make_creator(bio=" ", topics=[], audience={"ages": {}}, avatar_url="", hashtags=[])
    assert (empty.document, empty.absent) == (bare.document, bare.absent)


def test_a_hashtag_of_nothing_visible_is_no_value() -> None:
    creator = make_creator(hashtags=["\u00ad", "\ufe0f"])
    assert "hashtags" not in creator.keywords
    assert "hashtags" in creator.absent


def test_values_of_a_list_are_kept_once_in_their_order() -> None:
    assert check_value(FIELDS["hashtags"], ["b", "a", "b", "B"]) == ["b", "a", "B"]


def test_shares_may_sum_to_a_little_over_one() -> None:
    shares = {"genders": {"female": 0.51, "male": 0.5}}
    assert check_value(FIELDS["audience"], shares) == shares


def test_zero_has_no_sign() -> None:
    kept = check_value(FIELDS["engagement_rate"], -0.0)
    assert math.copysign(1, float(str(kept))) == 1


def test_an_amount_may_have_trailing_zeros() -> None:
    price = {"amount": "120.000", "currency": "EUR"}
    assert check_value(FIELDS["price"], price) == price


def test_a_random_creator_keeps_only_absent_fields_absent() -> None:
    creator = make_creator(posts=0, verified=False, response_hours=0)
    assert isinstance(creator, Creator)
    assert not {"posts", "verified", "response_hours", "market", "followers"} & set(creator.absent)
