"""Do values come through an index unharmed, however large, small or odd?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from orjson import loads

from marketplace.creators.times import parse_moment
from marketplace.search.asked import query_from
from tests.contract.conftest import MakeIndex
from tests.contract.index import Index
from tests.creators import make_creator

GREATEST = 2**53 - 1
TWINS = (0.1, 0.10000000149011612)
"""Two doubles that are one number in 32 bits."""

ODD_TAGS = (
    "c++",
    "a/b",
    "50% off",
    '"quoted"',
    "back\\slash",
    "{json}",
    "*",
    "?",
    "😀",
    "AND",
    "x" * 100,
    "[1 TO 2]",
)
ODD_IDS = ("0", "a.b", "a:b", "a_b", "a-b", "Z.:_-", "A", "a", "AND", "x" * 64)


@pytest.fixture(scope="module")
def odd(make_index: MakeIndex) -> Index:
    """An index of creators with values at the edges of what is allowed."""
    index = make_index()
    index.fill(
        (
            make_creator(id="great", likes=GREATEST, views_30d=2**32, engagement_rate=TWINS[0], follower_growth_30d=-1),
            make_creator(id="less", likes=GREATEST - 1, engagement_rate=TWINS[1], follower_growth_30d=-0.999999),
            make_creator(id="none", likes=0, engagement_rate=-0.0, follower_growth_30d=GREATEST),
            make_creator(id="early", joined_at="1969-12-31T23:59:59.999999Z", away_until="1960-02-29"),
            make_creator(id="late", joined_at="2019-05-01T12:00:00.000002+02:00", away_until="2026-12-25"),
            make_creator(id="later", joined_at="2019-05-01T10:00:00.000003Z", market="FR"),
            *(make_creator(id=f"tag{number}", hashtags=[tag]) for number, tag in enumerate(ODD_TAGS)),
            *(make_creator(id=one, city="odd ids") for one in ODD_IDS),
        )
    )
    return index


def found(index: Index, **asked: Any) -> list[object]:
    """The ids of the hits, by the least of the sort."""
    return index.found(query_from({"facets": ["none"], **asked}))


def test_numbers_that_differ_in_the_last_bit_are_told_apart(odd: Index) -> None:
    assert found(odd, sort="likes", likes_missing=False) == ["none", "less", "great"]
    assert found(odd, likes_min=GREATEST) == ["great"]
    assert found(odd, likes=[GREATEST - 1]) == ["less"]
    assert found(odd, likes_below=GREATEST, likes_not=[0], likes_missing=False) == ["less"]


def test_numbers_beyond_32_bits_compare(odd: Index) -> None:
    assert found(odd, views_30d_min=2**32) == ["great"]
    assert found(odd, views_30d_max=2**32 - 1) == []


def test_rates_that_share_32_bits_are_told_apart(odd: Index) -> None:
    assert found(odd, sort="-engagement_rate", engagement_rate_missing=False) == ["less", "great", "none"]
    assert found(odd, engagement_rate=[TWINS[0]]) == ["great"]
    assert found(odd, engagement_rate_max=TWINS[0], sort="engagement_rate") == ["none", "great"]


def test_zero_has_no_sign(odd: Index) -> None:
    assert found(odd, engagement_rate=[0.0]) == found(odd, engagement_rate=[-0.0]) == ["none"]
    assert found(odd, engagement_rate_max=-0.0) == ["none"]


def test_growth_may_be_minus_one(odd: Index) -> None:
    assert found(odd, follower_growth_30d=[-1]) == ["great"]
    assert found(odd, follower_growth_30d_below=0, sort="follower_growth_30d") == ["great", "less"]
    assert found(odd, follower_growth_30d_min=0) == ["none"]


def test_times_keep_their_microseconds_before_1970_too(odd: Index) -> None:
    assert found(odd, sort="joined_at", joined_at_missing=False) == ["early", "late", "later"]
    assert found(odd, joined_at_below=0) == ["early"]
    assert found(odd, joined_at=[parse_moment("2019-05-01T10:00:00.000002Z")]) == ["late"]
    assert found(odd, joined_at_min=parse_moment("2019-05-01T10:00:00.000003Z")) == ["later"]


def test_dates_compare_as_days(odd: Index) -> None:
    assert found(odd, away_until=[parse_moment("2026-12-25")]) == ["late"]
    assert found(odd, away_until_max=parse_moment("1960-02-29")) == ["early"]


@pytest.mark.parametrize("number", range(len(ODD_TAGS)))
def test_a_hashtag_of_odd_characters_finds_its_creator_alone(odd: Index, number: int) -> None:
    assert found(odd, hashtags=[ODD_TAGS[number]]) == [f"tag{number}"]
    assert found(odd, hashtags=[ODD_TAGS[number]], hashtags_not=[ODD_TAGS[number]]) == []


def test_odd_ids_are_found_excluded_and_walked_over(odd: Index) -> None:
    assert odd.engine.get((*ODD_IDS, "b", "a*", "")).keys() == set(ODD_IDS)
    assert set(found(odd, city=["odd ids"])) == set(ODD_IDS)
    assert set(found(odd, city=["odd ids"], exclude_ids=[*ODD_IDS[:-1], "unknown"])) == {ODD_IDS[-1]}
    assert odd.writer.standing(ODD_IDS).keys() == set(ODD_IDS)


def test_ten_thousand_ids_can_be_excluded(odd: Index) -> None:
    others = [f"unknown{number}" for number in range(10_000 - len(ODD_IDS) + 1)]
    assert found(odd, city=["odd ids"], exclude_ids=[*others, *ODD_IDS[1:]]) == [ODD_IDS[0]]


def test_two_hundred_values_can_be_asked(odd: Index) -> None:
    assert found(odd, hashtags=["c++", *(f"tag {number}" for number in range(199))]) == ["tag0"]
    assert found(odd, likes=[GREATEST, *range(1, 200)]) == ["great"]


def test_documents_are_given_as_they_were_stored(empty: Index) -> None:
    one = make_creator(
        id="one", bio='"\\ \u2028 😀 é é\n\t', price={"amount": "0.10", "currency": "EUR"}, likes=GREATEST
    )
    empty.publish("DE", one)
    (hit,) = empty.search(query_from({})).creators
    assert hit == empty.engine.get(("one",))["one"] == loads(one.document)
    assert list(hit) == list(loads(one.document))


def test_a_price_compares_exactly_in_its_own_currency_and_by_dollars_in_others(empty: Index) -> None:
    prices = {"own": ("100.00", "EUR"), "other": ("110.00", "USD")}
    empty.fill(make_creator(id=one, price={"amount": a, "currency": c}) for one, (a, c) in prices.items())
    asked = {least: found(empty, price_min=Decimal(least), price_currency="EUR") for least in ("100", "100.0000001")}
    # 100.0000001 EUR are 110.00000011 USD, half-even to millionths 110
    assert {least: set(ids) for least, ids in asked.items()} == {"100": {"own", "other"}, "100.0000001": {"other"}}
