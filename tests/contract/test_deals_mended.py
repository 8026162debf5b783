"""Is nobody cheated by time that work rests, by who is gone, or by what one has heard of late?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts.account import Client, HiddenFor
from marketplace.accounts.hiding import hide
from marketplace.accounts.roles import Role
from marketplace.deals.campaign import Moment
from marketplace.errors import Conflict, InvalidInput
from tests.accounts import SECOND
from tests.bargains import STORY, VIDEO, Bargain
from tests.deal_records import THEN

DAY = 86_400


def test_a_deadline_that_passes_while_somebody_wants_out_is_not_missed(bargain: Bargain) -> None:
    due = replace(STORY, due_at=Moment(THEN + DAY * SECOND))
    begun = bargain.publish(bargain.collaboration(deliverables=(VIDEO, due)), 1)
    bargain.cancel(begun, by=bargain.brand)
    bargain.time.passes(2 * DAY)
    bargain.deals.collaborations.reject_cancel(begun.id, expected=None, by=bargain.creator)

    asked = bargain.cancel(begun, by=bargain.brand).cancellation

    assert asked
    assert asked.refund_share == "0.5"
    found = bargain.deals.collaborations.get(begun.id, by=bargain.brand)
    assert found.pieces[1].asked.due_at == THEN + 3 * DAY * SECOND


@pytest.mark.parametrize("reason", [HiddenFor.OWN, HiddenFor.OPERATOR, HiddenFor.ERASED])
def test_who_is_hidden_is_unknown_though_the_index_still_shows_it(bargain: Bargain, reason: HiddenFor) -> None:
    with bargain.records.writing() as records:
        hide(records, "c1", reason=reason, at=bargain.time())

    made, refused = bargain.offer(bargain.campaign(), "c1", "c2")

    assert ([one.creator_id for one in made], [(one.creator_id, one.code) for one in refused]) == (
        ["c2"],
        [("c1", "unknown_creator")],
    )


def test_what_is_due_already_is_neither_asked_nor_offered_nor_agreed_to(bargain: Bargain) -> None:
    late, soon = (replace(VIDEO, due_at=Moment(THEN + seconds * SECOND)) for seconds in (0, 60))
    with pytest.raises(InvalidInput, match="due in the future"):
        bargain.draft(deliverables=(late,))
    campaign = bargain.campaign(deliverables=(soon,))
    proposal = bargain.proposal(campaign)
    bargain.time.passes(60)
    with pytest.raises(InvalidInput, match="are due already: change the campaign"):
        bargain.offer(campaign, "c2")
    with pytest.raises(Conflict, match="a deliverable was due already") as refused:
        bargain.accept(proposal)
    assert refused.value.allowed == ("accept", "decline", "counter")


def test_a_client_that_was_just_added_has_campaigns_at_once_and_one_that_is_gone_keeps_its_own(
    bargain: Bargain,
) -> None:
    known = bargain.office.caller(Role.AGENCY)
    bargain.office.accounts.change(known.account.id, {"clients": (Client("cli_1", "Oat"),)}, by=known)

    draft = bargain.draft(by=known, client_id="cli_1")
    assert (draft.client_id, draft.brand) == ("cli_1", "Oat")
    bargain.office.accounts.change(known.account.id, {"clients": ()}, by=known)
    changed = bargain.deals.campaigns.change(draft.id, {"title": "Autumn"}, expected=None, by=known)
    assert changed.title == "Autumn"


def test_nobody_agrees_with_a_brand_that_is_suspended(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    bargain.office.accounts.suspend(bargain.brand.account.id)

    with pytest.raises(Conflict, match="the brand's account is suspended"):
        bargain.accept(proposal)
