"""Is a deal shown as the contract says, to each side what is its affair and what it may do?"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import MAX_REVISIONS, Part, Revision, Standing
from marketplace.deals.proposal import PROPOSALS, Turn
from marketplace.deals.shown import (
    allowed_collaboration,
    allowed_proposal,
    shown_campaign,
    shown_collaboration,
    shown_proposal,
)
from marketplace.deals.sides import Side
from marketplace.deals.terms import MAX_VERSIONS
from tests.deal_records import THEN, make_campaign, make_collaboration, make_proposal, make_terms

LONG_AGO = "2026-11-22T10:00:00Z"
TERMS = {
    "version": 1,
    "by": "brand",
    "price": {"amount": "100.00", "currency": "EUR"},
    "deliverables": [{"n": 1, "kind": "video", "count": 1}],
    "usage_rights_days": 0,
    "ad_code_days": 0,
    "created_at": LONG_AGO,
}
PEOPLE = (Side.BRAND, Side.CREATOR, Side.OPERATOR)


def test_a_campaign_is_shown_to_its_brand_with_all_that_there_is() -> None:
    assert shown_campaign(make_campaign(), side=Side.BRAND) == {
        "id": "cmp_1",
        "account_id": "acc_1",
        "title": "Spring",
        "brand": "Näh & Co",
        "markets": ["DE"],
        "budget": {"amount": "1000.00", "currency": "EUR"},
        "budget_accepted": {"amount": "0.00", "currency": "EUR"},
        "deliverables": [{"n": 1, "kind": "video", "count": 1}],
        "usage_rights_days": 0,
        "ad_code_days": 0,
        "response_deadline_hours": 168,
        "status": "draft",
        "version": 1,
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
        "allowed_actions": ["publish", "change", "delete"],
    }


def test_a_creator_sees_neither_the_budget_nor_for_whom_an_agency_works() -> None:
    campaign = make_campaign(client_id="cli_1")
    hidden = {"client_id", "budget", "budget_accepted"}
    seen = shown_campaign(campaign, side=Side.CREATOR)
    assert shown_campaign(campaign, side=Side.BRAND).keys() - seen.keys() == hidden
    assert seen["allowed_actions"] == []
    assert "client_id" not in shown_proposal(make_proposal(client_id="cli_1"), side=Side.CREATOR, now=THEN)
    assert "client_id" not in shown_collaboration(make_collaboration(client_id="cli_1"), side=Side.CREATOR)


def test_a_proposal_is_shown_with_its_terms_and_not_with_how_it_is_kept() -> None:
    assert shown_proposal(make_proposal(turn=Turn.COUNTERED_BY_CREATOR), side=Side.CREATOR, now=THEN) == {
        "id": "prp_1",
        "campaign_id": "cmp_1",
        "account_id": "acc_1",
        "creator_id": "c1",
        "status": "countered",
        "terms_version": 1,
        "terms": [TERMS],
        "deadline_at": "2026-11-22T10:00:00.000001Z",
        "extended": False,
        "version": 1,
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
        "allowed_actions": ["decline"],
    }


@pytest.mark.parametrize(("turn", "side"), [*product(Turn, PEOPLE)])
def test_after_its_deadline_a_proposal_can_only_be_withdrawn(turn: Turn, side: Side) -> None:
    every = PROPOSALS.allowed(turn, side)
    late = tuple(one for one in every if one == "withdraw")
    for now, legal in ((THEN, every), (THEN + 1, late), (THEN + 2, late)):
        assert allowed_proposal(make_proposal(turn=turn), side=side, now=Moment(now)) == legal


def test_what_can_be_done_so_often_is_not_told_any_more() -> None:
    proposal = make_proposal(extended=True, terms=(make_terms(),) * MAX_VERSIONS)
    assert allowed_proposal(proposal, side=Side.BRAND, now=THEN) == ("withdraw",)
    assert allowed_proposal(proposal, side=Side.CREATOR, now=THEN) == ("accept", "decline")
    almost = replace(proposal, terms=proposal.terms[1:])
    assert "counter" in allowed_proposal(almost, side=Side.CREATOR, now=THEN)


def test_a_collaboration_is_shown_as_three_tracks() -> None:
    shown = shown_collaboration(make_collaboration(Part.SUBMITTED), side=Side.BRAND)
    assert {name: shown[name] for name in shown if name.endswith("_track")} == {
        "proposal_track": "accepted",
        "work_track": "submitted",
        "payment_track": "reserved",
    }
    amounts = {"agreed": "1.00", "reserved": "1.00", "released": "0.00", "refunded": "0.00", "currency": "EUR"}
    assert shown["payment"] == amounts
    assert shown["deliverables"] == [
        {
            "n": 1,
            "kind": "video",
            "count": 1,
            "status": "submitted",
            "submissions": [],
            "revision_rounds": 0,
            "revisions": [],
            "allowed_actions": ["approve", "request-revision"],
        }
    ]
    assert shown["allowed_actions"] == ["cancel", "dispute", "approve", "request-revision"]
    assert not shown.keys() & {"pieces", "standing", "deadline_at", "cancellation", "dispute"}


@pytest.mark.parametrize(("standing", "part", "side"), [*product(Standing, Part, PEOPLE)])
def test_a_deliverable_can_be_worked_on_only_while_both_work_on_it(standing: Standing, part: Part, side: Side) -> None:
    collaboration = make_collaboration(part, standing=standing)
    shown = shown_collaboration(collaboration, side=side)
    (piece,) = shown["deliverables"]
    assert not piece["allowed_actions"] or standing is Standing.UNDER_WAY
    assert {*piece["allowed_actions"]} <= {*shown["allowed_actions"]}
    assert shown["allowed_actions"] == [*allowed_collaboration(collaboration, side=side)]
    assert "work on" not in shown["allowed_actions"]


def test_after_two_rounds_no_revision_can_be_asked_for() -> None:
    (piece,) = make_collaboration(Part.SUBMITTED).pieces
    tired = replace(piece, revisions=(Revision(note="once more", at=THEN),) * MAX_REVISIONS)
    shown = shown_collaboration(make_collaboration(pieces=(tired,)), side=Side.BRAND)
    assert shown["deliverables"][0]["allowed_actions"] == ["approve"]
    assert shown["allowed_actions"] == ["cancel", "dispute", "approve"]
    fresher = replace(tired, revisions=tired.revisions[1:])
    assert "request-revision" in allowed_collaboration(make_collaboration(pieces=(fresher,)), side=Side.BRAND)
