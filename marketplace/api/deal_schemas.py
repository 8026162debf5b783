"""How does OpenAPI describe deals? What is answered; what is sent is described where it is read."""

from __future__ import annotations

from marketplace.api.collaboration_schemas import collaboration_schema, work_schema
from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of, ref
from marketplace.api.result_schemas import result_schemas
from marketplace.api.schema_parts import AMOUNT, COUNT, FROM_ONE, actions_of, dated, enum_of
from marketplace.deals.campaign import CAMPAIGNS, CampaignStatus, Kind
from marketplace.deals.offering import CODES
from marketplace.deals.proposal import PROPOSALS, ProposalStatus
from marketplace.deals.sides import Side

_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}


def deal_schemas() -> dict[str, Schema]:
    """All schemas of deals, by name."""
    return {
        "Money": object_of(amount=AMOUNT, currency=TEXT),
        "Deliverable": _deliverable(),
        "Campaign": _campaign(),
        "Campaigns": _page("campaigns", "Campaign"),
        "Terms": _terms(),
        "Proposal": _proposal(),
        "Proposals": _page("proposals", "Proposal"),
        "Proposed": object_of(created=list_of(ref("Proposal")), refused=list_of(_refused())),
        "Work": work_schema(),
        "Collaboration": collaboration_schema(),
        "Collaborations": _page("collaborations", "Collaboration"),
        "Message": _message(),
        "Messages": _page("messages", "Message"),
        "History": object_of(history=list_of(_entry())),
        **result_schemas(),
    }


def _deliverable() -> Schema:
    return object_of(n=FROM_ONE, kind=enum_of(Kind), count=FROM_ONE, optional={"due_at": TIME, "notes": TEXT})


def _campaign() -> Schema:
    brands = {"description": "Not told to creators."}
    return object_of(
        id=TEXT,
        account_id=TEXT,
        title=TEXT,
        brand=TEXT,
        markets=list_of(TEXT),
        deliverables=list_of(ref("Deliverable")),
        usage_rights_days=COUNT,
        ad_code_days=COUNT,
        response_deadline_hours=FROM_ONE,
        status=enum_of(CampaignStatus),
        allowed_actions=actions_of(CAMPAIGNS.actions),
        **dated(),
        optional={
            "client_id": {**TEXT, **brands},
            "brief": TEXT,
            "budget": {**ref("Money"), **brands},
            "budget_accepted": {**ref("Money"), "description": "What is agreed together; not told to creators."},
            "starts_at": TIME,
            "ends_at": TIME,
        },
    )


def _terms() -> Schema:
    return object_of(
        version=FROM_ONE,
        by=enum_of((Side.BRAND, Side.CREATOR)),
        price=ref("Money"),
        deliverables=list_of(ref("Deliverable")),
        usage_rights_days=COUNT,
        ad_code_days=COUNT,
        created_at=TIME,
        optional={"message": TEXT},
    )


def _proposal() -> Schema:
    return object_of(
        id=TEXT,
        campaign_id=TEXT,
        account_id=TEXT,
        creator_id=TEXT,
        status=enum_of(ProposalStatus),
        terms_version={**FROM_ONE, "description": "That of the newest terms, which can be accepted."},
        terms=list_of(ref("Terms")),
        extended={"type": "boolean"},
        allowed_actions=actions_of(PROPOSALS.actions),
        **dated(),
        optional={
            "client_id": {**TEXT, "description": "Not told to creators."},
            "answered_at": {**TIME, "description": "When the creator first answered it."},
            "deadline_at": {**TIME, "description": "When it expires; there while it is open."},
            "decline_reason": TEXT,
            "collaboration_id": {**TEXT, "description": "What became of it when it was accepted."},
        },
    )


def _refused() -> Schema:
    return object_of(creator_id=TEXT, code=enum_of(CODES), detail=TEXT)


def _message() -> Schema:
    told = {**TEXT, "description": "Where it is one's own."}
    sides = (Side.BRAND, Side.CREATOR, Side.OPERATOR)
    return object_of(
        id=TEXT, thread=TEXT, author_role=enum_of(sides), text=TEXT, created_at=TIME, optional={"account_id": told}
    )


def _entry() -> Schema:
    own = {**TEXT, "description": "Where it is one's own account."}
    actor = object_of(role=enum_of(Side), optional={"account_id": own, "key_id": own, "user": own})
    change = object_of(field=TEXT, optional={"before": {}, "after": {}})
    return object_of(at=TIME, actor=actor, action=TEXT, version=FROM_ONE, changes=list_of(change))


def _page(name: str, schema: str) -> Schema:
    return object_of(**{name: list_of(ref(schema)), "next_cursor": _CURSOR})
