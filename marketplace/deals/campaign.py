"""What is a campaign? What a brand wants of creators, for how much, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from marketplace.deals.amounts import Money
from marketplace.deals.sides import Side
from marketplace.deals.states import Machine, Rule

Moment = NewType("Moment", int)
"""Microseconds since 1970."""

AD_CODE_DAYS = (0, 7, 30, 60, 365)
DEFAULT_RESPONSE_HOURS = 168
"""A proposal that nobody answers expires after seven days (domain.md)."""


class Kind(StrEnum):
    """What is to be made."""

    VIDEO = "video"
    LIVE = "live"
    PHOTO = "photo"
    STORY = "story"


@dataclass(frozen=True, kw_only=True)
class Deliverable:
    """Something to be made, so many times; `n` counts from 1."""

    n: int
    kind: Kind
    count: int = 1
    due_at: Moment | None = None
    notes: str | None = None


class CampaignStatus(StrEnum):
    """How far a campaign is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A campaign; without markets it is for creators of all.

    `budget_accepted` is what the accepted proposals cost together; `response_deadline_hours` is how long a proposal
    waits for an answer.
    """

    id: str
    account_id: str
    client_id: str | None = None
    title: str
    brand: str
    brief: str | None = None
    markets: tuple[str, ...] = ()
    budget: Money
    budget_accepted: Money
    deliverables: tuple[Deliverable, ...]
    usage_rights_days: int = 0
    ad_code_days: int = 0
    response_deadline_hours: int = DEFAULT_RESPONSE_HOURS
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    status: CampaignStatus = CampaignStatus.DRAFT
    version: int = 1
    created_at: Moment
    updated_at: Moment


_BRAND = (Side.BRAND,)

CAMPAIGNS: Machine[CampaignStatus] = Machine(
    "the campaign",
    (
        Rule((CampaignStatus.DRAFT,), "publish", _BRAND, CampaignStatus.PUBLISHED, "campaign.published"),
        Rule((CampaignStatus.DRAFT, CampaignStatus.PUBLISHED), "change", _BRAND, None, ""),
        Rule((CampaignStatus.DRAFT,), "delete", _BRAND, None, ""),
        Rule((CampaignStatus.PUBLISHED,), "propose", _BRAND, None, ""),
        Rule((CampaignStatus.PUBLISHED,), "close", _BRAND, CampaignStatus.CLOSED, "campaign.closed"),
    ),
)
