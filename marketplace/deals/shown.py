"""How are deals shown? As the API gives them to one side; absent fields are left out, and what is not its affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from marketplace.creators.times import format_time
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import CAMPAIGNS, Campaign, Moment
from marketplace.deals.collaboration import MAX_REVISIONS, Collaboration, Payment, Piece
from marketplace.deals.history import Entry
from marketplace.deals.message import Message
from marketplace.deals.proposal import PROPOSALS, Proposal
from marketplace.deals.sides import Side
from marketplace.deals.terms import MAX_VERSIONS
from marketplace.deals.tracks import COLLABORATIONS, DELIVERABLES, WORK

Shown = dict[str, Any]

_BRANDS_AFFAIR = ("client_id", "budget", "budget_accepted")
"""How much there is for all, and for whom an agency works, is no creator's affair."""


def shown_campaign(campaign: Campaign, *, side: Side) -> Shown:
    """A campaign."""
    return _ordered(
        {
            **_for(side, plain(campaign)),
            "allowed_actions": list(CAMPAIGNS.allowed(campaign.status, side)),
        }
    )


def shown_proposal(proposal: Proposal, *, side: Side, now: Moment) -> Shown:
    """A proposal, with what a side may do with it now."""
    shown = plain(proposal)
    turn = shown.pop("turn")
    assert turn == proposal.turn
    for inside in ("response_hours", "woken_at"):
        del shown[inside]
    return _ordered(
        {
            **_for(side, shown),
            "status": proposal.status.value,
            "terms_version": proposal.newest.version,
            "allowed_actions": list(allowed_proposal(proposal, side=side, now=now)),
        }
    )


def allowed_proposal(proposal: Proposal, *, side: Side, now: Moment) -> tuple[str, ...]:
    """What a side may do with a proposal now: after its deadline it can be withdrawn, so that nothing waits for it."""
    actions = PROPOSALS.allowed(proposal.turn, side)
    if proposal.deadline_at is not None and proposal.deadline_at <= now:
        return tuple(one for one in actions if one == "withdraw")
    used_up = {"extend": proposal.extended, "counter": len(proposal.terms) >= MAX_VERSIONS}
    return tuple(one for one in actions if not used_up.get(one))


def shown_collaboration(collaboration: Collaboration, *, side: Side) -> Shown:
    """A collaboration, with what a side may do with it and with each deliverable."""
    shown = plain(collaboration)
    for inside in ("pieces", "standing", "payment", "woken_at"):
        del shown[inside]
    deadline = collaboration.deadline_at
    return _ordered(
        {
            **_for(side, shown),
            "proposal_track": "accepted",
            "work_track": collaboration.work_track.value,
            "deliverables": [
                {**_piece(one), "allowed_actions": list(allowed_piece(collaboration, one, side=side))}
                for one in collaboration.pieces
            ],
            "payment": shown_payment(collaboration.payment),
            **({"deadline_at": format_time(deadline)} if deadline is not None else {}),
            "allowed_actions": list(allowed_collaboration(collaboration, side=side)),
        }
    )


def allowed_collaboration(collaboration: Collaboration, *, side: Side) -> tuple[str, ...]:
    """What a side may do with a collaboration, or with any of its deliverables, now."""
    whole = (one for one in COLLABORATIONS.allowed(collaboration.standing, side) if one != WORK)
    pieces = (action for one in collaboration.pieces for action in allowed_piece(collaboration, one, side=side))
    return tuple(dict.fromkeys([*whole, *pieces]))


def allowed_piece(collaboration: Collaboration, piece: Piece, *, side: Side) -> tuple[str, ...]:
    """What a side may do with a deliverable now."""
    if WORK not in COLLABORATIONS.allowed(collaboration.standing, side):
        return ()
    used_up = {"request-revision": len(piece.revisions) >= MAX_REVISIONS}
    return tuple(one for one in DELIVERABLES.allowed(piece.status, side) if not used_up.get(one))


def shown_message(message: Message, *, account_id: str, side: Side) -> Shown:
    """A message; which account wrote it only its own and operators learn."""
    shown: Shown = plain(message)
    if side is not Side.OPERATOR and message.account_id != account_id:
        del shown["account_id"]
    return shown


def shown_entry(entry: Entry) -> Shown:
    """A step of a record; absent values of a field are left out, as everywhere."""
    shown: Shown = plain(entry)
    del shown["record_id"]
    return shown


def _ordered(shown: Shown) -> Shown:
    """What is said of every record last: what it is about is read first."""
    last = [name for name in ("allowed_actions", "version", "created_at", "updated_at") if name in shown]
    first = [name for name in shown if name not in last]
    return {name: shown[name] for name in (*first, *last)}


def plain(value: object, name: str = "") -> Any:
    """A value as JSON has it, without the absent: times (`at`, `…_at`, `…_by`) as texts, money with all decimals."""
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency}
    if is_dataclass(value):
        every = {field.name: getattr(value, field.name) for field in fields(value)}
        return {each: plain(one, each) for each, one in every.items() if one is not None}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, int) and (name == "at" or name.endswith(("_at", "_by"))):
        return format_time(value)
    return value


def _for(side: Side, shown: Shown) -> Shown:
    if side is not Side.CREATOR:
        return shown
    return {name: value for name, value in shown.items() if name not in _BRANDS_AFFAIR}


def _piece(piece: Piece) -> Shown:
    shown = plain(piece)
    asked, revisions = shown.pop("asked"), shown.pop("revisions")
    return {**asked, **shown, "revision_rounds": len(revisions), "revisions": revisions}


def shown_payment(payment: Payment) -> Mapping[str, str]:
    """Where the money is."""
    amounts = {field.name: getattr(payment, field.name).amount for field in fields(payment)}
    return {**amounts, "currency": payment.agreed.currency}
