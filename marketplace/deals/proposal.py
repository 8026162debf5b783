"""What is a proposal? Terms for one creator, answered by other terms until one side takes or leaves them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Deliverable, Moment
from marketplace.deals.sides import Side
from marketplace.deals.states import Machine, Rule


class ProposalStatus(StrEnum):
    """How far a proposal is."""

    SENT = "sent"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Turn(StrEnum):
    """A status, and who is to answer; the machine's states."""

    SENT = "sent"
    COUNTERED_BY_CREATOR = "countered_by_creator"
    COUNTERED_BY_BRAND = "countered_by_brand"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN = (ProposalStatus.SENT, ProposalStatus.COUNTERED)

_STATUS = {
    Turn.COUNTERED_BY_CREATOR: ProposalStatus.COUNTERED,
    Turn.COUNTERED_BY_BRAND: ProposalStatus.COUNTERED,
}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """One version of what is to be made, for how much and under which rights; `by` is whose offer it is."""

    version: int
    by: Side
    price: Money
    deliverables: tuple[Deliverable, ...]
    usage_rights_days: int = 0
    ad_code_days: int = 0
    message: str | None = None
    created_at: Moment


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A proposal of a campaign to a creator, with all versions of its terms; `deadline_at` is there while it is open.

    `response_hours` is how long an answer may take, as the campaign said when it was sent; `answered_at` is when the
    creator first gave one. `woken_at` is up to when time has done what it has to.
    """

    id: str
    campaign_id: str
    account_id: str
    client_id: str | None = None
    creator_id: str
    turn: Turn = Turn.SENT
    terms: tuple[Terms, ...]
    response_hours: int
    deadline_at: Moment | None
    extended: bool = False
    decline_reason: str | None = None
    collaboration_id: str | None = None
    answered_at: Moment | None = None
    woken_at: int = 0
    version: int = 1
    created_at: Moment
    updated_at: Moment

    @property
    def status(self) -> ProposalStatus:
        """Its status, whoever is to answer."""
        return _STATUS.get(self.turn) or ProposalStatus(self.turn)

    @property
    def newest(self) -> Terms:
        """The terms on the table."""
        return self.terms[-1]


_BRAND, _CREATOR, _TIME = (Side.BRAND,), (Side.CREATOR,), (Side.SYSTEM,)
_CREATORS_TURN = (Turn.SENT, Turn.COUNTERED_BY_BRAND)
_BRANDS_TURN = (Turn.COUNTERED_BY_CREATOR,)
_ALL_OPEN = (*_CREATORS_TURN, *_BRANDS_TURN)

PROPOSALS: Machine[Turn] = Machine(
    "the proposal",
    (
        Rule(_CREATORS_TURN, "accept", _CREATOR, Turn.ACCEPTED, "proposal.accepted"),
        Rule(_BRANDS_TURN, "accept", _BRAND, Turn.ACCEPTED, "proposal.accepted"),
        Rule(_ALL_OPEN, "decline", _CREATOR, Turn.DECLINED, "proposal.declined"),
        Rule(_BRANDS_TURN, "decline", _BRAND, Turn.DECLINED, "proposal.declined"),
        Rule(_CREATORS_TURN, "counter", _CREATOR, Turn.COUNTERED_BY_CREATOR, "proposal.countered"),
        Rule(_BRANDS_TURN, "counter", _BRAND, Turn.COUNTERED_BY_BRAND, "proposal.countered"),
        Rule(_ALL_OPEN, "withdraw", _BRAND, Turn.WITHDRAWN, "proposal.withdrawn"),
        Rule(_CREATORS_TURN, "extend", _BRAND, None, "proposal.extended"),
        Rule(_ALL_OPEN, "expire", _TIME, Turn.EXPIRED, "proposal.expired"),
    ),
    said={
        Turn.COUNTERED_BY_CREATOR: "countered by the creator",
        Turn.COUNTERED_BY_BRAND: "countered by the brand",
    },
)
