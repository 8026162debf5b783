"""Who joins Creator Next, and who is refused? On every database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.roles import Role
from marketplace.creators.times import DAY, parse_time
from marketplace.deals.sides import Actor, Side, actor_of
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound
from marketplace.programme.eligibility import Rule
from marketplace.programme.member import Consent, Membership
from marketplace.programme.person import Affiliation, Standing
from marketplace.programme.rules import Feature
from tests.creators import NOW
from tests.members import GIVEN, PERSON, Club

UNKNOWN_PROFILE = {"views_30d": None, "posts_30d": None}


def test_who_joins_is_a_member_at_once_with_what_its_rules_allow(club: Club) -> None:
    club.know()
    answered = club.join(by=replace(club.creator, acting_user="Ann"))

    member = club.member
    assert (answered.member, answered.is_in, answered.failed) == (member, True, ())
    assert (member.state, member.market, member.version, member.joined_at) == (Membership.ACTIVE, "DE", 1, NOW)
    by = Actor(Side.CREATOR, club.creator.account.id, club.creator.key.id, "Ann")
    assert member.consent == Consent(terms_version="2026-11", at=NOW, by=by)
    assert (club.held, member.held_before) == (GIVEN, PERSON.monetisation)
    assert club.overlay == {"creator_next": True, "monetisation": sorted([*GIVEN, "tips"])}
    assert [(one.type, one.data) for one in club.events] == [
        ("member.joined", {"id": member.id, "version": 1, "creator_id": "c1"})
    ]
    (entry,) = club.history
    assert (entry.action, entry.version, entry.actor, entry.at) == ("join", 1, by, NOW)
    assert {one.field: one.after for one in entry.changes}["state"] == "active"


def test_an_operator_joins_for_a_creator_and_is_noted(club: Club) -> None:
    club.know()
    club.join(by=club.operator)

    consent = club.member.consent
    assert consent
    assert consent.by == actor_of(club.operator)
    assert club.told == ["member.joined"]


@pytest.mark.parametrize(
    ("profile", "facts", "failed"),
    [
        ({}, {"birth_date": "2010-01-01"}, [(Rule.AGE, 18, 16)]),
        ({"followers": 9_999}, {}, [(Rule.FOLLOWERS, 10_000, 9_999)]),
        ({"views_30d": 999}, {}, [(Rule.VIEWS_30D, 1_000, 999)]),
        ({"posts_30d": 2}, {}, [(Rule.POSTS_30D, 3, 2)]),
        (UNKNOWN_PROFILE, {}, [(Rule.VIEWS_30D, 1_000, None), (Rule.POSTS_30D, 3, None)]),
        ({"account_type": "business"}, {}, [(Rule.ACCOUNT_TYPE, "business", "business")]),
        ({}, {"standing": Standing.LOST}, [(Rule.STANDING, "good", "lost")]),
        ({"market": "CA", "followers": 5}, {}, [
            (Rule.MARKET_OPEN, "2027-02-01", "2026-11-22"), (Rule.FOLLOWERS, 10_000, 5),
        ]),
    ],
)  # fmt: skip
def test_who_is_refused_hears_every_rule_and_may_ask_again_after_thirty_days(
    club: Club, profile: dict[str, Any], facts: dict[str, Any], failed: list[tuple[Any, ...]]
) -> None:
    club.profile(**profile)
    club.know(**facts)
    answered = club.join()

    assert [(one.rule, one.required, one.actual) for one in answered.failed] == failed
    member = club.member
    assert answered.member == member
    assert (member.state, member.reasons) == (Membership.REFUSED, tuple(rule for rule, *_ in failed))
    assert (member.retry_at, member.consent, member.features) == (NOW + 30 * DAY, None, ())
    assert (club.overlay, club.told, [one.action for one in club.history]) == ({}, ["member.refused"], ["refuse"])


def test_before_that_nothing_is_done_and_then_it_is_the_same_member(club: Club) -> None:
    club.know(birth_date="2010-01-01")
    first = club.join().member
    club.know()
    club.time.passes(30 * 86_400 - 1)
    waiting = club.join()
    assert (waiting.waits, waiting.member, club.member, club.told) == (True, first, first, ["member.refused"])

    club.time.passes(1)
    joined = club.join().member

    assert (joined.id, joined.version, joined.created_at) == (first.id, 2, first.created_at)
    assert (joined.state, joined.reasons, joined.retry_at) == (Membership.ACTIVE, (), None)
    assert (club.told, len(club.history)) == (["member.refused", "member.joined"], 2)


@pytest.mark.parametrize(("market", "retry_at"), [("CA", "2027-02-01T05:00:00Z"), ("BR", None)])
def test_a_closed_market_alone_costs_no_thirty_days(club: Club, market: str, retry_at: str | None) -> None:
    club.profile(market=market)
    club.know()

    member = club.join().member

    assert member.reasons == (Rule.MARKET_OPEN,)
    assert member.retry_at == (retry_at and parse_time(retry_at))
    assert club.join().waits is bool(retry_at)


def test_whose_age_is_not_known_yet_joins_as_soon_as_it_is(club: Club) -> None:
    club.know(birth_date=None)
    member = club.join().member
    assert (member.state, member.reasons, member.retry_at) == (Membership.REFUSED, (Rule.AGE,), None)
    assert (club.join().member, club.told) == (member, ["member.refused"])

    club.know()
    assert club.join().member.state is Membership.ACTIVE


def test_who_opens_joins_when_the_day_begins_there(club: Club) -> None:
    club.profile(market="CA", last_posted_at=parse_time("2027-02-01T04:00:00Z"))
    club.know()
    opens = club.join().member.retry_at
    assert opens
    club.time.now = opens - 1
    assert club.join().waits

    club.time.now = opens
    assert club.join().member.state is Membership.ACTIVE


def test_a_member_and_a_suspended_one_can_only_leave(club: Club) -> None:
    club.know()
    club.join()
    for _ in range(2):
        with pytest.raises(Conflict, match="is a member already") as told:
            club.join()
        assert told.value.allowed == ("leave",)
        club.know(standing=Standing.LOST)
    assert club.told == ["member.joined", "member.suspended"]


def test_wrong_terms_unknown_creators_and_those_of_others_change_nothing(club: Club) -> None:
    club.know()
    other = club.office.caller(Role.CREATOR, creator_id="c2")
    brand = club.office.caller(Role.BRAND)
    with pytest.raises(InvalidInput, match="terms_version: is '2026-11' now"):
        club.joining.join("c1", terms_version="2025-01", by=club.creator)
    for by, whom in ((other, "c1"), (other, "c2"), (club.operator, "nobody"), (club.operator, "export")):
        with pytest.raises(NotFound, match=f"there is no creator {whom}"):
            club.joining.join(whom, terms_version="2026-11", by=by)
    for refuses in (lambda: club.join(by=brand), lambda: club.members.get("c1", by=brand)):
        with pytest.raises(Forbidden, match="creators and operators can"):
            refuses()
    assert (club.members.page(after="", limit=9, by=club.operator), club.overlay) == ([], {})


def test_members_are_listed_by_market_for_operators(club: Club) -> None:
    for name, market in (("c1", "DE"), ("c2", "FR"), ("c3", "DE")):
        club.people.known[name] = replace(PERSON, creator_id=name, market=market)
        club.joining.join(name, terms_version="2026-11", by=club.operator)

    every = club.members.page(after="", limit=2, by=club.operator)
    rest = club.members.page(after=every[-1].id, limit=2, by=club.operator)
    assert [one.creator_id for one in (*every, *rest)] == ["c1", "c2", "c3"]
    germans = club.members.page(after="", limit=9, market="DE", by=club.operator)
    assert [one.creator_id for one in germans] == ["c1", "c3"]
    with pytest.raises(Forbidden):
        club.members.page(after="", limit=9, by=club.creator)


def test_no_gifts_are_shown_of_who_speaks_for_a_party_though_they_were_held_before(club: Club) -> None:
    club.profile(monetisation=(Feature.LIVE_GIFTS, Feature.TIPS))
    club.know()
    club.join()

    club.know(affiliation=Affiliation.PARTY)
    assert club.overlay["monetisation"] == ["marketplace", "tips"]
    club.know()
    assert club.overlay["monetisation"] == sorted([*GIVEN, "tips"])
