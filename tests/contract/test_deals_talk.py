"""Is what is written and done kept in its order, for those whose affair it is?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role
from marketplace.deals.history import Change, Entry
from marketplace.deals.message import Message
from marketplace.deals.sides import SYSTEM, Actor, Side, actor_of
from marketplace.errors import Forbidden, InvalidInput, NotFound
from tests.bargains import Bargain, euros
from tests.deal_records import THEN

ODD = "Grüße 日本 👍🏽\n\\ ' \" \u202e"


def read(bargain: Bargain, thread: str, *, by: Caller, size: int = 100) -> list[Message]:
    """All messages of a thread, page by page."""
    found: list[Message] = []
    while page := bargain.deals.talk.messages(thread, after=found[-1].id if found else "", limit=size, by=by):
        found += page
    return found


def test_both_sides_read_what_was_written_in_its_order_page_by_page(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    writers = [bargain.brand, bargain.creator, bargain.operator] * 3
    made = [bargain.deals.talk.write(begun.id, f"{n} {ODD}", by=by) for n, by in enumerate(writers)]

    assert [one.author_role for one in made] == [Side.BRAND, Side.CREATOR, Side.OPERATOR] * 3
    assert made[0] == replace(made[0], thread=begun.id, account_id=bargain.brand.account.id, created_at=THEN)
    for by in (bargain.brand, bargain.creator, bargain.operator):
        for size in (1, 4, 9):
            assert read(bargain, begun.id, by=by, size=size) == made
    assert bargain.gazette.types[-1] == "message.created"
    assert bargain.gazette.told[-1].message == made[-1]
    assert bargain.deals.collaborations.get(begun.id, by=bargain.brand) == begun


def test_threads_are_kept_apart(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    proposal = bargain.proposal(campaign)
    for thread in (campaign.id, proposal.id):
        bargain.deals.talk.write(thread, thread, by=bargain.brand)
    assert [one.text for one in read(bargain, campaign.id, by=bargain.creator)] == [campaign.id]
    assert [one.text for one in read(bargain, proposal.id, by=bargain.creator)] == [proposal.id]


def test_in_a_campaign_its_brand_speaks_to_all_and_creators_listen(bargain: Bargain) -> None:
    campaign = bargain.campaign()
    bargain.proposal(campaign)
    with pytest.raises(
        Forbidden, match="creator can't write to all of a campaign: brands and agencies and operators can"
    ):
        bargain.deals.talk.write(campaign.id, "Hello all", by=bargain.creator)
    with pytest.raises(Forbidden, match="creator can't read the history of a campaign"):
        bargain.deals.talk.history(campaign.id, by=bargain.creator)
    bargain.deals.talk.write(campaign.id, "Hello all", by=bargain.operator)
    assert len(read(bargain, campaign.id, by=bargain.creator)) == 1


def test_a_message_that_is_none_is_not_kept(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    for text in ("", " \n", "\u200b", "m" * 5_001, "a\0b"):
        with pytest.raises(InvalidInput, match="text: "):
            bargain.deals.talk.write(proposal.id, text, by=bargain.brand)
    bargain.deals.talk.write(proposal.id, "m" * 5_000, by=bargain.brand)
    assert [len(one.text) for one in read(bargain, proposal.id, by=bargain.creator)] == [5_000]


def test_nobody_else_reads_or_writes(bargain: Bargain) -> None:
    begun = bargain.collaboration()
    stranger, other = bargain.office.caller(), bargain.office.caller(Role.CREATOR, creator_id="c2")
    odd = ("cmp_0", "prp_\0", "msg_1", "", "col", "acc_1")
    for by in (stranger, other):
        for record_id in (begun.id, begun.proposal_id, begun.campaign_id, *odd):
            for act in (
                lambda one=record_id, by=by: bargain.deals.talk.write(one, "Hi", by=by),
                lambda one=record_id, by=by: bargain.deals.talk.messages(one, after="", limit=1, by=by),
                lambda one=record_id, by=by: bargain.deals.talk.history(one, by=by),
            ):
                with pytest.raises(NotFound, match="there is no "):
                    act()


def test_a_history_is_told_in_its_order_without_the_other_sides_people(bargain: Bargain) -> None:
    eva = replace(bargain.brand, acting_user="Eva")
    proposal = bargain.proposal(by=eva)
    bargain.time.passes(1)
    bargain.deals.proposals.counter(proposal.id, {"price": euros(2)}, expected=None, by=bargain.creator)
    bargain.accept(bargain.deals.proposals.get(proposal.id, by=eva), by=eva)

    for by in (bargain.brand, bargain.creator, bargain.operator):
        told = bargain.deals.talk.history(proposal.id, by=by)
        assert [(one.action, one.version) for one in told] == [("propose", 1), ("counter", 2), ("accept", 3)]
        mine = [one.actor for one in told]
        hidden = [actor_of(eva), actor_of(bargain.creator), actor_of(eva)]
        seen = [one if by is bargain.operator or one.role == by.account.role else Actor(one.role) for one in hidden]
        assert mine == seen


def test_of_a_long_history_the_last_thousand_steps_are_told(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    one = Entry(
        record_id=proposal.id, at=THEN, actor=SYSTEM, action="extend", version=2, changes=(Change("a", 1, None),)
    )
    with bargain.records.writing() as records:
        records.history.add_all([replace(one, version=n) for n in range(2, 1_003)])
    told = bargain.deals.talk.history(proposal.id, by=bargain.brand)
    assert [one.version for one in told] == [*range(3, 1_003)]
    assert told[0] == replace(one, version=3)


def test_a_message_changes_no_record(bargain: Bargain) -> None:
    proposal = bargain.proposal()
    bargain.time.passes(5)
    bargain.deals.talk.write(proposal.id, "Hello", by=bargain.creator)
    assert bargain.deals.proposals.get(proposal.id, by=bargain.brand) == proposal
    assert len(bargain.history(proposal.id)) == 1
