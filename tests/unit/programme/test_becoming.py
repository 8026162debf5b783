"""Whatever happens to a member, in whatever order, is what it holds and held never in contradiction?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.deals.sides import SYSTEM
from marketplace.programme.becoming import IN, Look, followed, joined, left, refused
from marketplace.programme.eligibility import Rule, verdict
from marketplace.programme.member import Consent, Member, Membership
from marketplace.programme.person import Affiliation, Facts, Person, Standing
from marketplace.programme.reading_rules import load_rules
from marketplace.programme.rules import Feature, Rules
from tests.creators import NOW

MINUTE = 60_000_000
NEW = Member(
    id="mbr_1", creator_id="c1", market="DE", state=Membership.REFUSED, version=0, created_at=NOW, updated_at=NOW
)
PEOPLE = st.builds(
    Person,
    creator_id=st.just("c1"),
    market=st.sampled_from(["DE", "FR", "JP", "BR"]),
    followers=st.sampled_from([9_000, 20_000, 200_000]),
    account_type=st.sampled_from(["creator", "business"]),
    views_30d=st.just(200_000),
    posts_30d=st.just(9),
)
FACTS = st.builds(
    Facts,
    creator_id=st.just("c1"),
    birth_date=st.sampled_from(["1990-01-01", "2007-01-01", "2015-01-01"]),
    standing=st.sampled_from(Standing),
    affiliation=st.sampled_from([Affiliation.NONE, Affiliation.PARTY]),
    live_permission=st.booleans(),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["ask", "leave", "facts", "facts", "night"]), PEOPLE, FACTS, st.integers(0, 9)),
    max_size=12,
)


@cache
def rules() -> Rules:
    """Those that come with the service, but that one market has a single feature."""
    found = load_rules()
    french = replace(found.markets["FR"], features=(Feature.MARKETPLACE,))
    return replace(found, markets={**found.markets, "FR": french})


def step(member: Member, what: str, person: Person, *, facts: Facts, at: tuple[int, int]) -> Member:
    """What a member becomes by a step now, of something that was so already some minutes ago."""
    now, since = at
    if what == "leave":
        return left(member, now=now) if member.state in IN else member
    if what == "ask":
        found = verdict(person, facts, rules=rules(), now=now)
        if member.state in IN:
            return member
        if found.eligible:
            return joined(member, found, consent=Consent(terms_version="1", at=now, by=SYSTEM), held_before=())
        return refused(member, found, rules=rules(), now=now)
    whole = what == "night"
    seen = person if whole else Person(creator_id="c1", market=member.market, followers=0)
    look = Look(found=verdict(seen, facts, rules=rules(), now=now), at=now if whole else since, whole=whole)
    after = followed(member, look)
    assert followed(after, look) == after
    return after


def check(member: Member) -> None:
    """Nobody holds a feature who is not active, and the times in which one was held follow each other."""
    for one in member.features:
        edges = [edge for span in one.spans for edge in (span.since_at, span.until_at) if edge is not None]
        assert edges == sorted(edges)
        assert len(edges) == 2 * len(one.spans) - one.now
        assert not (one.now and (one.lost or member.state is not Membership.ACTIVE))
        assert not one.lost or member.state in IN
    assert bool(member.reasons) is (member.state in (Membership.SUSPENDED, Membership.REFUSED))
    assert member.state is not Membership.SUSPENDED or not [one for one in member.features if one.now]


@settings(max_examples=80, deadline=None)
@given(steps=STEPS)
def test_whatever_happens_a_member_contradicts_itself_never(steps: list[tuple[str, Person, Facts, int]]) -> None:
    member = NEW
    for n, (what, person, facts, ago) in enumerate(steps, start=1):
        now = NOW + n * MINUTE
        member = step(member, what, person, facts=facts, at=(now, now - ago * MINUTE))
        check(member if member != NEW else left(NEW, now=NOW))
        found = verdict(replace(person, market=member.market), facts, rules=rules(), now=now)
        if what in ("facts", "night") and member.state is Membership.ACTIVE:
            held = [one.feature for one in member.features if one.now]
            assert not {*found.lost} - {Rule.ACCOUNT_TYPE}
            assert not [one for one in held if found.lost_of(one)]
