"""Does a campaign go from draft to closed as its brand says, and for nobody else?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Role
from marketplace.creators.markets import codes
from marketplace.deals.campaign import CampaignStatus
from marketplace.deals.history import Change
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.sides import Actor, Side
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Stale
from tests.bargains import STORY, VIDEO, Bargain, euros


def test_a_draft_is_made_with_what_is_not_said(bargain: Bargain) -> None:
    draft = bargain.draft()
    assert bargain.deals.campaigns.get(draft.id, by=bargain.brand) == draft
    assert (draft.status, draft.version, draft.budget_accepted) == (CampaignStatus.DRAFT, 1, euros(0))
    assert (draft.markets, draft.brand, draft.client_id) == (codes(), "a brand", None)
    (step,) = bargain.history(draft.id)
    key = bargain.brand.key.id
    assert (step.action, step.version, step.at) == ("create", 1, draft.created_at)
    assert Change("title", None, "Spring") in step.changes
    assert step.actor == Actor(Side.BRAND, bargain.brand.account.id, key)


def test_an_agency_drafts_for_a_client_and_its_bound_key_for_no_other(bargain: Bargain) -> None:
    agency = bargain.office.caller(Role.AGENCY, clients=(Client("cli_1", "One"), Client("cli_2", "Two")))
    key = bargain.office.keys.make(Wanted(name="k", client_id="cli_1"), by=agency).key
    bound = Caller(agency.account, key)

    made = [bargain.draft(by=agency, client_id="cli_2"), bargain.draft(by=bound), bargain.draft(by=agency)]
    assert [(one.client_id, one.brand) for one in made] == [("cli_2", "Two"), ("cli_1", "One"), (None, "a agency")]
    with pytest.raises(Forbidden, match="the key is bound to the client cli_1"):
        bargain.draft(by=bound, client_id="cli_2")
    with pytest.raises(InvalidInput, match="client_id: is no client of the account"):
        bargain.draft(by=agency, client_id="cli_3")
    for other in (made[0], made[2]):
        with pytest.raises(NotFound):
            bargain.deals.campaigns.publish(other.id, expected=None, by=bound)


@pytest.mark.parametrize("role", [Role.CREATOR, Role.OPERATOR])
def test_only_brands_and_agencies_have_campaigns(bargain: Bargain, role: Role) -> None:
    caller = {Role.CREATOR: bargain.creator, Role.OPERATOR: bargain.operator}[role]
    with pytest.raises(Forbidden, match=f"an account of the role {role} can't have campaigns: brands and agencies can"):
        bargain.draft(by=caller)
    assert bargain.page("campaigns") == []


def test_a_wrong_draft_is_not_kept(bargain: Bargain) -> None:
    with pytest.raises(InvalidInput) as refused:
        bargain.draft(title=" ", budget=euros(0), markets=("XX",))
    assert {one.name for one in refused.value.problems} == {"title", "budget", "markets"}
    assert bargain.page("campaigns") == []


def test_a_change_is_a_version_with_what_it_changed(bargain: Bargain) -> None:
    draft = bargain.draft()
    bargain.time.passes(5)
    changes = {"title": "Summer", "budget": euros(2_000), "deliverables": (VIDEO, STORY)}
    after = bargain.deals.campaigns.change(draft.id, changes, expected=1, by=replace(bargain.brand, acting_user="Eva"))

    assert after == replace(draft, **changes, version=2, updated_at=draft.updated_at + 5_000_000)
    assert bargain.deals.campaigns.get(draft.id, by=bargain.brand) == after
    step = bargain.history(draft.id)[-1]
    assert (step.action, step.version, step.at, step.actor.user) == ("change", 2, after.updated_at, "Eva")
    assert [one.field for one in step.changes] == ["title", "budget", "deliverables.2"]
    money = [{"amount": one, "currency": "EUR"} for one in ("1000.00", "2000.00")]
    assert step.changes[1] == Change("budget", *money)


def test_a_change_that_changes_nothing_is_no_step(bargain: Bargain) -> None:
    draft = bargain.draft()
    assert bargain.deals.campaigns.change(draft.id, {"title": "Spring"}, expected=1, by=bargain.brand) == draft
    assert len(bargain.history(draft.id)) == 1


def test_a_clock_that_was_set_back_takes_no_record_back(bargain: Bargain) -> None:
    draft = bargain.draft()
    bargain.time.passes(-5)
    after = bargain.deals.campaigns.publish(draft.id, expected=None, by=bargain.brand)
    assert (after.updated_at, bargain.history(draft.id)[-1].at) == (draft.updated_at, draft.updated_at)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"budget": replace(euros(2_000), currency="USD")}, "budget: must stay in EUR"),
    ({"client_id": "cli_1"}, "client_id: can't be changed"),
    ({"budget": euros(99)}, "budget: can't be less than what was accepted already: 100.00"),
    ({"title": "t" * 201}, "title: has 201 characters"),
    ({"title": "a\0b"}, "title: has a NUL character"),
]


def test_a_change_that_is_wrong_changes_nothing(bargain: Bargain) -> None:
    bargain.collaboration(campaign := bargain.campaign())
    before = bargain.deals.campaigns.get(campaign.id, by=bargain.brand)
    for changes, reason in REFUSED:
        with pytest.raises(InvalidInput, match=reason):
            bargain.deals.campaigns.change(campaign.id, changes, expected=None, by=bargain.brand)
    with pytest.raises(Stale, match='version "3"'):
        bargain.deals.campaigns.change(campaign.id, {"title": "x"}, expected=2, by=bargain.brand)
    assert bargain.deals.campaigns.get(campaign.id, by=bargain.brand) == before
    after = bargain.deals.campaigns.change(campaign.id, {"budget": euros(100)}, expected=3, by=bargain.brand)
    assert after.budget == after.budget_accepted


def test_publishing_is_told_and_done_once(bargain: Bargain) -> None:
    draft = bargain.draft()
    with pytest.raises(Stale):
        bargain.deals.campaigns.publish(draft.id, expected=2, by=bargain.brand)
    published = bargain.deals.campaigns.publish(draft.id, expected=1, by=bargain.brand)
    assert (published.status, published.version) == (CampaignStatus.PUBLISHED, 2)
    assert bargain.gazette.types == ["campaign.published"]
    with pytest.raises(Conflict, match="the campaign is published") as refused:
        bargain.deals.campaigns.publish(draft.id, expected=None, by=bargain.brand)
    assert refused.value.allowed == ("change", "propose", "close")


def test_closing_withdraws_what_is_open_and_nothing_else(bargain: Bargain) -> None:
    campaign, other = bargain.campaign(), bargain.campaign()
    made, _ = bargain.offer(campaign, "c1", "c2", "c3")
    bargain.accept(made[0])
    bargain.proposal(other)

    closed = bargain.deals.campaigns.close(campaign.id, expected=None, by=bargain.brand)
    assert (closed.status, closed.version) == (CampaignStatus.CLOSED, 4)
    found = {one.creator_id: one for one in bargain.page("proposals", filters={"campaign_id": campaign.id})}
    assert [found[one].status for one in ("c1", "c2", "c3")] == ["accepted", "withdrawn", "withdrawn"]
    assert [one.action for one in bargain.history(made[1].id)] == ["propose", "withdraw"]
    assert found["c2"].deadline_at is None
    assert bargain.gazette.types[-3:] == ["campaign.closed", "proposal.withdrawn", "proposal.withdrawn"]
    assert [one.record.id for one in bargain.gazette.told[-2:]] == [one.id for one in made[1:]]
    (untouched,) = bargain.page("proposals", filters={"campaign_id": other.id})
    assert untouched.status is ProposalStatus.SENT


def test_nothing_is_done_with_a_closed_campaign(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    proposal = bargain.proposal(campaign)
    bargain.deals.campaigns.close(campaign.id, expected=None, by=bargain.brand)
    service, by = bargain.deals.campaigns, bargain.brand
    for act in (
        lambda: service.publish(campaign.id, expected=None, by=by),
        lambda: service.close(campaign.id, expected=None, by=by),
        lambda: service.change(campaign.id, {"title": "x"}, expected=None, by=by),
        lambda: service.remove(campaign.id, expected=None, by=by),
        lambda: bargain.offer(campaign, "c2"),
        lambda: bargain.accept(proposal),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.allowed == ()


def test_only_a_draft_is_deleted(bargain: Bargain) -> None:
    draft, published = bargain.draft(), bargain.campaign()
    with pytest.raises(Stale):
        bargain.deals.campaigns.remove(draft.id, expected=2, by=bargain.brand)
    with pytest.raises(Conflict, match="the campaign is published"):
        bargain.deals.campaigns.remove(published.id, expected=None, by=bargain.brand)
    bargain.deals.campaigns.remove(draft.id, expected=1, by=bargain.brand)
    with pytest.raises(NotFound):
        bargain.deals.campaigns.get(draft.id, by=bargain.brand)
    assert [one.id for one in bargain.page("campaigns")] == [published.id]


def test_a_campaign_of_others_is_not_there_and_a_creators_is_not_its_own(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    strangers = [bargain.office.caller(), bargain.creator, bargain.office.caller(Role.AGENCY)]
    for stranger in strangers:
        with pytest.raises(NotFound, match=f"there is no campaign {campaign.id}"):
            bargain.deals.campaigns.close(campaign.id, expected=None, by=stranger)
    bargain.proposal(campaign)
    for caller in (bargain.creator, bargain.operator):
        assert bargain.deals.campaigns.get(campaign.id, by=caller) == campaign
        with pytest.raises(Forbidden, match="brand can close the campaign, not the"):
            bargain.deals.campaigns.close(campaign.id, expected=None, by=caller)
