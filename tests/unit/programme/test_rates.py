"""What are Diamonds and views worth? Never more in pieces than at once, and always something."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.files import config
from marketplace.creators.money import configured_rates, currencies
from marketplace.programme.reading_rules import load_rules, rules_of
from marketplace.programme.redeeming import rate_of

PER_USD = load_rules().diamonds.per_usd


@given(st.sampled_from(currencies()), st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_diamonds_that_are_redeemed_in_pieces_are_worth_no_more_than_at_once(currency: str, pieces: list[int]) -> None:
    rate = rate_of(currency, per_usd=PER_USD, rates=configured_rates())

    whole = rate.worth(sum(pieces)).minor
    assert sum(rate.worth(one).minor for one in pieces) <= whole
    assert whole <= sum(pieces) / PER_USD / float(rate.usd_per_unit) * 1_000  # of Dinars a thousandth


def test_a_view_is_worth_what_the_newest_period_says_that_has_begun_on_its_day() -> None:
    table = deepcopy(config("creator_next.toml"))
    older = {"begins": dt.date(2024, 1, 1), "usd_per_1000_views": "0.02"}
    table["fund"]["periods"] = [*table["fund"]["periods"], older]
    fund = rules_of(table).fund

    found = [fund.rate(market, dt.date.fromisoformat(day)) * 1_000 for market, day in DAYS]
    assert found == [Decimal("0.02"), Decimal("0.02"), Decimal("0.03"), Decimal("0.04")]


DAYS = (("DE", "2023-12-31"), ("US", "2024-12-31"), ("DE", "2025-01-01"), ("US", "2026-01-01"))
