"""Of many who do something to one deal at the same moment, does exactly one, and is nothing counted twice?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role
from marketplace.deals.campaign import CampaignStatus
from marketplace.deals.offering import Offer
from marketplace.deals.proposal import OPEN, Proposal, ProposalStatus
from marketplace.errors import Conflict, Stale
from tests.bargains import Bargain, euros

THREADS = 16
CALLS = 1_000

Act = Callable[[], object]


def outcomes(acts: Sequence[Act], *, threads: int = THREADS) -> Counter[str]:
    """What becomes of acts that as many threads begin with at the same moment; any other error is raised."""
    start = Barrier(threads)

    def some(n: int) -> Counter[str]:
        start.wait()
        return Counter(_outcome(act) for act in acts[n::threads])

    with ThreadPoolExecutor(threads) as others:
        return sum(others.map(some, range(threads)), Counter[str]())


def _outcome(act: Act) -> str:
    try:
        act()
    except (Conflict, Stale) as error:
        return type(error).__name__
    return "won"


def answers(bargain: Bargain, proposal: Proposal) -> list[Act]:
    """Every way to answer its first version, each for that version alone."""
    service, price = bargain.deals.proposals, {"price": euros(50)}
    brand, creator = bargain.brand, bargain.creator
    return [
        lambda: service.accept(proposal.id, 1, expected=1, by=creator),
        lambda: service.decline(proposal.id, "no", expected=1, by=creator),
        lambda: service.withdraw(proposal.id, expected=1, by=brand),
        lambda: service.counter(proposal.id, price, expected=1, by=creator),
    ]


def test_of_a_thousand_answers_at_once_exactly_one_counts(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    proposal = bargain.proposal(campaign)
    found = outcomes(answers(bargain, proposal) * (CALLS // 4))

    assert found["won"] == 1
    assert found.total() == CALLS
    after = bargain.deals.proposals.get(proposal.id, by=bargain.brand)
    assert (after.version, after.status is not ProposalStatus.SENT) == (2, True)
    assert [one.version for one in bargain.history(proposal.id)] == [1, 2]
    begun = bargain.page("collaborations")
    assert len(begun) == (after.status is ProposalStatus.ACCEPTED)
    accepted = bargain.deals.campaigns.get(campaign.id, by=bargain.brand).budget_accepted
    assert accepted == euros(100 * len(begun))
    assert all(bargain.moved(one.id) == {"reserve": "100.00"} for one in begun)


@pytest.mark.parametrize("name", ["accept", "decline", "withdraw", "counter"])
def test_of_one_answer_given_many_times_at_once_one_counts(bargain: Bargain, name: str) -> None:
    proposal = bargain.proposal()
    act = dict(zip(("accept", "decline", "withdraw", "counter"), answers(bargain, proposal), strict=True))[name]
    assert outcomes([act] * 64)["won"] == 1
    assert len(bargain.history(proposal.id)) == 2
    assert len(bargain.page("collaborations")) == (name == "accept")


def many(bargain: Bargain, count: int, **details: object) -> tuple[str, list[tuple[Proposal, Caller]]]:
    """A campaign that has proposed to so many creators for 100 euros each."""
    campaign = bargain.campaign(**details)
    creators = {f"m{n}": bargain.office.caller(Role.CREATOR, creator_id=f"m{n}") for n in range(count)}
    made, refused = bargain.offer(campaign, *creators)
    assert not refused
    return campaign.id, [(one, creators[one.creator_id]) for one in made]


def test_fifty_acceptances_at_once_never_cost_more_than_the_budget(bargain: Bargain) -> None:
    campaign_id, made = many(bargain, 50, budget=euros(1_750))
    found = outcomes([lambda one=one, by=by: bargain.accept(one, by=by) for one, by in made], threads=25)

    assert found == {"won": 17, "Conflict": 33}
    campaign = bargain.deals.campaigns.get(campaign_id, by=bargain.brand)
    assert campaign.budget_accepted == euros(1_700)
    assert campaign.version == 2 + 17
    assert [one.version for one in bargain.history(campaign_id)] == [*range(1, 20)]
    assert len(bargain.page("collaborations")) == 17
    statuses = Counter(one.status for one in bargain.page("proposals"))
    assert statuses == {ProposalStatus.ACCEPTED: 17, ProposalStatus.SENT: 33}


def test_a_campaign_that_is_closed_amid_answers_leaves_nothing_open(bargain: Bargain) -> None:
    campaign_id, made = many(bargain, 47, budget=euros(100_000))
    service = bargain.deals.proposals
    ways: list[Callable[[Proposal, Caller], object]] = [
        lambda one, by: bargain.accept(one, by=by),
        lambda one, by: service.decline(one.id, None, expected=None, by=by),
        lambda one, by: service.counter(one.id, {"price": euros(90)}, expected=None, by=by),
    ]
    acts: list[Act] = [lambda: bargain.deals.campaigns.close(campaign_id, expected=None, by=bargain.brand)]
    acts += [lambda n=n, one=one, by=by: ways[n % 3](one, by) for n, (one, by) in enumerate(reversed(made))]
    outcomes(acts)

    campaign, after = bargain.deals.campaigns.get(campaign_id, by=bargain.brand), bargain.page("proposals")
    accepted = [one for one in after if one.status is ProposalStatus.ACCEPTED]
    assert campaign.status is CampaignStatus.CLOSED
    assert not [one for one in after if one.status in OPEN]
    assert len(accepted) == len(bargain.page("collaborations"))
    assert campaign.budget_accepted == euros(100 * len(accepted))
    for one in after:
        assert [step.version for step in bargain.history(one.id)] == [*range(1, one.version + 1)]


def test_everything_at_once_ends_without_a_deadlock(bargain: Bargain) -> None:
    campaign_id, made = many(bargain, 24, budget=euros(1_000))
    service, brand = bargain.deals.proposals, bargain.brand
    acts: list[Act] = []
    for n, (one, by) in enumerate(made):
        acts += [
            lambda one=one, by=by: bargain.accept(one, by=by),
            lambda one=one, by=by: service.counter(one.id, {"price": euros(90)}, expected=None, by=by),
            lambda one=one: service.counter(one.id, {"price": euros(80)}, expected=None, by=brand),
            lambda one=one: service.extend(one.id, expected=None, by=brand),
            lambda one=one, by=by: bargain.deals.talk.write(one.id, "Hello", by=by),
            lambda n=n: bargain.deals.proposing.propose(
                campaign_id, Offer(creator_ids=["m0", f"n{n}"], price=euros(1)), by=brand
            ),
        ]
        if n % 6 == 0:
            budget = {"budget": euros(1_000 + n)}
            acts.append(
                lambda budget=budget: bargain.deals.campaigns.change(campaign_id, budget, expected=None, by=brand)
            )
            acts.append(lambda: bargain.deals.talk.write(campaign_id, "To all", by=brand))
    acts.append(lambda: bargain.deals.campaigns.close(campaign_id, expected=None, by=brand))
    found = outcomes(acts, threads=32)

    assert found.total() == len(acts)
    campaign, begun = bargain.deals.campaigns.get(campaign_id, by=brand), bargain.page("collaborations")
    assert campaign.budget_accepted.minor == sum(one.payment.agreed.minor for one in begun) <= campaign.budget.minor
    assert not [one for one in bargain.page("proposals") if one.status in OPEN]
    assert all(len(bargain.history(one.id)) == one.version for one in (campaign, *bargain.page("proposals")))


def test_a_creator_who_is_proposed_to_many_times_at_once_has_one_proposal(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    found = outcomes([lambda: bargain.offer(campaign, "c1")] * 32)
    assert found == {"won": 32}
    assert len(bargain.page("proposals")) == 1


def test_of_many_who_end_a_collaboration_at_once_one_does_and_money_moves_once(bargain: Bargain) -> None:
    begun = bargain.cancel(bargain.submit(bargain.collaboration()), by=bargain.brand)
    service = bargain.deals.collaborations
    acts: list[Act] = [
        lambda: service.confirm_cancel(begun.id, expected=3, by=bargain.creator),
        lambda: service.dispute(begun.id, "r", expected=3, by=bargain.creator),
        lambda: service.reject_cancel(begun.id, expected=3, by=bargain.creator),
    ]
    assert outcomes(acts * 32)["won"] == 1
    after = service.get(begun.id, by=bargain.brand)
    assert after.version == 4
    assert len(bargain.history(begun.id)) == 4
    ended = {"reserve": "100.00", "release": "10.00", "refund": "90.00"}
    assert bargain.moved(begun.id) == (ended if after.standing == "cancelled" else {"reserve": "100.00"})
