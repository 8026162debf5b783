"""Of many who do something to one membership at the same moment, is nothing done twice, and no loss missed?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from marketplace.creators.times import DAY
from marketplace.errors import NotFound
from marketplace.programme.member import Member, Membership
from marketplace.programme.person import Standing
from tests.contract.test_deals_races import Act, outcomes
from tests.creators import NOW
from tests.members import FACTS, PERSON, Club

ROUNDS = 12
LOST = replace(FACTS, standing=Standing.LOST, as_of=NOW - DAY + 1)


def crowd(club: Club) -> list[str]:
    """Some creators who may join, each of whom is raced for by itself."""
    names = [f"r{n}" for n in range(ROUNDS)]
    for name in names:
        club.people.known[name] = replace(PERSON, creator_id=name)
        club.know(creator_id=name)
    return names


def joining(club: Club, name: str) -> Act:
    """Somebody's joining, by an operator."""
    return lambda: club.joining.join(name, terms_version="2026-11", by=club.operator)


def member(club: Club, name: str) -> Member | None:
    """What somebody became."""
    try:
        return club.members.get(name, by=club.operator)
    except NotFound:
        return None


def test_of_many_who_let_one_join_at_once_one_does(club: Club) -> None:
    club.know()
    found = outcomes([club.join] * 16)

    assert found == {"won": 1, "Conflict": 15}
    assert (club.member.version, len(club.history), club.told) == (1, 1, ["member.joined"])


def test_of_whom_nothing_is_known_one_member_is_made_and_refused_once(club: Club) -> None:
    found = outcomes([club.join] * 16)

    assert found == {"won": 16}
    assert (club.member.state, club.member.version) == (Membership.REFUSED, 1)
    assert (len(club.history), club.told) == (1, ["member.refused"])


def raced(club: Club, act: Callable[[str], Act]) -> list[Member | None]:
    """What became of each who joined while something else was done to it."""
    names = crowd(club)
    acts = [one for name in names for one in (joining(club, name), act(name))]
    outcomes(acts, threads=8)
    return [member(club, name) for name in names]


def test_whoever_joins_while_its_standing_is_lost_is_no_active_member(club: Club) -> None:
    found = raced(club, lambda name: lambda: club.know(LOST, creator_id=name))

    assert {one.state for one in found if one} <= {Membership.SUSPENDED, Membership.REFUSED}
    assert len([one for one in found if one]) == ROUNDS


def test_whoever_joins_while_a_night_suspends_others_is_there_once(club: Club) -> None:
    names = crowd(club)
    for name in names:
        joining(club, name)()
    businesses = {name: replace(PERSON, creator_id=name, account_type="business") for name in names}
    acts: list[Act] = [lambda: club.followers.follow(businesses, now=club.time())] * 4
    acts += [lambda name=name: club.members.leave(name, expected=None, by=club.operator) for name in names]
    acts += [lambda name=name: club.know(LOST, creator_id=name) for name in names]
    outcomes(acts, threads=8)

    found = [member(club, name) for name in names]
    assert {one.state for one in found if one} == {Membership.LEFT}
    assert not [one for who in found if who for one in who.features if one.now]
    with club.records.reading() as records:
        assert {str(one.fields) for one in records.overlays.of(names).values()} == {"{'creator_next': False}"}


@pytest.mark.parametrize("leaves_first", [True, False])
def test_whoever_is_erased_while_it_joins_is_no_member(club: Club, leaves_first: bool) -> None:
    club.know()
    acts: list[Act] = [lambda: club.leaving.erase(by=club.creator), lambda: _quietly(club)]
    outcomes(acts if leaves_first else acts[::-1], threads=2)

    found = member(club, "c1")
    assert found is None or found.state is Membership.LEFT
    assert club.overlay == {"hidden": True}


def _quietly(club: Club) -> None:
    try:
        club.join(by=club.operator)
    except NotFound:
        return
