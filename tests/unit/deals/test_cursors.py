"""Does a cursor lead on from where a page ended, and nothing else pass for one?"""

from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from marketplace.api.deal_lists import listed, wanted
from marketplace.api.problems import InvalidRequest
from marketplace.deals.asking import Order, Place
from marketplace.deals.campaign import Campaign, Moment
from tests.deal_records import THEN, make_campaign


def next_of(campaigns: list[Campaign], limit: int, sort: Order) -> str | None:
    """The next_cursor of a page of some campaigns."""
    asked = wanted({"limit": limit, "sort": sort})
    assert asked.limit == limit + 1
    with Flask("test").test_request_context():
        answer = listed("campaigns", campaigns, asked=asked, show=lambda one: {"id": one.id})
    body = answer.get_json()
    assert [one["id"] for one in body["campaigns"]] == [one.id for one in campaigns[:limit]]
    found: str | None = body["next_cursor"]
    return found


def written(text: str) -> str:
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


@given(st.integers(0, 2**62 - 1), st.integers(0, 16**32 - 1), st.sampled_from(Order))
def test_the_next_page_begins_behind_the_last_one_shown(value: int, number: int, sort: Order) -> None:
    last = make_campaign(id=f"cmp_{number:032x}", updated_at=Moment(value), ends_at=Moment(value))
    cursor = next_of([last, make_campaign()], 1, sort)
    assert cursor
    assert wanted({"cursor": cursor, "sort": sort}).after == Place(value, last.id)


def test_what_has_no_deadline_is_behind_all_that_have_one() -> None:
    cursor = next_of([make_campaign(), make_campaign()], 1, Order.DEADLINE)
    assert wanted({"cursor": cursor, "sort": "deadline"}).after == Place(2**62, "cmp_1")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_last_page_has_no_next_one(count: int) -> None:
    assert next_of([make_campaign()] * count, 2, Order.UPDATED) is None


def test_filters_are_what_is_neither_page_nor_order() -> None:
    asked = wanted({"status": "sent", "creator_id": "c1", "limit": 7, "sort": "deadline"})
    assert (asked.filters, asked.order, asked.limit) == ({"status": "sent", "creator_id": "c1"}, Order.DEADLINE, 8)
    assert (wanted({}).order, wanted({}).limit, wanted({}).after) == (Order.UPDATED, 21, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "deadline",
        "deadline:1",
        "deadline:x:cmp_1",
        "deadline:-1:cmp_1",
        "deadline: 1:cmp_1",
        "deadline:1_0:cmp_1",
        "deadline:+1:cmp_1",
        f"deadline:{2**62 + 1}:cmp_1",
        f"deadline:{10**19}:cmp_1",
        "deadline:" + "9" * 300 + ":cmp_1",
        "deadline:1:cmp_1:2",
        "deadline:1:",
        "deadline:1:cmp_\0",
        "deadline:1:' OR 1=1",
        "deadline:1:cmp_1\n",
        "deadline:١:cmp_1",
        "deadline:1:cmp_é",
        "title:1:cmp_1:",
        "\0",
    ],
    ids=ascii,
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor: is no cursor of this list: take the next_cursor of"):
        wanted({"cursor": written(text), "sort": "deadline"})


@pytest.mark.parametrize("cursor", ["!", "a", "é", "%%%", "=", "cmp_1", "\ud800", "a" * 500, "\0"], ids=ascii)
def test_what_we_never_wrote_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor: is no cursor"):
        wanted({"cursor": cursor})


def test_another_way_to_write_a_cursor_is_none() -> None:
    cursor = written(f"deadline:{THEN}:cmp_1")
    assert wanted({"cursor": cursor, "sort": "deadline"}).after == Place(THEN, "cmp_1")
    for odd in (cursor + "=", cursor + "==", f"!{cursor}", f"{cursor[:4]}\n{cursor[4:]}", f"{cursor}."):
        with pytest.raises(InvalidRequest, match="is no cursor"):
            wanted({"cursor": odd, "sort": "deadline"})


def test_a_cursor_of_another_order_is_told_so() -> None:
    with pytest.raises(InvalidRequest, match="is of a list in another order: this one is sorted by -updated_at"):
        wanted({"cursor": written("deadline:1:cmp_1")})


@given(st.text(max_size=60))
def test_any_cursor_is_a_place_or_refused(cursor: str) -> None:
    try:
        place = wanted({"cursor": cursor}).after
    except InvalidRequest:
        return
    assert place
    assert 0 <= place.value <= 2**62
