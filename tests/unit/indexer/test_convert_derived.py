"""What is made of a record's values for the index alone?"""

from decimal import Decimal

import pytest

from indexer.convert import Conversion, convert
from marketplace.creators.creator import Creator
from marketplace.creators.money import Rates
from tests.creators import NOW, RATES, make_creator
from tests.fakes import feed_record


@pytest.mark.parametrize(
    ("genders", "largest"),
    [
        ({"male": 0.6, "female": 0.4}, "male"),
        ({"male": 0.5, "female": 0.5}, "female"),
        ({"male": 0, "female": 0}, "female"),
        ({"male": 0.1}, "male"),
    ],
)
def test_the_largest_group_of_an_audience_is_its_facet_and_the_first_listed_wins_a_tie(
    genders: dict[str, float], largest: str
) -> None:
    assert make_creator(audience={"genders": genders}).keywords["audience_genders"] == (largest,)


@pytest.mark.parametrize(
    ("amount", "currency", "dollars"),
    [
        ("0", "EUR", 0.0),
        ("1", "JPY", 0.006502),  # 0.0065017
        ("5000", "JPY", 32.5085),
        ("0.01", "GBP", 0.013125),
        ("999999999999999", "USD", 999999999999999.0),
    ],
)
def test_dollars_are_rounded_to_millionths(amount: str, currency: str, dollars: float) -> None:
    assert make_creator(price={"amount": amount, "currency": currency}).numbers["price_usd"] == dollars


@pytest.mark.parametrize(("amount", "dollars"), [("1", 0.0), ("3", 0.000002), ("5", 0.000002), ("7", 0.000004)])
def test_half_a_millionth_of_a_dollar_goes_to_the_even_one(amount: str, dollars: float) -> None:
    rates = Rates(RATES.date, {"VND": Decimal("0.0000005")})
    made = convert(feed_record(price={"amount": amount, "currency": "VND"}), Conversion("DE", NOW, rates))

    assert isinstance(made, Creator)
    assert made.numbers["price_usd"] == dollars
