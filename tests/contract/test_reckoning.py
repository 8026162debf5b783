"""Does what creators do come to be known, whatever else happens meanwhile: once, and nothing of it lost?"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from marketplace.accounts.leaving import LeavingService
from marketplace.deals.collaborations import Outcome
from marketplace.deals.ending import Ending
from marketplace.deals.moving import Moving
from marketplace.deals.paying import Recording
from marketplace.deals.proposal import Turn
from marketplace.deals.reckoning import AT_ONCE, Reckoning
from marketplace.deals.reputation import NEWEST, Mark
from tests.bargains import HOUR, Bargain, euros
from tests.deal_records import make_proposal

HOUR_US = HOUR * 1_000_000


def said(bargain: Bargain, creator_id: str = "c1") -> Mapping[str, object]:
    """What the marketplace says of a creator."""
    with bargain.records.reading() as records:
        found = records.overlays.of([creator_id]).get(creator_id)
    return found.fields if found else {}


def newest(bargain: Bargain) -> int:
    with bargain.records.reading() as records:
        return records.overlays.newest()


def test_a_creator_comes_to_be_known_for_answers_and_work(bargain: Bargain) -> None:
    reckoning, service = Reckoning(bargain.records), bargain.deals.proposals
    assert reckoning.work() == 0
    begun = bargain.published()
    assert (reckoning.work(), said(bargain)) == (1, {"response_hours": 0.0})

    for hours in (10, 20, 30):
        proposal = bargain.proposal()
        bargain.time.passes(hours * HOUR)
        service.decline(proposal.id, None, expected=None, by=bargain.creator)
    service.counter(bargain.proposal().id, {"price": euros(101)}, expected=None, by=bargain.creator)
    bargain.deals.collaborations.complete(begun.id, expected=None, by=bargain.brand)
    assert (reckoning.work(), reckoning.work()) == (5, 0)
    known: dict[str, Any] = {"response_hours": 10.0, "collaborations_completed": 1, "badges": ["responsive"]}
    assert said(bargain) == known

    disputed = bargain.collaboration().id
    bargain.deals.collaborations.dispute(disputed, "late", expected=None, by=bargain.brand)
    bargain.deals.collaborations.resolve(disputed, Outcome.COMPLETED, refund=None, expected=None, by=bargain.operator)
    assert reckoning.work() == 2
    assert said(bargain) == {**known, "response_hours": 5.0, "acceptance_rate": 0.4, "collaborations_completed": 2}


def test_what_is_known_already_changes_no_overlay(bargain: Bargain) -> None:
    bargain.collaboration()
    Reckoning(bargain.records).work()
    before = newest(bargain)
    bargain.collaboration()
    assert (Reckoning(bargain.records).work(), newest(bargain)) == (1, before)


def test_what_others_say_of_the_creator_stays(bargain: Bargain) -> None:
    with bargain.records.writing() as records:
        records.overlays.change("c1", {"available": True, "badges": ["complete_profile"], "acceptance_rate": 0.5})
    for _ in range(5):
        bargain.collaboration()
    Reckoning(bargain.records).work()
    assert said(bargain) == {
        "available": True,
        "response_hours": 0.0,
        "acceptance_rate": 1.0,
        "badges": ["responsive", "complete_profile"],
    }


def test_of_very_many_proposals_those_count_that_changed_last(bargain: Bargain) -> None:
    campaign, at = bargain.campaign(), bargain.time.now
    late: dict[str, Any] = {"created_at": at - 9 * HOUR_US, "updated_at": at, "answered_at": at}
    with bargain.records.writing() as records:
        for n in range(NEWEST + 1):
            late["updated_at"] += 1
            soon = {"created_at": at - HOUR_US} if n == NEWEST else {}
            records.proposals.add_all(
                [make_proposal(id=f"prp_{n}", campaign_id=campaign.id, turn=Turn.EXPIRED, **{**late, **soon})]
            )
        found = records.reputations.of(["c1"])["c1"].answers
    assert (len(found), found[0].took, found[-1].took) == (NEWEST, HOUR_US, 9 * HOUR_US)


def test_of_who_left_for_ever_nothing_is_said(bargain: Bargain) -> None:
    bargain.proposal()
    ending = Ending(bargain.deals.steps, Moving(Recording()))
    leaving = LeavingService(bargain.records, bargain.time, leaving=(ending.of_creator,))
    bargain.collaboration()
    leaving.erase(by=bargain.creator)
    before = newest(bargain)
    assert Reckoning(bargain.records).work() == 2
    assert (said(bargain), newest(bargain), Reckoning(bargain.records).work()) == ({"hidden": True}, before, 0)


def test_a_worker_that_dies_amid_it_leaves_its_marks_to_the_next(bargain: Bargain) -> None:
    bargain.collaboration()
    with suppress(KeyboardInterrupt), bargain.records.writing():
        assert Reckoning(bargain.records).work() == 1
        raise KeyboardInterrupt
    assert said(bargain) == {}
    assert (Reckoning(bargain.records).work(), said(bargain)) == (1, {"response_hours": 0.0})


def test_what_was_not_committed_marks_nobody(bargain: Bargain) -> None:
    with suppress(KeyboardInterrupt), bargain.records.writing():
        bargain.collaboration()
        raise KeyboardInterrupt
    assert Reckoning(bargain.records).work() == 0


def test_some_are_reckoned_up_at_a_time(bargain: Bargain) -> None:
    with bargain.records.writing() as records:
        records.reputations.mark([Mark(f"mrk_{n}", f"c{n}") for n in range(AT_ONCE + 1)])
    reckoning = Reckoning(bargain.records)
    assert (reckoning.work(), reckoning.work(), reckoning.work()) == (AT_ONCE, 1, 0)
