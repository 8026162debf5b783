"""What may the marketplace say of a creator above the feed?"""

import pytest

from marketplace.creators.overlays import Overlay, checked_fields, overlaid_fields
from marketplace.errors import InvalidInput


def test_the_fields_are_those_that_the_marketplace_knows_better_than_a_feed() -> None:
    assert overlaid_fields() == (
        *("price", "available", "away_until", "response_hours", "acceptance_rate", "collaborations_completed"),
        *("badges", "monetisation", "creator_next", "hidden"),
    )


def test_values_are_kept_as_a_feed_would_give_them() -> None:
    price = {"amount": "120.00", "currency": "EUR", "negotiable": True}
    kept = checked_fields({"price": price, "badges": ["responsive", "responsive"], "hidden": True})

    assert kept == {"price": price, "badges": ["responsive"], "hidden": True}


def test_none_and_an_empty_list_take_a_value_away() -> None:
    assert checked_fields({"away_until": None, "badges": []}) == {"away_until": None, "badges": None}


def test_every_wrong_value_is_named() -> None:
    with pytest.raises(InvalidInput) as error:
        checked_fields({"available": "yes", "acceptance_rate": 2, "hidden": 1, "away_until": "2026-12-24"})

    assert [one.name for one in error.value.problems] == ["available", "acceptance_rate", "hidden"]


def test_a_field_of_the_feed_alone_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InvalidInput, match="followers: is no field that the marketplace speaks of: those are price, "):
        checked_fields({"followers": 5})


def test_only_a_true_hidden_hides() -> None:
    said = [Overlay("c1", 1, {"hidden": True}), Overlay("c1", 2, {"hidden": False}), Overlay("c1", 3, {})]

    assert [one.hidden for one in said] == [True, False, False]
