"""What does HTTP see of results? Counts, hours and money of a campaign or collaboration, and a table by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from flask import Response

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID
from marketplace.api.answers import answer
from marketplace.api.endpoints import Endpoint, View
from marketplace.api.gate import Needs, caller
from marketplace.api.parameters import Parameter
from marketplace.api.sheets import sheet
from marketplace.api.value_types import choice_of
from marketplace.creators.times import format_date
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.reporting import ReportService
from marketplace.deals.results import (
    Course,
    Day,
    Results,
    days_of,
    funnel_of,
    hours,
    is_gapless,
    median_hours,
    spend_of,
)
from marketplace.deals.shown import plain, shown_payment

Asked = Mapping[str, Any]
Json = dict[str, Any]

COUNTED = ("proposed", "answered", "accepted", "published", "completed")
MOVED = ("agreed", "released", "refunded")
COLUMNS = ("date", *COUNTED, *MOVED, "currency")
"""Of the table by day."""

STEPS = ("proposed", "answered", "accepted", "submitted", "approved", "published", "completed")


@dataclass(frozen=True)
class ResultViews:
    """The views of results."""

    reports: ReportService

    def endpoints(self, noun: str) -> tuple[Endpoint, ...]:
        """The endpoint behind each record of a kind."""
        views: dict[str, tuple[View, str]] = {
            "campaign": (self.get_campaign_results, "CampaignResults"),
            "collaboration": (self.get_collaboration_results, "CollaborationResults"),
        }
        view, gives = views[noun]
        return (
            Endpoint(
                rule=f"/<{noun}_id>/results",
                view=view,
                path={f"{noun}_id": {"schema": {"type": "string", "maxLength": MAX_ID}}},
                query=(format_parameter(),),
                gives=gives,
                csv=True,
                needs=Needs(Scope.DEALS),
                errors=(404,),
            ),
        )

    def get_campaign_results(self, query: Asked, *, campaign_id: str) -> Response:
        """How far its proposals came, in which time, and what was spent; for its brand and operators."""
        campaign, results = self.reports.of_campaign(campaign_id, by=caller())
        days, currency = days_of(results), campaign.budget.currency
        if query.get("format") == "csv":
            return _table(days, currency)
        return answer(_shown_campaign(campaign, results) | _shown_days(days, currency))

    def get_collaboration_results(self, query: Asked, *, collaboration_id: str) -> Response:
        """When each step was taken, in which time, and where the money is."""
        collaboration, results = self.reports.of_collaboration(collaboration_id, by=caller())
        days, currency = days_of(results), collaboration.payment.agreed.currency
        if query.get("format") == "csv":
            return _table(days, currency)
        (course,) = results.courses
        return answer(_shown_collaboration(collaboration, course) | _shown_days(days, currency))


def format_parameter() -> Parameter:
    """As what it is told."""
    return Parameter("format", "All of it (default), or its days as a table.", choice_of(("json", "csv")))


def _shown_campaign(campaign: Campaign, results: Results) -> Json:
    times = {
        "median_hours_to_answer": median_hours(results.courses, begun="proposed_at", ended="answered_at"),
        "median_hours_to_accept": median_hours(results.courses, begun="proposed_at", ended="accepted_at"),
        "median_hours_to_publish": median_hours(results.courses, begun="accepted_at", ended="published_at"),
    }
    spend = spend_of(campaign, results.paid)
    amounts = {field.name: getattr(spend, field.name).amount for field in fields(spend)}
    return {
        "campaign_id": campaign.id,
        "funnel": plain(funnel_of(results.courses)),
        "times": _known(times),
        "spend": {**amounts, "currency": spend.budget.currency},
    }


def _shown_collaboration(collaboration: Collaboration, course: Course) -> Json:
    moments = [getattr(course, f"{step}_at") for step in STEPS]
    between = {
        "hours_to_answer": hours(course.proposed_at, course.answered_at),
        "hours_to_accept": hours(course.proposed_at, course.accepted_at),
        "hours_to_submit": hours(course.accepted_at, course.submitted_at),
        "hours_to_approve": hours(course.submitted_at, course.approved_at),
        "hours_to_publish": hours(course.accepted_at, course.published_at),
        "hours_to_complete": hours(course.accepted_at, course.completed_at),
    }
    return {
        "collaboration_id": collaboration.id,
        "campaign_id": collaboration.campaign_id,
        "steps": {f"{step}_at": plain(at, "at") for step, at in zip(STEPS, moments, strict=True) if at is not None},
        "times": _known(between),
        "payment": shown_payment(collaboration.payment),
    }


def _known(times: Mapping[str, float | None]) -> Json:
    return {name: value for name, value in times.items() if value is not None}


def _shown_days(days: Sequence[Day], currency: str) -> Json:
    shown = [dict(zip(COLUMNS[:-1], _row(one, currency), strict=False)) for one in days]
    return {"days": shown, "gapless": is_gapless([one.at for one in days])}


def _table(days: Sequence[Day], currency: str) -> Response:
    return sheet(COLUMNS, [_row(one, currency) for one in days])


def _row(day: Day, currency: str) -> list[str | int]:
    counts: list[int] = [getattr(day, name) for name in COUNTED]
    amounts = [Money(getattr(day, name), currency).amount for name in MOVED]
    return [format_date(day.at), *counts, *amounts, currency]
