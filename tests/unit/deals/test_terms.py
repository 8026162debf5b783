"""Which terms can be offered, and until when are they to be answered?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Deliverable, Kind, Moment
from marketplace.deals.sides import Side
from marketplace.deals.terms import check_price, countered, deadline
from marketplace.errors import InvalidInput
from tests.deal_records import THEN, make_terms

LATER = Moment(THEN + 5)
STORY = (Deliverable(n=1, kind=Kind.STORY, notes="mit Hund"),)
BEFORE = make_terms(usage_rights_days=30, ad_code_days=7, message="Hello")


def test_what_is_not_said_stays_and_the_message_does_not() -> None:
    price = Money(20_000, "EUR")
    after = countered(BEFORE, {"price": price}, by=Side.CREATOR, now=LATER)
    assert after == replace(BEFORE, version=2, by=Side.CREATOR, price=price, message=None, created_at=LATER)


def test_all_may_be_offered_at_once() -> None:
    changes = {"price": Money(0, "EUR"), "deliverables": STORY, "message": "For less"}
    after = countered(BEFORE, changes, by=Side.BRAND, now=LATER)
    assert after == replace(BEFORE, version=2, **changes, created_at=LATER)


def test_rights_are_no_matter_of_a_counter_offer() -> None:
    changes = {"deliverables": STORY, "usage_rights_days": 3_650, "by": Side.OPERATOR}
    after = countered(BEFORE, changes, by=Side.CREATOR, now=LATER)
    assert (after.usage_rights_days, after.by, after.deliverables) == (30, Side.CREATOR, STORY)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "price: or deliverables must be there: else accept, decline or write a message"),
        ({"message": "Please"}, "price: or deliverables must be there"),
        ({"price": Money(1, "USD")}, "price: must be in EUR, the currency of the campaign's budget"),
        ({"price": Money(-1, "EUR")}, "price: must not be negative"),
        ({"deliverables": ()}, "deliverables: has 0 values"),
        ({"deliverables": (replace(STORY[0], n=2),)}, "deliverables: must be numbered"),
        ({"price": Money(1, "EUR"), "message": ""}, "message: is empty"),
        ({"price": Money(1, "EUR"), "message": "m" * 5_001}, "message: has 5001 characters"),
    ],
)
def test_an_offer_that_is_none_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        countered(BEFORE, changes, by=Side.CREATOR, now=LATER)


def test_a_price_is_in_the_currency_of_the_budget() -> None:
    check_price(Money(0, "JPY"), currency="JPY")
    with pytest.raises(InvalidInput, match="must be in JPY"):
        check_price(Money(0, "EUR"), currency="JPY")


def test_a_deadline_is_whole_hours_away_to_the_microsecond() -> None:
    assert deadline(24, now=THEN) - THEN == 24 * 60 * 60 * 1_000_000
