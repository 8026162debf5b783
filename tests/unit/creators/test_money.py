"""Is an amount worth what the rates say, to the millionth?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.markets import markets
from marketplace.creators.money import Rates, configured_rates, currencies, decimals
from tests.creators import RATES

HALVES = Rates(dt.date(2026, 11, 20), {"USD": Decimal(1), "XXX": Decimal("0.0000005"), "YYY": Decimal("0.1")})


@pytest.mark.parametrize(("amount", "usd"), [("1", 0.0), ("3", 2e-06), ("5", 2e-06), ("7", 4e-06), ("2", 1e-06)])
def test_half_a_millionth_goes_to_the_even_one(amount: str, usd: float) -> None:
    assert HALVES.to_usd(Decimal(amount), "XXX") == usd


def test_an_amount_is_multiplied_without_binary_loss() -> None:
    assert HALVES.to_usd(Decimal("0.3"), "YYY") == 0.03
    assert RATES.to_usd(Decimal("100.00"), "EUR") == 110.0
    assert RATES.to_usd(Decimal("999999999999999"), "USD") == 999_999_999_999_999.0


def test_a_currency_without_a_rate_is_no_key() -> None:
    with pytest.raises(KeyError):
        RATES.to_usd(Decimal(1), "XYZ")


@given(st.dictionaries(st.text("ABC", min_size=3, max_size=3), st.decimals(0, 1_000, allow_nan=False)), st.dates())
def test_rates_are_read_as_they_were_written(usd: dict[str, Decimal], date: dt.date) -> None:
    rates = Rates(date, usd)
    assert Rates.from_json(rates.to_json()) == rates


def test_every_market_has_a_currency_with_a_rate() -> None:
    assert {market.currency for market in markets().values()} <= set(currencies())
    assert configured_rates().usd["USD"] == 1


def test_currencies_have_the_decimals_of_their_coins() -> None:
    assert [decimals(code) for code in ("EUR", "USD", "JPY", "KRW", "VND")] == [2, 2, 0, 0, 0]
