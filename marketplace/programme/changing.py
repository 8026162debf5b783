"""What is money worth in another currency? Reckoned by the rates of the day, which are kept with what they made."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from marketplace.creators.markets import markets
from marketplace.creators.money import configured_rates
from marketplace.deals.amounts import Money, converted


def market_currency(market: str) -> str:
    """In which currency creators of a market have their money."""
    return markets()[market].currency


def worth(amount: Money) -> Decimal:
    """What an amount is in US dollars, exactly."""
    return Decimal(amount.amount) * configured_rates().usd[amount.currency]


def credited(amount: Money, *, to: str) -> Money:
    """What is credited of an amount in the currency of a wallet, rounded half-even to minor units."""
    return converted(Decimal(amount.amount), amount.currency, to=to, rates=configured_rates())


def rates_between(*currencies: str) -> Mapping[str, object]:
    """The rates by which amounts of currencies become those of others, as a transfer keeps them."""
    rates = configured_rates()
    return {"rates_of": rates.date.isoformat(), "usd_per_unit": {one: str(rates.usd[one]) for one in currencies}}
