"""How does OpenAPI describe results?"""

from __future__ import annotations

from dataclasses import fields

from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of
from marketplace.api.results import COUNTED, MOVED, STEPS
from marketplace.api.schema_parts import AMOUNT, COUNT
from marketplace.deals.results import MOST_DAYS, Funnel, Spend

_HOURS: Schema = {"type": "number", "minimum": 0, "description": "There once it is known."}


def result_schemas() -> dict[str, Schema]:
    """The schemas of results, by name."""
    funnel = {one.name: COUNT for one in fields(Funnel)}
    spend = {one.name: AMOUNT for one in fields(Spend)}
    medians = {f"median_hours_to_{step}": _HOURS for step in ("answer", "accept", "publish")}
    between = {f"hours_to_{step}": _HOURS for step in ("answer", "accept", "submit", "approve", "publish", "complete")}
    return {
        "CampaignResults": object_of(
            campaign_id=TEXT,
            funnel=object_of(**funnel),
            times=object_of(optional=medians),
            spend=object_of(**spend, currency=TEXT),
            **_days(),
        ),
        "CollaborationResults": object_of(
            collaboration_id=TEXT,
            campaign_id=TEXT,
            steps=object_of(optional={f"{step}_at": TIME for step in STEPS}),
            times=object_of(optional=between),
            payment=object_of(agreed=AMOUNT, reserved=AMOUNT, released=AMOUNT, refunded=AMOUNT, currency=TEXT),
            **_days(),
        ),
    }


def _days() -> dict[str, Schema]:
    date: Schema = {"type": "string", "format": "date", "description": "In UTC."}
    day = object_of(date=date, **dict.fromkeys(COUNTED, COUNT), **dict.fromkeys(MOVED, AMOUNT))
    told = f"Whether every day from the first to the last is told: else, over {MOST_DAYS:,} days, those with something."
    return {"days": list_of(day), "gapless": {"type": "boolean", "description": told}}
