"""Is each creator proposed to, or refused for the reason that is so?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from marketplace.accounts.roles import Role
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import CampaignStatus
from marketplace.deals.candidate import Candidate
from marketplace.deals.offering import CODES, Offer
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.sides import Side
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Stale
from marketplace.store.database import Database
from marketplace.store.tables import BLOCKS
from tests.bargains import HOUR, STORY, VIDEO, Bargain, euros
from tests.databases import Databases
from tests.deal_records import THEN

STORIES = (replace(STORY, n=1),)


def test_a_proposal_is_what_was_offered_else_what_the_campaign_says(bargain: Bargain) -> None:
    rights: dict[str, Any] = {"usage_rights_days": 30, "ad_code_days": 7, "response_deadline_hours": 24}
    campaign = bargain.campaign(**rights)
    plain = bargain.proposal(campaign)
    other = bargain.proposal(campaign, creator_ids=("c2",), price=euros(7), deliverables=STORIES, message="Hi")

    assert (plain.newest.deliverables, plain.newest.price, plain.newest.message) == ((VIDEO,), euros(100), None)
    assert (plain.newest.usage_rights_days, plain.newest.ad_code_days, plain.newest.by) == (30, 7, Side.BRAND)
    assert (other.newest.deliverables, other.newest.price, other.newest.message) == (STORIES, euros(7), "Hi")
    assert plain.deadline_at == THEN + 24 * HOUR * 1_000_000
    assert (plain.status, plain.newest.version, plain.version) == (ProposalStatus.SENT, 1, 1)
    assert [bargain.deals.proposals.get(one.id, by=bargain.brand) for one in (plain, other)] == [plain, other]
    assert [one.action for one in bargain.history(plain.id)] == ["propose"]
    assert bargain.gazette.types == ["campaign.published", "proposal.sent", "proposal.sent"]


def known(bargain: Bargain, creator_id: str, **more: Any) -> None:
    """Let a creator be found."""
    bargain.catalogue.named[creator_id] = Candidate(id=creator_id, **{"market": "DE", **more})


def test_each_creator_who_can_not_be_proposed_to_is_told_why(bargain: Bargain, databases: Databases) -> None:
    campaign = bargain.campaign(markets=("DE", "FR"), budget=euros(500))
    bargain.proposal(campaign, creator_ids=("asked",))
    known(bargain, "abroad", market="US")
    known(bargain, "shop", account_type="business")
    known(bargain, "busy", available=False)
    known(bargain, "away", away_until=THEN + 1)
    known(bargain, "dear", price=(Decimal("500.01"), "EUR"))
    known(bargain, "exact", price=(Decimal("500.00"), "EUR"))
    known(bargain, "yen", price=(Decimal(1_000), "JPY"))
    known(bargain, "odd", price=(Decimal(1), "XTS"))
    known(bargain, "priceless")
    known(bargain, "hostile", price=(Decimal(1), "EUR"))
    known(bargain, "back", away_until=THEN, available=True, account_type="creator", price=(Decimal(1), "EUR"))
    block(databases(wait_seconds=60), "hostile", bargain.brand.account.id)
    block(databases(wait_seconds=60), "back", bargain.operator.account.id)

    names = ("nobody", "abroad", "shop", "busy", "away", "dear", "exact", "yen", "odd", "priceless", "hostile", "asked")
    created, refused = bargain.offer(campaign, *names, "back", "back", "exact", price=None)
    assert {one.creator_id: one.newest.price for one in created} == {
        "exact": euros(500),
        "yen": Money(558, "EUR"),
        "back": euros(1),
    }
    assert [(one.creator_id, one.code) for one in refused] == [
        ("nobody", "unknown_creator"),
        ("abroad", "market_not_in_campaign"),
        ("shop", "business_account"),
        ("busy", "unavailable"),
        ("away", "unavailable"),
        ("dear", "over_budget"),
        ("odd", "no_price"),
        ("priceless", "no_price"),
        ("hostile", "blocked"),
        ("asked", "already_proposed"),
        ("back", "duplicate"),
        ("exact", "duplicate"),
    ]
    assert {one.code for one in refused} == {*CODES}
    assert all(one.detail == CODES[one.code] for one in refused)
    assert len(bargain.page("proposals")) == 4


def block(database: Database, creator_id: str, account_id: str) -> None:
    """Let a creator take nothing of an account."""
    with database.writing() as connection:
        connection.execute(insert(BLOCKS).values(creator_id=creator_id, account_id=account_id, at=0))


def test_the_first_reason_is_told(bargain: Bargain) -> None:
    known(bargain, "c1", market="US", account_type="business", available=False)
    campaign = bargain.campaign(markets=("DE",), budget=euros(1))
    _, refused = bargain.offer(campaign, "c1", "c1", price=euros(2))
    assert [one.code for one in refused] == ["market_not_in_campaign", "duplicate"]


def test_a_campaign_without_markets_is_for_creators_of_all(bargain: Bargain) -> None:
    known(bargain, "c1", market="JP")
    assert bargain.proposal(bargain.campaign(markets=())).creator_id == "c1"


def test_what_is_left_of_the_budget_is_what_was_not_accepted(bargain: Bargain) -> None:
    campaign = bargain.campaign(budget=euros(150))
    created, _ = bargain.offer(campaign, "c1", "c2")
    assert len(created) == 2
    bargain.accept(created[0])
    _, refused = bargain.offer(campaign, "c3", price=euros(51))
    assert [one.code for one in refused] == ["over_budget"]
    assert bargain.proposal(campaign, creator_ids=("c4",), price=euros(50)).creator_id == "c4"


def test_who_was_withdrawn_from_or_let_it_lapse_is_asked_again_and_who_declined_is_not(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    created, _ = bargain.offer(campaign, "c1", "c2")
    bargain.deals.proposals.withdraw(created[0].id, expected=None, by=bargain.brand)
    other = bargain.office.caller(Role.CREATOR, creator_id="c2")
    bargain.deals.proposals.decline(created[1].id, None, expected=None, by=other)

    again, refused = bargain.offer(campaign, "c1", "c2")
    assert [one.creator_id for one in again] == ["c1"]
    assert [(one.creator_id, one.code) for one in refused] == [("c2", "already_proposed")]


def test_a_hundred_are_proposed_to_at_once(bargain: Bargain) -> None:
    ids = [f"c{n}" for n in range(100)]
    created, refused = bargain.offer(bargain.campaign(), *ids)
    assert ([one.creator_id for one in created], refused) == (ids, [])
    assert len(bargain.page("proposals", limit=30)) == 100
    assert all(len(bargain.history(one.id)) == 1 for one in created[::25])


def test_when_all_are_refused_nothing_is_kept(bargain: Bargain) -> None:
    bargain.catalogue.unknown |= {"y\0", "\ud800"}
    created, refused = bargain.offer(bargain.campaign(), "nobody", "nobody", "y\0", "\ud800")
    codes = ["unknown_creator", "duplicate", "unknown_creator", "unknown_creator"]
    assert ([one.code for one in refused], created) == (codes, [])
    assert bargain.page("proposals") == []


@pytest.mark.parametrize(
    ("offer", "reason"),
    [
        ({"price": Money(1, "USD")}, "price: must be in EUR"),
        ({"price": Money(-1, "EUR")}, "price: must not be negative"),
        ({"deliverables": ()}, "deliverables: has 0 values"),
        ({"message": " "}, "message: is empty"),
    ],
)
def test_an_offer_that_is_wrong_is_made_to_nobody(bargain: Bargain, offer: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        bargain.offer(bargain.campaign(), "c1", **offer)
    assert bargain.page("proposals") == []


def test_who_may_not_propose_is_told_so_before_anybody_is_looked_up(bargain: Bargain) -> None:
    campaign, draft = bargain.campaign(), bargain.draft()
    bargain.proposal(campaign)
    bargain.deals.proposing._directory = None  # type: ignore[assignment]  # whoever asks it fails
    propose = bargain.deals.proposing.propose
    offer = Offer(creator_ids=["c2"], price=euros(1))
    for caller in (bargain.creator, bargain.operator):
        with pytest.raises(Forbidden, match="brand can propose the campaign"):
            propose(campaign.id, offer, by=caller)
    with pytest.raises(NotFound):
        propose(campaign.id, offer, by=bargain.office.caller())
    with pytest.raises(Conflict, match="the campaign is draft"):
        propose(draft.id, offer, by=bargain.brand)
    with pytest.raises(Stale):
        propose(campaign.id, offer, expected=1, by=bargain.brand)


def test_a_campaign_that_is_closed_while_creators_are_looked_up_proposes_to_nobody(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    find = bargain.catalogue.find

    def closing(ids: Any) -> Any:
        bargain.deals.campaigns.close(campaign.id, expected=None, by=bargain.brand)
        return find(ids)

    bargain.catalogue.find = closing  # type: ignore[method-assign]
    with pytest.raises(Conflict, match="the campaign is closed"):
        bargain.offer(campaign, "c1")
    assert bargain.page("proposals") == []
    assert bargain.deals.campaigns.get(campaign.id, by=bargain.brand).status is CampaignStatus.CLOSED
