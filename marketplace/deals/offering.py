"""What is offered to whom, and why not? A call that proposes, and the reasons it can refuse a creator for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Deliverable
from marketplace.deals.candidate import Candidate

CODES: Mapping[str, str] = {
    "duplicate": "is named twice: the first one counts",
    "unknown_creator": "can't be found: see the creators that a search finds",
    "market_not_in_campaign": "is of a market that the campaign is not for",
    "business_account": "has a business account, which takes no proposals",
    "unavailable": "takes no proposals now: see available and away_until",
    "blocked": "takes no proposals of this account",
    "already_proposed": "has a proposal of this campaign: see GET /v1/proposals",
    "no_price": "has no price of its own in a currency with a rate: name one",
    "over_budget": "costs more than what is left of the budget",
}
"""Why a creator can't be proposed to, in the order in which it is looked at."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What is proposed; without a price it is each creator's own, without deliverables the campaign's.

    `found` is what the engine knows of these creators, where it was asked before.
    """

    creator_ids: Sequence[str]
    price: Money | None = None
    deliverables: tuple[Deliverable, ...] | None = None
    message: str | None = None
    found: Mapping[str, Candidate] | None = None


@dataclass(frozen=True)
class Refused:
    """A creator who can't be proposed to, and why."""

    creator_id: str
    code: str

    @property
    def detail(self) -> str:
        """What to do about it."""
        return CODES[self.code]
