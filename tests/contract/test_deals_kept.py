"""Do SQLite and PostgreSQL keep deals alike, every field of them?"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest

from marketplace.deals.amounts import MOST_MINOR, Money, nothing
from marketplace.deals.asking import Sight
from marketplace.deals.campaign import Campaign, CampaignStatus, Deliverable, Kind, Moment
from marketplace.deals.collaboration import (
    Cancellation,
    Collaboration,
    Dispute,
    Part,
    Paying,
    Payment,
    Piece,
    Revision,
    Standing,
    Submission,
)
from marketplace.deals.proposal import Proposal, Turn
from marketplace.deals.sides import Side
from marketplace.errors import Conflict, StoreUnavailable
from tests.bargains import URL, Bargain
from tests.deal_records import THEN, make_campaign, make_collaboration, make_proposal, make_terms

ODD = "Näh & Co — 日本 צה״ל 👍🏽 \\ ' \" \n\t\x1b\u202e"
LATEST = Moment(253_402_300_799_999_999)
MOST = Money(MOST_MINOR, "KRW")
PIECES = (
    Deliverable(n=1, kind=Kind.LIVE, count=100, due_at=LATEST, notes=ODD),
    Deliverable(n=2, kind=Kind.PHOTO),
)
CAMPAIGN: dict[str, Any] = {
    "client_id": "cli_1",
    "title": ODD,
    "brand": ODD,
    "brief": ODD,
    "markets": ("DE", "JP"),
    "budget": MOST,
    "budget_accepted": MOST,
    "deliverables": PIECES,
    "usage_rights_days": 3_650,
    "ad_code_days": 365,
    "response_deadline_hours": 720,
    "starts_at": Moment(0),
    "ends_at": LATEST,
    "status": CampaignStatus.CLOSED,
    "version": 2**53,
    "updated_at": LATEST,
}
TERMS = (
    make_terms(price=MOST, deliverables=PIECES, usage_rights_days=7, ad_code_days=7, message=ODD),
    make_terms(version=2, by=Side.CREATOR, price=nothing("JPY")),
)
PROPOSAL: dict[str, Any] = {
    "client_id": "cli_1",
    "creator_id": "c" * 64,
    "turn": Turn.COUNTERED_BY_CREATOR,
    "terms": TERMS,
    "deadline_at": None,
    "extended": True,
    "decline_reason": ODD,
    "collaboration_id": "col_1",
    "version": 50,
    "updated_at": LATEST,
}
COLLABORATION: dict[str, Any] = {
    "client_id": "cli_1",
    "terms": TERMS[0],
    "standing": Standing.BRAND_WANTS_OUT,
    "payment_track": Paying.PARTLY_REFUNDED,
    "pieces": (
        Piece(
            n=1,
            asked=PIECES[0],
            status=Part.SUBMITTED,
            submissions=(Submission(url=URL, note=ODD, at=THEN), Submission(url=URL, at=LATEST)),
            revisions=(Revision(note=ODD, at=THEN),),
            approve_by=LATEST,
            publication_url=URL,
        ),
        Piece(n=2, asked=PIECES[1]),
    ),
    "payment": Payment(agreed=MOST, reserved=nothing("KRW"), released=MOST, refunded=nothing("KRW")),
    "cancellation": Cancellation(
        requested_by=Side.BRAND, reason=ODD, requested_at=THEN, consent_by=LATEST, refund_share="0.9"
    ),
    "dispute": Dispute(
        opened_by=Side.CREATOR, reason=ODD, opened_at=THEN, outcome="cancelled", refund_share="0", resolved_at=LATEST
    ),
    "version": 9,
    "updated_at": LATEST,
}


def kept(bargain: Bargain, campaign: Campaign, proposal: Proposal, collaboration: Collaboration) -> tuple[object, ...]:
    """The three as they are read, after they were written by one transaction."""
    with bargain.records.writing() as records:
        records.campaigns.add(replace(campaign, account_id=bargain.brand.account.id))
        records.proposals.add_all([proposal])
        records.collaborations.add(collaboration)
    return found(bargain)


def found(bargain: Bargain) -> tuple[object, ...]:
    """The three as they are read."""
    with bargain.records.reading() as records:
        campaign, proposal = records.campaigns.get("cmp_1"), records.proposals.get("prp_1")
        return campaign, proposal, records.collaborations.get("col_1")


@pytest.mark.parametrize("full", [False, True])
def test_every_field_is_read_as_it_was_written(bargain: Bargain, full: bool) -> None:
    fields = [CAMPAIGN, PROPOSAL, COLLABORATION] if full else [{}, {}, {}]
    made = (make_campaign(**fields[0]), make_proposal(**fields[1]), make_collaboration(**fields[2]))
    assert kept(bargain, *made) == (replace(made[0], account_id=bargain.brand.account.id), *made[1:])


@pytest.mark.parametrize("full", [False, True])
def test_every_field_can_become_another_one(bargain: Bargain, full: bool) -> None:
    before, after = [CAMPAIGN, PROPOSAL, COLLABORATION], [{}, {}, {}]
    if full:
        before, after = after, before
    kept(bargain, make_campaign(**before[0]), make_proposal(**before[1]), make_collaboration(**before[2]))
    mine = {**after[0], "account_id": bargain.brand.account.id}
    made = (make_campaign(**mine), make_proposal(**after[1]), make_collaboration(**after[2]))
    with bargain.records.writing() as records:
        records.campaigns.replace_all([made[0]])
        records.proposals.replace_all([made[1]])
        records.collaborations.replace_all([made[2]])
    assert found(bargain) == made


def test_what_is_empty_is_not_absent(bargain: Bargain) -> None:
    campaign, collaboration = make_campaign(markets=()), make_collaboration(pieces=())
    read = kept(bargain, campaign, make_proposal(), collaboration)
    assert read[0] == replace(campaign, account_id=bargain.brand.account.id)
    assert read[2] == collaboration


def test_an_id_that_nobody_has_finds_nothing(bargain: Bargain) -> None:
    kept(bargain, make_campaign(), make_proposal(), make_collaboration())
    for odd in ("cmp_\0", "\0", "\ud800", "", "x" * 10_000, "cmp_1' OR '1'='1", "%", "CMP_1"):
        with bargain.records.writing() as records:
            assert records.campaigns.get(odd) is None
            assert records.proposals.get(odd) is None
            assert records.collaborations.get(odd) is None
            assert records.proposals.look(odd) is None


@pytest.mark.parametrize("turn", Turn)
def test_a_creator_has_one_proposal_of_a_campaign_that_was_not_taken_back(bargain: Bargain, turn: Turn) -> None:
    first = make_proposal(campaign_id=bargain.campaign().id, turn=turn)
    with bargain.records.writing() as records:
        records.proposals.add_all([first])
        known = records.proposals.proposed(first.campaign_id, {"c1", "c2"})
    again = turn in (Turn.WITHDRAWN, Turn.EXPIRED)
    with (
        nullcontext() if again else pytest.raises(Conflict, match="has a proposal of this campaign already"),
        bargain.records.writing() as records,
    ):
        records.proposals.add_all([replace(first, id="prp_2", turn=Turn.SENT)])
    assert known == (set() if again else {"c1"})
    assert len(bargain.page("proposals")) == 1 + again


def test_a_proposal_has_one_collaboration_and_none_is_of_nothing(bargain: Bargain) -> None:
    kept(bargain, make_campaign(), make_proposal(), make_collaboration())
    with pytest.raises(StoreUnavailable), bargain.records.writing() as records:
        records.collaborations.add(make_collaboration(id="col_2"))
    with pytest.raises(StoreUnavailable), bargain.records.writing() as records:
        records.collaborations.add(make_collaboration(id="col_2", proposal_id="prp_2"))
    with pytest.raises((StoreUnavailable, Conflict)), bargain.records.writing() as records:
        records.proposals.add_all([make_proposal(id="prp_2", campaign_id="cmp_2")])
    assert len(bargain.page("collaborations")) == 1


def test_what_is_raised_undoes_all_of_a_transaction(bargain: Bargain) -> None:
    campaign = make_campaign(account_id=bargain.brand.account.id)
    with pytest.raises(ZeroDivisionError), bargain.records.writing() as records:
        records.campaigns.add(campaign), records.proposals.add_all([make_proposal()]), 1 / 0
    assert found(bargain) == (None, None, None)


def test_whom_an_account_has_proposed_to_is_told_the_last_first(bargain: Bargain) -> None:
    first, second = bargain.campaign(), bargain.campaign()
    for campaign, creator in ((first, "c1"), (first, "c2"), (second, "c3"), (second, "c1")):
        bargain.offer(campaign, creator)
    sight = Sight(account_id=bargain.brand.account.id)
    with bargain.records.reading() as records:
        assert records.proposals.contacted(sight, limit=9) == ["c1", "c3", "c2"]
        assert records.proposals.contacted(sight, limit=1) == ["c1"]
        assert records.proposals.contacted(Sight(account_id="acc_0"), limit=9) == []
        assert records.proposals.contacted(replace(sight, client_id="cli_1"), limit=9) == []
