"""Which terms can be offered? A price in the campaign's currency, things to be made, and time to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from marketplace.creators.times import MICROSECONDS
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Moment
from marketplace.deals.proposal import Terms
from marketplace.deals.sides import Side
from marketplace.deals.values import check_deliverables, check_message
from marketplace.errors import InvalidInput, Problem

MAX_VERSIONS = 50
"""Of one proposal: two who have not agreed by then should talk."""


def check_price(price: Money, *, currency: str) -> None:
    """Raise InvalidInput for a price in another currency than the campaign's, or for less than nothing."""
    if price.currency != currency:
        raise InvalidInput(Problem("price", f"must be in {currency}, the currency of the campaign's budget"))
    if price.minor < 0:
        raise InvalidInput(Problem("price", "must not be negative"))


def countered(before: Terms, changes: Mapping[str, Any], *, by: Side, now: Moment) -> Terms:
    """Other terms, what is not said as before; `changes` are price, deliverables and message. Raises InvalidInput."""
    if not changes.keys() & {"price", "deliverables"}:
        raise InvalidInput(Problem("price", "or deliverables must be there: else accept, decline or write a message"))
    if price := changes.get("price"):
        check_price(price, currency=before.price.currency)
    if "deliverables" in changes:
        check_deliverables(changes["deliverables"], now=now)
    message = changes.get("message")
    if message is not None:
        check_message(message, name="message")
    given = {name: value for name, value in changes.items() if name in ("price", "deliverables")}
    return replace(before, **given, version=before.version + 1, by=by, message=message, created_at=now)


def deadline(hours: int, *, now: Moment) -> Moment:
    """When an answer that may take so many hours is due."""
    return Moment(now + hours * 3_600 * MICROSECONDS)
