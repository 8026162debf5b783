"""Is exactly what the tables of states say allowed, and everything else refused for the right reason?"""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from typing import Any

import pytest

from marketplace.deals.campaign import CAMPAIGNS, CampaignStatus
from marketplace.deals.collaboration import Part, Paying, Standing
from marketplace.deals.proposal import PROPOSALS, ProposalStatus, Turn
from marketplace.deals.sides import Side
from marketplace.deals.states import Machine
from marketplace.deals.tracks import COLLABORATIONS, DELIVERABLES, PAYMENTS
from marketplace.errors import Conflict, Forbidden
from tests.deal_records import make_proposal

B, C, OP, T = Side.BRAND, Side.CREATOR, Side.OPERATOR, Side.SYSTEM

LAW: dict[str, tuple[Machine[Any], type[StrEnum], set[tuple[str, str, Side, str]]]] = {
    "campaigns": (
        CAMPAIGNS,
        CampaignStatus,
        {
            ("draft", "publish", B, "published"),
            ("draft", "change", B, "draft"),
            ("published", "change", B, "published"),
            ("draft", "delete", B, "draft"),
            ("published", "propose", B, "published"),
            ("published", "close", B, "closed"),
        },
    ),
    "proposals": (
        PROPOSALS,
        Turn,
        {
            *((one, "accept", C, "accepted") for one in ("sent", "countered_by_brand")),
            ("countered_by_creator", "accept", B, "accepted"),
            *((one, "decline", C, "declined") for one in ("sent", "countered_by_brand", "countered_by_creator")),
            ("countered_by_creator", "decline", B, "declined"),
            *((one, "counter", C, "countered_by_creator") for one in ("sent", "countered_by_brand")),
            ("countered_by_creator", "counter", B, "countered_by_brand"),
            *((one, "withdraw", B, "withdrawn") for one in ("sent", "countered_by_brand", "countered_by_creator")),
            *((one, "extend", B, one) for one in ("sent", "countered_by_brand")),
            *((one, "expire", T, "expired") for one in ("sent", "countered_by_brand", "countered_by_creator")),
        },
    ),
    "collaborations": (
        COLLABORATIONS,
        Standing,
        {
            *(("under_way", "work on", side, "under_way") for side in (B, C, T)),
            ("under_way", "cancel", B, "brand_wants_out"),
            ("under_way", "cancel", C, "creator_wants_out"),
            ("brand_wants_out", "confirm-cancel", C, "cancelled"),
            ("creator_wants_out", "confirm-cancel", B, "cancelled"),
            *((one, "confirm-cancel", T, "cancelled") for one in ("brand_wants_out", "creator_wants_out")),
            ("brand_wants_out", "reject-cancel", C, "under_way"),
            ("creator_wants_out", "reject-cancel", B, "under_way"),
            *(
                (one, "dispute", side, "disputed")
                for one in ("under_way", "published", "brand_wants_out", "creator_wants_out")
                for side in (B, C)
            ),
            *((one, "leave", T, "cancelled") for one in ("under_way", "brand_wants_out", "creator_wants_out")),
            ("disputed", "resolve", OP, "disputed"),
            ("published", "complete", B, "completed"),
        },
    ),
    "deliverables": (
        DELIVERABLES,
        Part,
        {
            *((one, "submit", C, "submitted") for one in ("open", "revision_requested")),
            *(("submitted", "approve", side, "approved") for side in (B, T)),
            ("submitted", "request-revision", B, "revision_requested"),
            ("approved", "publish", C, "published"),
        },
    ),
    "payments": (
        PAYMENTS,
        Paying,
        {
            ("none", "reserve", T, "reserved"),
            ("reserved", "release", T, "released"),
            ("reserved", "refund", T, "refunded"),
            ("reserved", "refund-part", T, "partly_refunded"),
        },
    ),
}
"""What each state lets each side do, and what follows, written down a second time."""

EVERY = [
    (name, state, action, side)
    for name, (machine, states, _) in LAW.items()
    for state, action, side in product(states, dict.fromkeys(one.action for one in machine.rules), Side)
]


@pytest.mark.parametrize(("name", "state", "action", "side"), EVERY)
def test_a_step_is_taken_as_the_law_says_or_refused_for_the_right_reason(
    name: str, state: StrEnum, action: str, side: Side
) -> None:
    machine, _, law = LAW[name]
    legal = tuple(dict.fromkeys(one.action for one in machine.rules if _is_legal(law, state, one.action, side)))
    assert machine.allowed(state, side) == legal
    if action in legal:
        assert (state, action, side, machine.step(state, action, side=side).after) in law
    elif any((action, side) == (one[1], one[2]) for one in law):
        with pytest.raises(Conflict) as refused:
            machine.step(state, action, side=side)
        assert refused.value.allowed == legal
    else:
        with pytest.raises(Forbidden, match=f"can {action} .*, not the {side}"):
            machine.step(state, action, side=side)


@pytest.mark.parametrize("name", LAW)
def test_a_table_says_no_more_than_the_law(name: str) -> None:
    machine, _, law = LAW[name]
    said = {
        (state, rule.action, side, state if rule.after is None else rule.after)
        for rule in machine.rules
        for state, side in product(rule.before, rule.sides)
    }
    assert said == law


@pytest.mark.parametrize("name", LAW)
def test_one_action_of_one_side_leads_from_a_state_to_one_other(name: str) -> None:
    _, _, law = LAW[name]
    assert len({one[:3] for one in law}) == len(law)


def test_a_refusal_says_what_is_legal_instead() -> None:
    with pytest.raises(Conflict, match=r"the campaign is draft: you can publish, change or delete it"):
        CAMPAIGNS.step(CampaignStatus.DRAFT, "close", side=B)
    with pytest.raises(Conflict, match=r"the campaign is closed: there is nothing that you can do with it now"):
        CAMPAIGNS.step(CampaignStatus.CLOSED, "close", side=B)
    with pytest.raises(Conflict, match=r"the proposal is countered by the creator: you can accept, decline,"):
        PROPOSALS.step(Turn.COUNTERED_BY_CREATOR, "extend", side=B)


def test_an_action_that_no_table_knows_is_nobodys() -> None:
    with pytest.raises(Forbidden, match="nobody can fly the campaign, not the brand"):
        CAMPAIGNS.step(CampaignStatus.DRAFT, "fly", side=B)


def test_what_only_time_does_is_no_action_of_anybody() -> None:
    with pytest.raises(Forbidden, match="nobody can expire the proposal, not the brand"):
        PROPOSALS.step(Turn.SENT, "expire", side=B)
    assert PROPOSALS.actions == ("accept", "decline", "counter", "withdraw", "extend")


@pytest.mark.parametrize("turn", Turn)
def test_a_turn_is_a_status_and_who_is_to_answer(turn: Turn) -> None:
    status = make_proposal(turn=turn).status
    assert status is (ProposalStatus.COUNTERED if turn.startswith("countered") else ProposalStatus(turn))


def _is_legal(law: set[tuple[str, str, Side, str]], state: StrEnum, action: str, side: Side) -> bool:
    return any(one[:3] == (state, action, side) for one in law)
