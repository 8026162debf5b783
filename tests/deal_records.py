"""How does a test come by records of deals without any services?"""

from __future__ import annotations

from typing import Any

from marketplace.deals.amounts import Money, nothing
from marketplace.deals.campaign import Campaign, Deliverable, Kind, Moment
from marketplace.deals.collaboration import Collaboration, Part, Paying, Payment, Piece
from marketplace.deals.proposal import Proposal, Terms
from marketplace.deals.sides import Side
from tests.creators import NOW

THEN = Moment(NOW)
EURO = Money(100, "EUR")


def make_campaign(**fields: Any) -> Campaign:
    """A campaign of a budget of 1,000 euros."""
    given = {
        "id": "cmp_1",
        "account_id": "acc_1",
        "title": "Spring",
        "brand": "Näh & Co",
        "markets": ("DE",),
        "budget": Money(100_000, "EUR"),
        "budget_accepted": nothing("EUR"),
        "deliverables": (Deliverable(n=1, kind=Kind.VIDEO),),
        "created_at": THEN,
        "updated_at": THEN,
    }
    return Campaign(**{**given, **fields})


def make_terms(**fields: Any) -> Terms:
    """Terms of 100 euros for one video."""
    given = {
        "version": 1,
        "by": Side.BRAND,
        "price": Money(10_000, "EUR"),
        "deliverables": (Deliverable(n=1, kind=Kind.VIDEO),),
        "created_at": THEN,
    }
    return Terms(**{**given, **fields})


def make_proposal(**fields: Any) -> Proposal:
    """A proposal as it is sent."""
    given = {
        "id": "prp_1",
        "campaign_id": "cmp_1",
        "account_id": "acc_1",
        "creator_id": "c1",
        "terms": (make_terms(),),
        "response_hours": 168,
        "deadline_at": Moment(THEN + 1),
        "created_at": THEN,
        "updated_at": THEN,
    }
    return Proposal(**{**given, **fields})


def make_collaboration(*statuses: Part, price: Money = EURO, **fields: Any) -> Collaboration:
    """A collaboration with deliverables that are so far, all its money put aside."""
    pieces = tuple(
        Piece(n=n, asked=Deliverable(n=n, kind=Kind.VIDEO), status=one)
        for n, one in enumerate(statuses or (Part.OPEN,), start=1)
    )
    zero = nothing(price.currency)
    given = {
        "id": "col_1",
        "proposal_id": "prp_1",
        "campaign_id": "cmp_1",
        "account_id": "acc_1",
        "creator_id": "c1",
        "terms": make_terms(price=price),
        "payment_track": Paying.RESERVED,
        "pieces": pieces,
        "payment": Payment(agreed=price, reserved=price, released=zero, refunded=zero),
        "created_at": THEN,
        "updated_at": THEN,
    }
    return Collaboration(**{**given, **fields})
