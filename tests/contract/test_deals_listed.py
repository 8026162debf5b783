"""Does each list hold what one may see, whole, in its order, on both databases?"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Wanted as WantedKey
from marketplace.accounts.roles import Role
from marketplace.deals.access import sight_of
from marketplace.deals.asking import Order, Sight, Wanted
from marketplace.deals.campaign import CampaignStatus, Moment
from marketplace.deals.collaboration import Part, Paying, Standing
from marketplace.deals.proposal import Turn
from marketplace.errors import InvalidInput
from tests.bargains import Bargain, place_of
from tests.deal_records import THEN, make_campaign, make_collaboration, make_proposal

KINDS = ("campaigns", "proposals", "collaborations")
MOMENTS = [Moment(THEN + n // 3) for n in range(12)]
"""Each three times, so that pages end amid equal ones."""


@pytest.fixture
def filled(bargain: Bargain) -> Bargain:
    """Twelve records of each kind; of two accounts, clients, campaigns and creators each, and of all states."""
    two = [bargain.brand.account.id, bargain.office.caller().account.id]
    with bargain.records.writing() as records:
        for n, at in enumerate(MOMENTS):
            due = None if n % 4 == 0 else MOMENTS[-n]
            given: dict[str, Any] = {"account_id": two[n % 2], "client_id": [None, "cli_1"][n // 2 % 2]}
            state = list(CampaignStatus)[n % 3]
            records.campaigns.add(make_campaign(id=f"cmp_{n}", status=state, ends_at=due, updated_at=at, **given))
            given |= {"creator_id": f"c{n % 3}", "campaign_id": f"cmp_{n}", "updated_at": at}
            turn = list(Turn)[n % 7]
            records.proposals.add_all([make_proposal(id=f"prp_{n}", turn=turn, deadline_at=due, **given)])
            tracks: dict[str, Any] = {"standing": list(Standing)[n % 7], "payment_track": list(Paying)[n % 5]}
            part = list(Part)[n % 5]
            records.collaborations.add(
                make_collaboration(part, id=f"col_{n}", proposal_id=f"prp_{n}", **tracks, **given)
            )
    return bargain


def in_order(records: list[Any], order: Order) -> list[str]:
    """Their ids as a list has them."""
    found = sorted(records, key=lambda one: place_of(one, order), reverse=order is Order.UPDATED)
    return [one.id for one in found]


def test_pages_of_any_size_lose_and_double_nothing_amid_equal_values(filled: Bargain) -> None:
    for kind, order, limit in product(KINDS, Order, (1, 2, 5, 12, 13)):
        every = filled.page(kind)
        assert len(every) == 12
        found = filled.page(kind, order=order, limit=limit)
        assert [one.id for one in found] == in_order(every, order), (kind, order, limit)


FILTERS: list[tuple[str, str, list[str]]] = [
    ("campaigns", "status", [*CampaignStatus]),
    ("campaigns", "client_id", ["cli_1", "cli_2"]),
    ("proposals", "status", ["sent", "countered", "accepted", "declined", "withdrawn", "expired"]),
    ("proposals", "campaign_id", ["cmp_3", "cmp_99"]),
    ("proposals", "creator_id", ["c0", "c1", "c9"]),
    ("proposals", "client_id", ["cli_1"]),
    ("collaborations", "work_track", ["not_started", "submitted", "published", "completed", "cancelled", "disputed"]),
    ("collaborations", "payment_track", [*Paying]),
    ("collaborations", "proposal_id", ["prp_3", "prp_99"]),
    ("collaborations", "campaign_id", ["cmp_3"]),
    ("collaborations", "creator_id", ["c0", "c1"]),
    ("collaborations", "client_id", ["cli_1"]),
]


def test_a_filter_leaves_those_that_have_its_value(filled: Bargain) -> None:
    for kind, name, values in FILTERS:
        every = filled.page(kind)
        for value, order in product(values, Order):
            mine = [one for one in every if getattr(one, name) == value]
            found = filled.page(kind, filters={name: value}, order=order, limit=2)
            assert [one.id for one in found] == in_order(mine, order), (kind, name, value)


def test_filters_and_sights_are_joined(filled: Bargain) -> None:
    account = filled.brand.account.id
    for kind in KINDS:
        found = filled.page(kind, filters={"client_id": "cli_1"}, sight=Sight(account_id=account), limit=1)
        mine = [one for one in filled.page(kind) if (one.client_id, one.account_id) == ("cli_1", account)]
        assert [one.id for one in found] == in_order(mine, Order.UPDATED)
        assert found


def test_a_value_that_nothing_has_finds_nothing(filled: Bargain) -> None:
    for value in ("\0", "sent\0", "\ud800", "", "' OR ''='", "%"):
        for kind, name, _ in FILTERS:
            assert filled.page(kind, filters={name: value}) == []


def sights(bargain: Bargain) -> dict[str, Sight]:
    """Each way to look at deals, by its name."""
    account = bargain.brand.account.id
    client = Sight(account_id=account, client_id="cli_1")
    return {"all": Sight(), "account": Sight(account_id=account), "client": client, "creator": Sight(creator_id="c1")}


def test_a_sight_has_what_is_its_own(filled: Bargain) -> None:
    theirs = {one.campaign_id for one in filled.page("proposals") if one.creator_id == "c1"}
    counts = {"all": 12, "account": 6, "client": 3, "creator": 4}
    for kind, (name, sight) in product(KINDS, sights(filled).items()):
        every = filled.page(kind)
        own = {key: value for key, value in vars(sight).items() if value and (kind, key) != ("campaigns", "creator_id")}
        mine = [one for one in every if all(getattr(one, key) == value for key, value in own.items())]
        if (kind, name) == ("campaigns", "creator"):
            mine = [one for one in every if one.id in theirs]
        for order, limit in product(Order, (2, 20)):
            found = filled.page(kind, sight=sight, order=order, limit=limit)
            assert [one.id for one in found] == in_order(mine, order), (kind, name)
        assert len(mine) == counts[name]


def test_a_campaign_is_told_once_however_often_it_proposed_to_a_creator(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    for _ in range(3):
        bargain.deals.proposals.withdraw(bargain.proposal(campaign).id, expected=None, by=bargain.brand)
    asked = Wanted(sight=Sight(), limit=9)
    assert [one.id for one in bargain.deals.campaigns.page(asked, by=bargain.creator)] == [campaign.id]
    stranger = bargain.office.caller(Role.CREATOR, creator_id="c2")
    assert bargain.deals.campaigns.page(asked, by=stranger) == []


def test_callers_see_through_the_services_what_is_theirs(bargain: Bargain) -> None:
    agency = bargain.office.caller(Role.AGENCY, clients=(Client("cli_1", "One"), Client("cli_2", "Two")))
    bound = bound_to("cli_1", agency, bargain)
    for client in ("cli_1", "cli_2", None):
        bargain.collaboration(bargain.campaign(by=agency, client_id=client), by=agency)
    bargain.collaboration()
    asked = Wanted(sight=Sight(), limit=9)
    counts = {
        caller.account.role.value + str(caller.key.client_id or ""): len(service.page(asked, by=caller))
        for service in (bargain.deals.campaigns, bargain.deals.proposals, bargain.deals.collaborations)
        for caller in (bargain.brand, bargain.creator, bargain.operator, agency, bound)
    }
    assert counts == {"brand": 1, "creator": 4, "operator": 4, "agency": 3, "agencycli_1": 1}


def test_a_creator_can_not_find_out_for_whom_an_agency_works(bargain: Bargain) -> None:
    asked = Wanted(sight=Sight(), filters={"client_id": "cli_1"}, limit=9)
    for service in (bargain.deals.campaigns, bargain.deals.proposals, bargain.deals.collaborations):
        with pytest.raises(InvalidInput, match="client_id: is the brand's affair"):
            service.page(asked, by=bargain.creator)
        assert service.page(asked, by=bargain.brand) == []


def test_nobody_gives_himself_a_sight(bargain: Bargain) -> None:
    bargain.collaboration()
    stranger = bargain.office.caller()
    asked = Wanted(sight=Sight(account_id=bargain.brand.account.id), limit=9)
    assert bargain.deals.campaigns.page(asked, by=stranger) == []
    assert bargain.deals.proposals.page(asked, by=stranger) == []
    assert bargain.deals.collaborations.page(asked, by=stranger) == []
    assert sight_of(stranger) == Sight(account_id=stranger.account.id)


def bound_to(client_id: str, agency: Caller, bargain: Bargain) -> Caller:
    """Somebody with a key of an agency for one client."""
    return Caller(agency.account, bargain.office.keys.make(WantedKey(name="k", client_id=client_id), by=agency).key)
