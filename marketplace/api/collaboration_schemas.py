"""How does OpenAPI describe collaborations?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of, ref
from marketplace.api.schema_parts import AMOUNT, COUNT, FROM_ONE, actions_of, dated, enum_of
from marketplace.deals.campaign import Kind
from marketplace.deals.collaboration import Part, Paying, Work
from marketplace.deals.collaborations import Outcome
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.sides import Side
from marketplace.deals.tracks import COLLABORATIONS, DELIVERABLES, WORK

_SHARE: Schema = {"type": "string", "pattern": r"^\d+(\.\d+)?(E-\d+)?$", "description": "0 to 1."}


def work_schema() -> Schema:
    """A deliverable as it is worked on."""
    submission = object_of(url=TEXT, at=TIME, optional={"note": TEXT})
    return object_of(
        n=FROM_ONE,
        kind=enum_of(Kind),
        count=FROM_ONE,
        status=enum_of(Part),
        submissions=list_of(submission),
        revision_rounds=COUNT,
        revisions=list_of(object_of(note=TEXT, at=TIME)),
        allowed_actions=actions_of(DELIVERABLES.actions),
        optional={
            "due_at": TIME,
            "notes": TEXT,
            "approve_by": {**TIME, "description": "When silence approves what was submitted."},
            "publication_url": TEXT,
        },
    )


def collaboration_schema() -> Schema:
    """A collaboration."""
    both = [one for one in COLLABORATIONS.actions if one != WORK]
    return object_of(
        id=TEXT,
        proposal_id=TEXT,
        campaign_id=TEXT,
        account_id=TEXT,
        creator_id=TEXT,
        terms=ref("Terms"),
        proposal_track=enum_of((ProposalStatus.ACCEPTED,)),
        work_track=enum_of(Work),
        payment_track=enum_of(Paying),
        deliverables=list_of(ref("Work")),
        payment=object_of(agreed=AMOUNT, reserved=AMOUNT, released=AMOUNT, refunded=AMOUNT, currency=TEXT),
        allowed_actions=actions_of([*both, *DELIVERABLES.actions]),
        **dated(),
        optional={
            "client_id": {**TEXT, "description": "Not told to creators."},
            "cancellation": _cancellation(),
            "dispute": _dispute(),
            "deadline_at": {**TIME, "description": "The next moment at which something is due."},
        },
    )


def _cancellation() -> Schema:
    return object_of(
        requested_by=enum_of((Side.BRAND, Side.CREATOR)),
        reason=TEXT,
        requested_at=TIME,
        consent_by={**TIME, "description": "When silence is consent."},
        refund_share={**_SHARE, "description": "What goes back to the brand then, 0 to 1."},
    )


def _dispute() -> Schema:
    return object_of(
        opened_by=enum_of((Side.BRAND, Side.CREATOR)),
        reason=TEXT,
        opened_at=TIME,
        optional={"outcome": enum_of(Outcome), "refund_share": _SHARE, "resolved_at": TIME},
    )
