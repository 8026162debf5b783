"""Do a brand and a creator come to terms, or leave them, as both can rely on?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.caller import Caller
from marketplace.deals.collaboration import Paying, Work
from marketplace.deals.paying import PaymentAction
from marketplace.deals.proposal import Proposal, ProposalStatus
from marketplace.deals.sides import Side
from marketplace.errors import Conflict, Forbidden, InvalidInput, Stale
from tests.bargains import DAY, STORY, Bargain, euros
from tests.deal_records import THEN

WEEK = 7 * DAY * 1_000_000


def counter(bargain: Bargain, proposal: Proposal, *, by: Caller, **changes: Any) -> Proposal:
    """Offer other terms, 200 euros if nothing is said."""
    return bargain.deals.proposals.counter(proposal.id, changes or {"price": euros(200)}, expected=None, by=by)


def test_terms_that_are_accepted_become_a_collaboration_and_its_price_is_put_aside(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    proposal = bargain.proposal(campaign)
    bargain.time.passes(9)
    after = bargain.accept(proposal)

    assert (after.status, after.version, after.deadline_at) == (ProposalStatus.ACCEPTED, 2, None)
    assert after.updated_at == THEN + 9_000_000
    begun = bargain.deals.collaborations.get(str(after.collaboration_id), by=bargain.creator)
    assert (begun.proposal_id, begun.campaign_id, begun.creator_id) == (proposal.id, campaign.id, "c1")
    assert (begun.terms, begun.work_track, begun.payment_track) == (proposal.newest, Work.NOT_STARTED, Paying.RESERVED)
    assert (begun.payment.agreed, begun.payment.reserved, begun.version) == (euros(100), euros(100), 1)
    assert bargain.deals.campaigns.get(campaign.id, by=bargain.brand).budget_accepted == euros(100)
    assert [one.action for one in bargain.history(begun.id)] == ["start"]
    assert [one.action for one in bargain.history(campaign.id)] == ["create", "publish", "accept"]
    assert bargain.gazette.types[-3:] == ["proposal.accepted", "collaboration.started", "payment.reserved"]
    with bargain.records.reading() as records:
        (moved,) = records.payments.of(begun.id)
    assert (moved.action, moved.money) == (PaymentAction.RESERVE, euros(100))


def test_either_side_counters_when_it_is_its_turn_and_what_is_not_said_stays(bargain: Bargain) -> None:
    proposal = bargain.proposal(message="Hello")
    bargain.time.passes(60)
    first = counter(bargain, proposal, by=bargain.creator)
    assert (first.status, first.newest.version, first.newest.by) == (ProposalStatus.COUNTERED, 2, Side.CREATOR)
    assert first.newest == replace(
        proposal.newest, version=2, by=Side.CREATOR, price=euros(200), message=None, created_at=THEN + 60_000_000
    )
    assert first.deadline_at == THEN + 60_000_000 + WEEK
    with pytest.raises(Conflict, match="the proposal is countered by the creator: you can decline it"):
        counter(bargain, first, by=bargain.creator)

    story = (replace(STORY, n=1),)
    second = counter(bargain, first, by=bargain.brand, deliverables=story, message="This")
    assert (second.newest.price, second.newest.deliverables, second.newest.message) == (euros(200), story, "This")
    assert second.terms[:2] == first.terms
    begun = bargain.deals.collaborations.get(str(bargain.accept(second).collaboration_id), by=bargain.brand)
    assert (begun.terms, begun.payment.agreed) == (second.newest, euros(200))
    assert [one.asked for one in begun.pieces] == [*story]
    assert [one.action for one in bargain.history(proposal.id)] == ["propose", "counter", "counter", "accept"]


def test_what_a_creator_countered_the_brand_accepts(bargain: Bargain) -> None:
    first = counter(bargain, bargain.proposal(), by=bargain.creator)
    with pytest.raises(Conflict, match="the proposal is countered by the creator"):
        bargain.accept(first, by=bargain.creator)
    assert bargain.accept(first, by=bargain.brand).status is ProposalStatus.ACCEPTED


def test_accepting_binds_the_version_that_was_read(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    countered = counter(bargain, counter(bargain, proposal, by=bargain.creator), by=bargain.brand)
    for version in (1, 2, 4):
        with pytest.raises(Conflict, match="the terms are version 3 by now: read them, then accept that") as refused:
            bargain.deals.proposals.accept(proposal.id, version, expected=None, by=bargain.creator)
        assert refused.value.allowed == ("accept", "decline", "counter")
    with pytest.raises(Stale, match='version "3"'):
        bargain.deals.proposals.accept(proposal.id, 3, expected=2, by=bargain.creator)
    assert bargain.page("collaborations") == []
    assert bargain.deals.proposals.get(proposal.id, by=bargain.brand) == countered
    assert bargain.accept(countered, expected=3).version == 4


def test_either_side_declines_and_says_why(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    declined = bargain.deals.proposals.decline(
        bargain.proposal(campaign).id, "Zu wenig — ¡no!", expected=1, by=bargain.creator
    )
    assert (declined.status, declined.decline_reason) == (ProposalStatus.DECLINED, "Zu wenig — ¡no!")
    assert declined.deadline_at is None
    other = counter(bargain, bargain.proposal(), by=bargain.creator)
    assert bargain.deals.proposals.decline(other.id, None, expected=None, by=bargain.brand).decline_reason is None
    for reason in ("", " ", "r" * 2_001, "a\0"):
        with pytest.raises(InvalidInput, match="reason: "):
            bargain.deals.proposals.decline(other.id, reason, expected=None, by=bargain.brand)


def test_a_brand_does_not_decline_its_own_offer_but_withdraws_it(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    with pytest.raises(Conflict, match="the proposal is sent: you can withdraw or extend it"):
        bargain.deals.proposals.decline(proposal.id, None, expected=None, by=bargain.brand)
    after = bargain.deals.proposals.withdraw(proposal.id, expected=1, by=bargain.brand)
    assert (after.status, after.deadline_at, after.version) == (ProposalStatus.WITHDRAWN, None, 2)
    with pytest.raises(Forbidden, match="brand can withdraw the proposal, not the creator"):
        bargain.deals.proposals.withdraw(proposal.id, expected=None, by=bargain.creator)


def test_an_answer_may_take_as_long_again_once(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    bargain.time.passes(6 * DAY)
    after = bargain.deals.proposals.extend(proposal.id, expected=1, by=bargain.brand)
    assert (after.extended, after.deadline_at, after.status) == (True, THEN + 2 * WEEK, ProposalStatus.SENT)
    with pytest.raises(Conflict, match="the proposal is extended already: you can withdraw it") as refused:
        bargain.deals.proposals.extend(proposal.id, expected=None, by=bargain.brand)
    assert refused.value.allowed == ("withdraw",)
    with pytest.raises(Conflict, match="the proposal is sent: you can withdraw it"):
        bargain.accept(proposal, by=bargain.brand)
    back = counter(bargain, counter(bargain, after, by=bargain.creator), by=bargain.brand)
    with pytest.raises(Conflict, match="extended already"):
        bargain.deals.proposals.extend(back.id, expected=None, by=bargain.brand)
    bargain.time.passes(6 * DAY)
    assert bargain.accept(back).status is ProposalStatus.ACCEPTED
