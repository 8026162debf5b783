"""What do the endpoints of deals take?"""

from __future__ import annotations

from marketplace.api.account_parameters import MAX_ID, page_parameters
from marketplace.api.deal_values import deliverable_value, moment_value, money_value, one_of_numbers, share_value
from marketplace.api.parameters import Parameter
from marketplace.api.value_types import choice_of, kept_text_of, whole_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.markets import codes
from marketplace.creators.table import MAX_INTEGER
from marketplace.deals.asking import Order
from marketplace.deals.campaign import AD_CODE_DAYS, DEFAULT_RESPONSE_HOURS, CampaignStatus
from marketplace.deals.collaboration import Paying, Work
from marketplace.deals.collaborations import Outcome
from marketplace.deals.links import MAX_URL
from marketplace.deals.message import MAX_MESSAGE
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.values import (
    MAX_BRIEF,
    MAX_DELIVERABLES,
    MAX_NOTES,
    MAX_REASON,
    MAX_TITLE,
    MOST_DAYS,
    RESPONSE_HOURS,
)

MAX_CREATORS = 100
"""Of one call that proposes (domain.md)."""

Parameters = tuple[Parameter, ...]


def campaign_parameters(*, required: bool) -> Parameters:
    """What a brand says of a campaign."""
    hours = f"How long a proposal waits for an answer (default {DEFAULT_RESPONSE_HOURS})."
    return (
        Parameter("title", "What it is called, in one line.", kept_text_of(MAX_TITLE), required=required),
        Parameter("brand", "For what it is (default: the client's or the account's name).", kept_text_of(MAX_TITLE)),
        Parameter("brief", "What it is about.", kept_text_of(MAX_BRIEF)),
        Parameter("markets", "Creators of which markets (default: all).", choice_of(codes()), many=len(codes())),
        Parameter("budget", "What all proposals may cost together.", money_value(), required=required),
        _deliverables(required=required),
        Parameter("usage_rights_days", "How long the brand may use what is made.", whole_of(0, MOST_DAYS)),
        Parameter("ad_code_days", "How long it may be advertised with.", one_of_numbers(AD_CODE_DAYS)),
        Parameter("response_deadline_hours", hours, whole_of(*RESPONSE_HOURS)),
        Parameter("starts_at", "When it begins.", moment_value()),
        Parameter("ends_at", "When it ends.", moment_value()),
    )


def clear_parameter() -> Parameter:
    """What a campaign is to have no more."""
    names = ("brief", "starts_at", "ends_at")
    return Parameter("clear", "Fields to leave empty again.", choice_of(names), many=len(names))


def newest_first() -> Parameter:
    """The one order of what has no deadline, for who asks all lists alike."""
    return Parameter("sort", "What changed last first: the one order there is.", choice_of((Order.UPDATED,)))


def client_parameter() -> Parameter:
    """For whom an agency does it."""
    return Parameter("client_id", "The client that an agency does it for.", kept_text_of(MAX_ID))


def propose_parameters() -> Parameters:
    """What is proposed to whom."""
    creator = kept_text_of(FIELDS["id"].max_length)
    return (
        Parameter("creator_ids", "To whom.", creator, many=MAX_CREATORS),
        Parameter("list_id", "To all who are on a list of at most 100, in place of creator_ids.", kept_text_of(MAX_ID)),
        Parameter("price", "For all of it (default: each creator's own price).", money_value()),
        _deliverables(required=False),
        _message(),
    )


def accept_parameters() -> Parameters:
    """What is agreed to."""
    return (Parameter("terms_version", "The terms that were read.", whole_of(1, MAX_INTEGER), required=True),)


def decline_parameters() -> Parameters:
    """Why not."""
    return (Parameter("reason", "Why not.", kept_text_of(MAX_REASON)),)


def counter_parameters() -> Parameters:
    """What is offered instead; what is not said stays."""
    return (
        Parameter("price", "Another price.", money_value()),
        _deliverables(required=False),
        _message(),
    )


def reason_parameters() -> Parameters:
    """Why."""
    return (Parameter("reason", "Why.", kept_text_of(MAX_REASON), required=True),)


def resolve_parameters() -> Parameters:
    """How a dispute ends."""
    share = "Which share of the money goes back to the brand; required when it is cancelled, else 0."
    return (
        Parameter("outcome", "How it ends; resumed: the work goes on.", choice_of(tuple(Outcome)), required=True),
        Parameter("refund_share", share, share_value()),
    )


def submit_parameters() -> Parameters:
    """What is shown to be approved."""
    return (
        _url("A link to it, on https; it is never followed."),
        Parameter("note", "About it.", kept_text_of(MAX_NOTES)),
    )


def publish_parameters() -> Parameters:
    """Where it is to be seen."""
    return (_url("A link to the post, on https; it is never followed."),)


def note_parameters() -> Parameters:
    """What is to be changed."""
    return (Parameter("note", "What is to be changed.", kept_text_of(MAX_NOTES), required=True),)


def message_parameters() -> Parameters:
    """What is written."""
    return (Parameter("text", "What is written.", kept_text_of(MAX_MESSAGE), required=True),)


def campaigns_query() -> Parameters:
    """Which campaigns are listed."""
    return (*_listing(), _status(tuple(CampaignStatus)), client_parameter())


def proposals_query() -> Parameters:
    """Which proposals are listed."""
    return (*_listing(), _status(tuple(ProposalStatus)), *_ids("campaign_id"), client_parameter(), _creator())


def collaborations_query() -> Parameters:
    """Which collaborations are listed."""
    return (
        *_listing(),
        Parameter("work_track", "How far the work is.", choice_of(tuple(Work))),
        Parameter("payment_track", "Where the money is.", choice_of(tuple(Paying))),
        *_ids("campaign_id", "proposal_id"),
        client_parameter(),
        _creator(),
    )


def _listing() -> Parameters:
    sort = "What changed last first (default), or what is due first."
    return (*page_parameters(), Parameter("sort", sort, choice_of(tuple(Order))))


def _status(values: tuple[str, ...]) -> Parameter:
    return Parameter("status", "How far they are.", choice_of(values))


def _ids(*names: str) -> Parameters:
    return tuple(Parameter(name, f"Those of this {name.removesuffix('_id')}.", kept_text_of(MAX_ID)) for name in names)


def _creator() -> Parameter:
    return Parameter("creator_id", "Those with this creator.", kept_text_of(FIELDS["id"].max_length))


def _deliverables(*, required: bool) -> Parameter:
    description = "What is to be made, in its order."
    return Parameter("deliverables", description, deliverable_value(), many=MAX_DELIVERABLES, required=required)


def _message() -> Parameter:
    return Parameter("message", "To the other side.", kept_text_of(MAX_MESSAGE))


def _url(description: str) -> Parameter:
    return Parameter("url", description, kept_text_of(MAX_URL), required=True)
