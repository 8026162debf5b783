"""Is no part of an amount ever lost?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.money import currencies, decimals
from marketplace.deals.amounts import MOST_MINOR, Money, converted, money, nothing
from tests.creators import RATES

WRITTEN = [
    ("120", "EUR", 12_000, "120.00"),
    ("120.5", "EUR", 12_050, "120.50"),
    ("0", "EUR", 0, "0.00"),
    ("0.01", "EUR", 1, "0.01"),
    ("9999999999999.99", "EUR", MOST_MINOR, "9999999999999.99"),
    ("12000", "JPY", 12_000, "12000"),
    ("12000.00", "KRW", 12_000, "12000"),
    ("999999999999999", "KRW", MOST_MINOR, "999999999999999"),
    ("1.005", "KWD", 1_005, "1.005"),
    ("1.5", "TND", 1_500, "1.500"),
]
REFUSED = [
    ("0.001", "EUR", "must be whole minor units: EUR has 2 decimals"),
    ("0.5", "JPY", "must be whole minor units: ... has no decimals"),
    ("0.5", "KRW", "must be whole minor units: ... has no decimals"),
    ("0.0001", "KWD", "must be whole minor units: KWD has 3 decimals"),
    ("10000000000000", "EUR", "has more than 15 digits"),
    ("1E+15", "JPY", "has more than 15 digits"),
    ("1E+999999", "JPY", "has more than 15 digits"),
    ("1." + "0" * 40 + "1", "EUR", "EUR has 2 decimals"),
    ("1E-30", "EUR", "EUR has 2 decimals"),
    ("-0.01", "EUR", "must not be negative"),
    ("-1E+30", "EUR", "must not be negative"),
    ("NaN", "EUR", "must be a number"),
    ("sNaN", "EUR", "must be a number"),
    ("Infinity", "EUR", "must be a number"),
    ("-Infinity", "EUR", "must be a number"),
]

shares = st.decimals(0, 1, allow_nan=False, allow_infinity=False)
minors = st.integers(0, MOST_MINOR)


@pytest.mark.parametrize(("amount", "currency", "minor", "written"), WRITTEN)
def test_an_amount_is_kept_in_minor_units_and_written_with_all_decimals(
    amount: str, currency: str, minor: int, written: str
) -> None:
    made = money(Decimal(amount), currency)
    assert (made, made.amount) == (Money(minor, currency), written)


@pytest.mark.parametrize(("amount", "currency", "reason"), REFUSED)
def test_an_amount_that_can_not_be_paid_is_refused(amount: str, currency: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        money(Decimal(amount), currency)


@given(minors, st.sampled_from(currencies()))
def test_what_is_written_is_read_again(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    assert money(Decimal(amount.amount), currency) == amount


def test_two_currencies_are_never_reckoned_with_each_other() -> None:
    for reckon in (Money.__add__, Money.__sub__):
        with pytest.raises(ValueError, match="EUR and USD can't be reckoned with each other"):
            reckon(Money(1, "EUR"), Money(1, "USD"))


@pytest.mark.parametrize(("minor", "half"), [(1, 0), (3, 2), (5, 2), (7, 4), (2, 1), (0, 0)])
def test_half_a_minor_unit_goes_to_the_even_one(minor: int, half: int) -> None:
    assert Money(minor, "EUR").share(Decimal("0.5")) == Money(half, "EUR")


@given(minors, shares)
def test_a_share_and_what_is_left_are_all_of_it(minor: int, share: Decimal) -> None:
    whole = Money(minor, "EUR")
    part = whole.share(share)
    assert nothing("EUR") <= part <= whole
    assert (whole - part) + part == whole


@given(minors, st.integers(0, 10**40), st.integers(1, 10**40))
def test_a_share_is_exact_however_many_digits_it_has(minor: int, numerator: int, more: int) -> None:
    share = Decimal(numerator).scaleb(-41) if numerator < more else Decimal(1)
    assert Money(minor, "EUR").share(share).minor == round(minor * Fraction(share))


def test_a_hair_more_than_half_is_not_half() -> None:
    assert Money(1, "EUR").share(Decimal("0.5" + "0" * 30 + "1")) == Money(1, "EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "to", "minor"),
    [
        ("100", "EUR", "USD", 11_000),
        ("1", "USD", "JPY", 154),
        ("100.005", "EUR", "EUR", 10_000),
        ("0", "JPY", "EUR", 0),
    ],
)
def test_another_currency_is_converted_and_rounded_half_even(amount: str, currency: str, to: str, minor: int) -> None:
    assert converted(Decimal(amount), currency, to=to, rates=RATES) == Money(minor, to)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(sorted(RATES.usd)), st.sampled_from(sorted(RATES.usd)))
def test_a_conversion_is_within_half_a_minor_unit(amount: Decimal, currency: str, to: str) -> None:
    made = converted(amount, currency, to=to, rates=RATES)
    exact = Fraction(amount) * Fraction(RATES.usd[currency]) / Fraction(RATES.usd[to]) * 10 ** decimals(to)
    assert abs(made.minor - exact) <= Fraction(1, 2)
