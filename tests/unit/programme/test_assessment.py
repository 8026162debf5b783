"""Is it told where each feature is, and whether somebody may join, in every state of a member?"""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.creators.times import DAY
from marketplace.programme.assessment import Assessment, FeatureStanding, FeatureState, assess
from marketplace.programme.eligibility import Rule
from marketplace.programme.member import Holding, Member, Membership, Span
from marketplace.programme.person import Affiliation, Facts, Person
from marketplace.programme.rules import Feature
from tests.judged import NOON, RULES, make_facts, make_member, make_person

HELD = (Span(since_at=NOON - DAY),)
ENDED = (Span(since_at=NOON - DAY, until_at=NOON - 1),)
TIPS = Feature.TIPS
STANDS = FeatureState


def assessed(member: Member | None = None, person: Person | None = None, facts: Facts | None = None) -> Assessment:
    return assess(person or make_person(), facts or make_facts(), member=member, rules=RULES, now=NOON)


def tips(found: Assessment) -> FeatureStanding:
    return found.features[TIPS]


def standing(state: FeatureState, *reasons: Rule, held_before: bool = False) -> FeatureStanding:
    return FeatureStanding(feature=TIPS, state=state, reasons=reasons, held_before=held_before)


def test_who_is_no_member_yet_is_told_what_joining_would_give() -> None:
    found = assessed(person=make_person(followers=10_000))

    assert (found.verdict.eligible, found.may_join, found.member) == (True, True, None)
    assert tips(found) == standing(STANDS.UNAVAILABLE, Rule.FOLLOWERS)
    assert {one for one, stands in found.features.items() if stands.state is STANDS.AVAILABLE} == {*Feature} - {TIPS}


def test_who_may_not_join_gets_nothing_and_is_told_why() -> None:
    found = assessed(person=make_person(market="BR", followers=99_999))

    assert (found.verdict.eligible, found.may_join) == (False, False)
    assert tips(found) == standing(STANDS.UNAVAILABLE, Rule.MARKET_OPEN, Rule.FOLLOWERS)


@pytest.mark.parametrize(
    ("member", "person", "stands"),
    [
        (make_member(features=(Holding(feature=TIPS, spans=HELD),)), {}, standing(STANDS.ACTIVE)),
        (make_member(features=(Holding(feature=TIPS, spans=HELD),)), {"followers": 1}, standing(STANDS.ACTIVE)),
        (make_member(), {}, standing(STANDS.AVAILABLE)),
        (make_member(), {"followers": 1}, standing(STANDS.UNAVAILABLE, Rule.FOLLOWERS)),
        (make_member(), {"monetisation": (TIPS,)}, standing(STANDS.AVAILABLE)),
        (make_member(held_before=(TIPS,)), {"followers": 1}, standing(STANDS.ACTIVE, held_before=True)),
        (
            make_member(features=(Holding(feature=TIPS, spans=ENDED, lost=(Rule.AFFILIATION,)),)),
            {},
            standing(STANDS.SUSPENDED, Rule.AFFILIATION),
        ),
    ],
)
def test_a_member_has_what_it_holds(member: Member, person: dict[str, Any], stands: FeatureStanding) -> None:
    found = assessed(member, make_person(**person))

    assert (tips(found), found.may_join) == (stands, False)


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"features": (Holding(feature=TIPS, spans=HELD),)}, standing(STANDS.SUSPENDED, Rule.STANDING)),
        ({"features": (Holding(feature=TIPS, spans=ENDED),)}, standing(STANDS.SUSPENDED, Rule.STANDING)),
        ({"held_before": (TIPS,)}, standing(STANDS.SUSPENDED, Rule.STANDING, held_before=True)),
        ({}, standing(STANDS.UNAVAILABLE, Rule.STANDING)),
    ],
)
def test_of_a_suspended_member_all_that_it_has_is_suspended(fields: dict[str, Any], stands: FeatureStanding) -> None:
    member = make_member(state=Membership.SUSPENDED, reasons=(Rule.STANDING,), **fields)

    assert tips(assessed(member)) == stands


@pytest.mark.parametrize("state", [None, Membership.REFUSED, Membership.LEFT])
def test_not_joining_takes_away_no_feature_that_is_held(state: Membership | None) -> None:
    member = make_member(state=state, features=(Holding(feature=TIPS, spans=ENDED),)) if state else None
    found = assessed(member, make_person(followers=1, monetisation=(TIPS,)))

    assert tips(found) == standing(STANDS.ACTIVE, held_before=True)


@pytest.mark.parametrize("member", [None, make_member(held_before=(Feature.LIVE_GIFTS,))])
def test_who_speaks_for_a_party_collects_no_diamonds_by_what_was_held_before(member: Member | None) -> None:
    person, facts = make_person(monetisation=(Feature.LIVE_GIFTS,)), make_facts(affiliation=Affiliation.PARTY)

    found = assess(person, facts, member=member, rules=RULES, now=NOON).features[Feature.LIVE_GIFTS]

    assert (found.state, found.reasons, found.held_before) == (STANDS.SUSPENDED, (Rule.AFFILIATION,), True)


def test_what_was_held_as_a_member_who_left_is_held_no_more() -> None:
    left = make_member(state=Membership.LEFT, features=(Holding(feature=TIPS, spans=ENDED),), left_at=NOON - 1)

    assert tips(assessed(left)) == standing(STANDS.AVAILABLE)


@pytest.mark.parametrize(
    ("member", "may_join"),
    [
        (make_member(state=Membership.REFUSED, retry_at=NOON + 1), False),
        (make_member(state=Membership.REFUSED, retry_at=NOON), True),
        (make_member(state=Membership.REFUSED), True),
        (make_member(state=Membership.LEFT, left_at=NOON - 1), True),
        (make_member(), False),
        (make_member(state=Membership.SUSPENDED), False),
    ],
)
def test_who_was_refused_waits_and_members_join_no_more(member: Member, may_join: bool) -> None:
    assert assessed(member).may_join is may_join
    assert not assessed(member, make_person(followers=1)).may_join
