"""How is a campaign going? How many proposals came how far, how long that took, and what was spent; also day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from marketplace.creators.times import DAY, MICROSECONDS, midnight
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Campaign, Moment
from marketplace.deals.paying import PaymentAction
from marketplace.deals.proposal import OPEN, ProposalStatus

HOUR = 3_600 * MICROSECONDS
MOST_DAYS = 1_000
"""From the first to the last; of more those alone are told on which something happened."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """How far one proposal came, and when; None for what has not happened.

    Submitted is when anything first was; approved and published when the last deliverable was; completed also by an
    operator who ended a dispute.
    """

    status: ProposalStatus
    proposed_at: Moment
    answered_at: Moment | None = None
    accepted_at: Moment | None = None
    submitted_at: Moment | None = None
    approved_at: Moment | None = None
    published_at: Moment | None = None
    completed_at: Moment | None = None


@dataclass(frozen=True)
class Paid:
    """So many minor units that were moved in one way, at a moment of a day."""

    at: Moment
    action: PaymentAction
    minor: int


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """How many proposals came how far; those that were not accepted, and those that were, add up to all."""

    proposed: int
    answered: int
    accepted: int
    published: int
    completed: int
    declined: int
    withdrawn: int
    expired: int
    open: int


@dataclass(frozen=True, kw_only=True)
class Spend:
    """What is spent of a budget: `left` is what proposals may still cost, `reserved` what is neither here nor there."""

    budget: Money
    agreed: Money
    reserved: Money
    released: Money
    refunded: Money
    left: Money


@dataclass(frozen=True, kw_only=True)
class Day:
    """What happened on a day, which begins at `at` (UTC); money in minor units."""

    at: int
    proposed: int = 0
    answered: int = 0
    accepted: int = 0
    published: int = 0
    completed: int = 0
    agreed: int = 0
    released: int = 0
    refunded: int = 0


@dataclass(frozen=True)
class Results:
    """What became of proposals, and of the money for them."""

    courses: Sequence[Course]
    paid: Sequence[Paid]


class ResultRepository(Protocol):
    """Knows what became of proposals."""

    def of_campaign(self, campaign_id: str) -> Results:
        """Of all proposals of a campaign; what was paid is told by the day."""
        ...

    def of_collaboration(self, collaboration_id: str) -> Results:
        """Of the one proposal that became a collaboration."""
        ...


def funnel_of(courses: Sequence[Course]) -> Funnel:
    """How many came how far."""
    statuses = Counter(one.status for one in courses)
    return Funnel(
        proposed=len(courses),
        answered=sum(one.answered_at is not None for one in courses),
        accepted=statuses[ProposalStatus.ACCEPTED],
        published=sum(one.published_at is not None for one in courses),
        completed=sum(one.completed_at is not None for one in courses),
        declined=statuses[ProposalStatus.DECLINED],
        withdrawn=statuses[ProposalStatus.WITHDRAWN],
        expired=statuses[ProposalStatus.EXPIRED],
        open=sum(statuses[one] for one in OPEN),
    )


def spend_of(campaign: Campaign, paid: Sequence[Paid]) -> Spend:
    """What a campaign has spent."""
    moved: Counter[PaymentAction] = Counter()
    for one in paid:
        moved[one.action] += one.minor
    agreed, released, refunded = (
        Money(moved[one], campaign.budget.currency)
        for one in (PaymentAction.RESERVE, PaymentAction.RELEASE, PaymentAction.REFUND)
    )
    return Spend(
        budget=campaign.budget,
        agreed=agreed,
        reserved=agreed - released - refunded,
        released=released,
        refunded=refunded,
        left=campaign.budget - campaign.budget_accepted,
    )


def hours(begun: int | None, ended: int | None) -> float | None:
    """The hours from one moment to another, to hundredths; a clock that was set back meanwhile makes none of it."""
    return None if begun is None or ended is None else round(max(0, ended - begun) / HOUR, 2)


def median_hours(courses: Sequence[Course], *, begun: str, ended: str) -> float | None:
    """The median of the hours from one step to another, over those who took both; None when nobody did."""
    found = (hours(getattr(one, begun), getattr(one, ended)) for one in courses)
    known = [one for one in found if one is not None]
    return round(median(known), 2) if known else None


def days_of(results: Results) -> Sequence[Day]:
    """The days from the first to the last on which something happened; see `MOST_DAYS`."""
    counts = Counter(_steps(results.courses))
    for paid in results.paid:
        counts[midnight(paid.at), _MOVED[paid.action]] += paid.minor
    busy = sorted({at for at, _ in counts})
    if not is_gapless(busy):
        return [_day(at, counts) for at in busy]
    return [_day(at, counts) for at in range(busy[0], busy[-1] + 1, DAY)] if busy else []


def is_gapless(days: Sequence[int]) -> bool:
    """Whether every day between these (their beginnings, in order) is told, too."""
    return not days or days[-1] - days[0] < MOST_DAYS * DAY


_STEPS = ("proposed", "answered", "accepted", "published", "completed")
_MOVED = {PaymentAction.RESERVE: "agreed", PaymentAction.RELEASE: "released", PaymentAction.REFUND: "refunded"}


def _steps(courses: Sequence[Course]) -> Iterator[tuple[int, str]]:
    for one in courses:
        for step in _STEPS:
            at: int | None = getattr(one, f"{step}_at")
            if at is not None:
                yield midnight(at), step


def _day(at: int, counts: Counter[tuple[int, str]]) -> Day:
    return Day(at=at, **{name: counts[at, name] for name in (*_STEPS, *_MOVED.values())})
