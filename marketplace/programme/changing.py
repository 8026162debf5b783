"""What is money worth in another currency? Reckoned by the rates of the day, which are kept with what they made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marketplace.creators.markets import markets
from marketplace.creators.money import Rates, configured_rates
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


def rates_between(*currencies: str, rates: Rates | None = None) -> Mapping[str, object]:
    """The rates, today's where none are given, by which amounts of currencies become those of others, to be kept."""
    given = rates or configured_rates()
    return {"rates_of": given.date.isoformat(), "usd_per_unit": {one: str(given.usd[one]) for one in currencies}}


def rates_kept(detail: Mapping[str, Any]) -> Rates:
    """The rates that a transfer keeps, as `rates_between` wrote them."""
    usd = {one: Decimal(rate) for one, rate in detail["usd_per_unit"].items()}
    return Rates(dt.date.fromisoformat(detail["rates_of"]), usd)
