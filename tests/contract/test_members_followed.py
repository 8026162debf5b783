"""What becomes of members when facts and profiles change? They are suspended, come back, get and lose features."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.creators.times import DAY
from marketplace.deals.sides import SYSTEM
from marketplace.programme.eligibility import Rule
from marketplace.programme.member import Membership, Span
from marketplace.programme.person import Affiliation, Standing
from marketplace.programme.rules import Feature
from tests.creators import NOW
from tests.members import GIVEN, PERSON, Club

HOUR = 3_600 * 1_000_000
LOST: dict[str, Any] = {"standing": Standing.LOST}


@pytest.fixture
def joined(club: Club) -> Club:
    """A club whose member c1 has joined an hour ago."""
    club.know()
    club.join()
    club.time.passes(3_600)
    return club


def test_who_loses_its_standing_is_suspended_from_when_it_was_lost(joined: Club) -> None:
    joined.know(**LOST, as_of=NOW + 10)

    member = joined.member
    assert (member.state, member.reasons, member.version) == (Membership.SUSPENDED, (Rule.STANDING,), 2)
    assert (joined.held, joined.spans("marketplace")) == ([], (Span(since_at=NOW, until_at=NOW + 10),))
    assert joined.overlay == {"creator_next": False, "monetisation": None}
    assert joined.told == ["member.joined", "member.suspended"]
    last = joined.history[-1]
    assert (last.action, last.actor, last.at) == ("suspend", SYSTEM, joined.time())


@pytest.mark.parametrize(("as_of", "until_at"), [(NOW - DAY, NOW), (NOW + 9 * HOUR, NOW + HOUR)])
def test_no_feature_ends_before_it_began_nor_in_the_future(joined: Club, as_of: int, until_at: int) -> None:
    joined.know(**LOST, as_of=as_of)

    assert joined.spans("marketplace") == (Span(since_at=NOW, until_at=until_at),)


def test_the_way_back_is_by_itself_with_what_was_held(joined: Club) -> None:
    joined.know(**LOST, as_of=NOW + HOUR)
    joined.time.passes(60)
    joined.know(as_of=joined.time())

    member = joined.member
    assert (member.state, member.reasons, member.joined_at) == (Membership.ACTIVE, (), NOW)
    assert joined.held == GIVEN
    assert joined.spans("marketplace")[-1] == Span(since_at=joined.time())
    assert joined.overlay == {"creator_next": True, "monetisation": sorted([*GIVEN, "tips"])}
    assert joined.told == ["member.joined", "member.suspended", "member.joined"]
    assert joined.history[-1].action == "reinstate"


def test_what_comes_back_by_facts_that_come_late_is_held_no_sooner_than_it_was_lost(joined: Club) -> None:
    joined.know(**LOST, as_of=NOW + HOUR)
    joined.know(as_of=NOW + 10)

    assert joined.spans("marketplace") == (Span(since_at=NOW, until_at=NOW + HOUR), Span(since_at=NOW + HOUR))


def test_a_feature_is_lost_by_its_own_rule_and_comes_back(joined: Club) -> None:
    joined.know(live_permission=False, as_of=NOW + 5)
    (lost,) = (one for one in joined.member.features if one.feature is Feature.LIVE_GIFTS)
    assert (joined.held, lost.lost) == (["marketplace", "video_gifts"], (Rule.LIVE_PERMISSION,))
    assert joined.member.held(Feature.LIVE_GIFTS, begin=NOW + 4, end=NOW + 5)
    assert not joined.member.held(Feature.LIVE_GIFTS, begin=NOW + 5, end=NOW + 6)
    assert joined.overlay["monetisation"] == ["marketplace", "tips", "video_gifts"]

    joined.know(as_of=NOW + 7)
    assert joined.held == GIVEN
    assert joined.spans("live_gifts") == (Span(since_at=NOW, until_at=NOW + 5), Span(since_at=NOW + 7))
    assert (joined.told, joined.member.version) == (["member.joined"], 3)


def test_an_affiliated_account_collects_no_diamonds_also_after_a_suspension(joined: Club) -> None:
    joined.know(affiliation=Affiliation.PARTY)
    joined.know(affiliation=Affiliation.PARTY, **LOST)
    joined.know(affiliation=Affiliation.PARTY)
    assert joined.held == ["marketplace"]

    joined.know()
    assert joined.held == GIVEN


def test_facts_that_change_nothing_make_no_version(joined: Club) -> None:
    joined.know(payout_account="acct_1")
    joined.know(standing=Standing.GOOD)

    assert (joined.member.version, len(joined.history), joined.told) == (1, 1, ["member.joined"])


def test_facts_of_who_is_refused_or_left_change_nothing(club: Club) -> None:
    club.know(birth_date=None)
    refused = club.join().member
    club.know()
    assert club.member == refused

    club.time.passes(30 * 86_400)
    club.profile(last_posted_at=club.time())
    club.join()
    left = club.leave()
    club.know(**LOST)
    club.know()
    assert (club.member, club.night(), club.member) == (left, 0, left)


def test_a_business_is_suspended_at_night_and_stays_so_whatever_facts_come(joined: Club) -> None:
    joined.profile(account_type="business")
    assert joined.night() == 1
    assert joined.member.reasons == (Rule.ACCOUNT_TYPE,)
    joined.know(**LOST)
    assert joined.member.reasons == (Rule.ACCOUNT_TYPE, Rule.STANDING)
    joined.know()
    assert (joined.member.state, joined.member.reasons) == (Membership.SUSPENDED, (Rule.ACCOUNT_TYPE,))

    joined.profile()
    assert (joined.night(), joined.member.state, joined.held) == (1, Membership.ACTIVE, GIVEN)
    assert joined.told == ["member.joined", "member.suspended", "member.joined"]


def test_at_night_features_come_whose_rules_are_passed_by_then_and_stay(joined: Club) -> None:
    joined.profile(followers=100_000, views_30d=100_000)
    assert (joined.night(), joined.night()) == (1, 0)
    assert joined.held == sorted([*GIVEN, "creator_fund", "tips"])
    assert joined.spans("creator_fund") == (Span(since_at=joined.time()),)

    joined.profile(followers=1, views_30d=1, posts_30d=0)
    assert (joined.night(), len(joined.held)) == (0, 5)


def test_a_feature_that_is_lost_comes_at_night_no_sooner_than_its_rule_holds(joined: Club) -> None:
    joined.know(live_permission=False)
    assert (joined.night(), joined.held) == (0, ["marketplace", "video_gifts"])


def test_who_moves_to_a_closed_market_stays_and_gets_nothing_new(joined: Club) -> None:
    joined.profile(market="BR", followers=500_000)

    assert joined.night() == 1
    assert (joined.member.market, joined.member.state, joined.held) == ("BR", Membership.ACTIVE, GIVEN)


def test_what_a_new_market_does_not_offer_ends_until_it_does(joined: Club) -> None:
    french = replace(joined.rules.markets["FR"], features=(Feature.MARKETPLACE,))
    rules = replace(joined.rules, markets={**joined.rules.markets, "FR": french})
    joined.followers = replace(joined.followers, rules=rules)
    joined.profile(market="FR")
    joined.night()
    joined.know()

    assert (joined.member.market, joined.held) == ("FR", ["marketplace"])
    assert {one.lost for one in joined.member.features if not one.now} == {(Rule.OFFERED,)}
    joined.profile()
    joined.night()
    assert joined.held == GIVEN


def test_who_moves_where_it_is_too_young_is_suspended(joined: Club) -> None:
    joined.know(birth_date="2007-06-01")
    joined.profile(market="JP")

    assert (joined.night(), joined.member.reasons) == (1, (Rule.AGE,))


def test_a_night_without_members_asks_once_and_writes_nothing(club: Club) -> None:
    club.people.known |= {f"c{n}": replace(PERSON, creator_id=f"c{n}") for n in range(1_000)}

    assert club.night() == 0
    assert club.members.page(after="", limit=9, by=club.operator) == []


def test_many_members_follow_in_one_night(club: Club) -> None:
    for n in range(45):
        name = f"m{n:02d}"
        club.people.known[name] = replace(PERSON, creator_id=name)
        club.know(creator_id=name)
        club.joining.join(name, terms_version="2026-11", by=club.operator)
    club.people.known = {name: replace(one, account_type="business") for name, one in club.people.known.items()}

    assert (club.night(), club.night()) == (45, 0)
    every = club.members.page(after="", limit=99, by=club.operator)
    assert {one.state for one in every} == {Membership.SUSPENDED}
