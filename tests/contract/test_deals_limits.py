"""When is it too late, too dear or too often for a proposal, and for whom is there none?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role
from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Paying
from marketplace.deals.proposal import Proposal, ProposalStatus
from marketplace.deals.shown import shown_proposal
from marketplace.deals.sides import side_of
from marketplace.deals.terms import MAX_VERSIONS
from marketplace.errors import Conflict, Forbidden, NotFound
from tests.bargains import DAY, STORY, Bargain, euros
from tests.deal_records import THEN

WEEK = 7 * DAY * 1_000_000


def counter(bargain: Bargain, proposal: Proposal, *, by: Caller, **changes: Any) -> Proposal:
    """Offer other terms, 200 euros if nothing is said."""
    return bargain.deals.proposals.counter(proposal.id, changes or {"price": euros(200)}, expected=None, by=by)


def actions(bargain: Bargain, proposal: Proposal) -> dict[str, Callable[[Caller], Proposal]]:
    """Everything that can be done with a proposal, with valid input."""
    service, version, price = bargain.deals.proposals, proposal.newest.version, {"price": euros(150)}
    return {
        "accept": lambda by: service.accept(proposal.id, version, expected=None, by=by),
        "decline": lambda by: service.decline(proposal.id, "no", expected=None, by=by),
        "counter": lambda by: service.counter(proposal.id, price, expected=None, by=by),
        "withdraw": lambda by: service.withdraw(proposal.id, expected=None, by=by),
        "extend": lambda by: service.extend(proposal.id, expected=None, by=by),
    }


def test_after_its_deadline_a_proposal_can_only_be_withdrawn(bargain: Bargain) -> None:
    sent, countered = bargain.proposal(), counter(bargain, bargain.proposal(), by=bargain.creator)
    late: list[tuple[Proposal, Caller, tuple[str, ...], tuple[str, ...]]] = [
        (sent, bargain.creator, ("accept", "decline", "counter"), ()),
        (sent, bargain.brand, ("extend",), ("withdraw",)),
        (countered, bargain.creator, ("decline",), ()),
        (countered, bargain.brand, ("accept", "decline", "counter"), ("withdraw",)),
    ]
    bargain.time.passes(7 * DAY)
    for proposal, by, names, legal in late:
        for name in names:
            with pytest.raises(Conflict, match="the proposal is past its deadline: ") as refused:
                actions(bargain, proposal)[name](by)
            assert refused.value.allowed == legal
        assert bargain.deals.proposals.get(proposal.id, by=by) == proposal
    assert actions(bargain, sent)["withdraw"](bargain.brand).status is ProposalStatus.WITHDRAWN


def test_what_was_due_before_it_is_accepted_is_countered_instead(bargain: Bargain) -> None:
    due = (replace(STORY, n=1, due_at=Moment(THEN + 1)),)
    proposal = bargain.proposal(deliverables=due)
    bargain.time.passes(1)
    with pytest.raises(Conflict, match="a deliverable was due already: counter with another due_at"):
        bargain.accept(proposal)
    assert bargain.page("collaborations") == []


def test_a_moment_before_its_deadline_it_is_accepted(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    bargain.time.now = THEN + WEEK - 1
    assert bargain.accept(proposal).status is ProposalStatus.ACCEPTED


def test_two_that_fit_singly_and_not_together_are_not_both_accepted(bargain: Bargain) -> None:
    campaign = bargain.campaign(budget=euros(150))
    first, second = bargain.offer(campaign, "c1", "c2")[0]
    other = bargain.office.caller(Role.CREATOR, creator_id="c2")
    bargain.accept(first)
    with pytest.raises(Conflict, match="the budget of the campaign has no room for it"):
        bargain.accept(second, by=other)

    assert len(bargain.page("collaborations")) == 1
    assert bargain.deals.proposals.get(second.id, by=other) == second
    assert [one.action for one in bargain.history(second.id)] == ["propose"]
    bargain.deals.campaigns.change(campaign.id, {"budget": euros(200)}, expected=None, by=bargain.brand)
    assert bargain.accept(second, by=other).status is ProposalStatus.ACCEPTED
    assert bargain.deals.campaigns.get(campaign.id, by=bargain.brand).budget_accepted == euros(200)


def test_a_counter_offer_over_the_budget_can_be_made_and_not_accepted(bargain: Bargain) -> None:
    after = counter(bargain, bargain.proposal(), by=bargain.creator, price=euros(1_001))
    with pytest.raises(Conflict, match="the brand can raise it"):
        bargain.accept(after, by=bargain.brand)
    back = counter(bargain, after, by=bargain.brand, price=euros(1_000))
    assert bargain.accept(back).status is ProposalStatus.ACCEPTED


def test_a_collaboration_for_nothing_moves_no_money(bargain: Bargain) -> None:
    begun = bargain.collaboration(price=euros(0))
    assert begun.payment_track is Paying.RESERVED
    with bargain.records.reading() as records:
        assert records.payments.of(begun.id) == []


def test_after_fifty_versions_the_last_one_is_taken_or_left(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    for n in range(MAX_VERSIONS - 1):
        proposal = counter(bargain, proposal, by=(bargain.creator, bargain.brand)[n % 2], price=euros(n))
    with pytest.raises(
        Conflict, match="at version 50 of its terms, the last one: you can accept, decline or"
    ) as refused:
        counter(bargain, proposal, by=bargain.brand)
    assert refused.value.allowed == ("accept", "decline", "withdraw")
    assert refused.value.allowed == (*_shown(bargain, proposal, bargain.brand)["allowed_actions"],)
    assert bargain.accept(proposal, by=bargain.brand).version == 51


def _shown(bargain: Bargain, proposal: Proposal, caller: Caller) -> dict[str, Any]:
    return shown_proposal(proposal, side=side_of(caller), now=bargain.deals.steps.now)


def test_a_proposal_of_others_is_not_there_and_an_operator_only_looks(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    stranger, other = bargain.office.caller(), bargain.office.caller(Role.CREATOR, creator_id="c2")
    for act in actions(bargain, proposal).values():
        for by in (stranger, other):
            with pytest.raises(NotFound, match=f"there is no proposal {proposal.id}"):
                act(by)
        with pytest.raises(Forbidden, match="not the operator"):
            act(bargain.operator)
    assert bargain.deals.proposals.get(proposal.id, by=bargain.operator) == proposal


def test_what_is_settled_stays_so(bargain: Bargain) -> None:
    ends = ["accept", "decline", "withdraw"]
    for end in ends:
        proposal = bargain.proposal()
        done = actions(bargain, proposal)[end](bargain.brand if end == "withdraw" else bargain.creator)
        for act in actions(bargain, proposal).values():
            for by in (bargain.brand, bargain.creator):
                with pytest.raises((Conflict, Forbidden)):
                    act(by)
        assert bargain.deals.proposals.get(proposal.id, by=bargain.brand) == done
