"""What does leaving Creator Next end, and what does coming back bring? On every database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.errors import Conflict, NotFound, Stale
from marketplace.programme.member import Membership, Span
from marketplace.programme.person import Standing
from tests.creators import NOW
from tests.members import FACTS, PERSON, Club
from tests.till import Till, event


def test_who_leaves_holds_nothing_and_may_come_back_at_once(club: Club) -> None:
    club.know()
    first = club.join().member
    club.time.passes(60)
    left = club.leave(expected=1)

    assert (left.state, left.left_at, left.version, left.reasons) == (Membership.LEFT, club.time(), 2, ())
    assert (club.held, club.spans("marketplace")) == ([], (Span(since_at=NOW, until_at=club.time()),))
    assert club.overlay == {"creator_next": False}
    club.time.passes(60)
    club.profile(monetisation=tuple(one.feature for one in first.features))  # searches still say what was
    again = club.join().member
    assert (again.id, again.version, again.held_before) == (first.id, 3, PERSON.monetisation)
    assert (again.left_at, len(club.spans("marketplace"))) == (None, 2)
    assert club.told == ["member.joined", "member.left", "member.joined"]
    assert [one.action for one in club.history] == ["join", "leave", "join"]


def test_long_after_leaving_what_the_feed_says_by_then_was_held_before(club: Club) -> None:
    club.know()
    club.join()
    club.leave()
    club.time.passes(601)
    club.profile(monetisation=())

    assert club.join().member.held_before == ()


def test_a_feature_whose_rules_are_not_passed_on_coming_back_stays_ended(club: Club) -> None:
    club.know()
    club.join()
    club.leave()
    club.know(live_permission=False)
    club.join()
    club.know(standing=Standing.LOST)
    club.know()

    assert club.held == ["marketplace", "video_gifts"]


def test_leaving_is_for_members_in_the_version_that_is_meant(club: Club) -> None:
    with pytest.raises(NotFound, match="has not asked to join"):
        club.leave()
    club.know(birth_date="2010-01-01")
    club.join()
    with pytest.raises(Stale):
        club.leave(expected=9)
    with pytest.raises(Conflict, match="is no member") as refused:
        club.leave(expected=1)
    assert (refused.value.allowed, club.told) == ((), ["member.refused"])


def test_who_is_hidden_or_erased_joins_no_more_though_searches_still_find_it(club: Club) -> None:
    club.know()
    club.leaving.erase(by=club.creator)

    with pytest.raises(NotFound):
        club.join(by=club.operator)


def test_who_leaves_for_ever_is_no_member_and_its_birthday_is_forgotten(club: Club) -> None:
    club.know(payout_account="acct_1")
    club.join()
    club.leaving.erase(by=club.creator)

    assert (club.member.state, club.held, club.overlay) == (Membership.LEFT, [], {"hidden": True})
    with club.records.reading() as records:
        assert records.facts.of(["c1"])["c1"] == replace(FACTS, birth_date=None)
    assert [one.action for one in club.history] == ["join", "leave"]


def test_what_is_told_of_who_left_for_ever_brings_no_birthday_back(club: Club) -> None:
    till, told = Till(club.records, member=False), {"birth_date": "2000-01-01", "payout_account": "acct_1"}
    till.people.known["c1"] = PERSON
    first = event("f1", "facts", **told, live_permission=True)
    till.taken(first)
    club.join()
    club.leaving.erase(by=club.creator)

    assert till.refusal(event("f2", "facts", standing="lost"))[0] == "left"
    assert till.refusal(event("f3", "facts", **told))[0] == "left"
    till.taken(first)  # is known still, by its id
    with club.records.reading() as records:
        facts, kept = records.facts.of(["c1"])["c1"], records.happenings.of_facts(["c1"])
    assert (facts.birth_date, facts.payout_account) == (None, None)
    assert [(one.id, one.detail) for one in kept] == [("f1", {"live_permission": True})]
