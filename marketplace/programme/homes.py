"""Of whom are events? Members, creators whom the index finds, and those of whom an event was taken before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.programme.admitting import Home
from marketplace.programme.person import Affiliation, Person
from marketplace.programme.ports import People, ProgrammeRecords
from marketplace.programme.told import Reversal, ToldEvent

ASKED_AT_ONCE = 200
"""Creators who are asked of the index."""


def homes_of(records: ProgrammeRecords, told: Sequence[ToldEvent], *, people: People) -> Mapping[str, Home]:
    """What is known of the creators of some events; the index is asked for those alone who never were members.

    Whom they speak for is asked of those who may earn by what the programme did not give them.
    """
    whose = sorted({one.creator_id for one in told})
    members = records.members.those(whose)
    strangers = [one for one in whose if one not in members or not members[one].features]
    persons = _found(people, strangers)
    facts = records.facts.of([*strangers, *(name for name, one in members.items() if one.held_before)])
    gone = {one for one in strangers if one not in persons and one not in members}
    # what was credited to somebody who can be found no more is reversed all the same
    reverses = [name for one in told if (name := reversed_by(one)) and one.creator_id in gone]
    markets = {one.creator_id: one.market for one in records.happenings.those(reverses).values()}
    speaks_for = {name: one.affiliation for name, one in facts.items()}
    return {
        one: Home(members.get(one), persons.get(one), markets.get(one), speaks_for.get(one, Affiliation.NONE))
        for one in whose
    }


def reversed_by(told: ToldEvent) -> str | None:
    """The id of what an event reverses; None where it is no reversal."""
    return told.content.reverses if isinstance(told.content, Reversal) else None


def _found(people: People, creator_ids: Sequence[str]) -> Mapping[str, Person]:
    found: dict[str, Person] = {}
    for n in range(0, len(creator_ids), ASKED_AT_ONCE):
        found |= people.find(creator_ids[n : n + ASKED_AT_ONCE])
    return found
