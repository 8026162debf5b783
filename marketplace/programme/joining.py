"""How does a creator join Creator Next? It consents to the terms, and is a member at once, or told what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.creators.overlays import is_id
from marketplace.creators.times import MICROSECONDS
from marketplace.deals.access import check_side
from marketplace.deals.sides import Actor, Side, actor_of, side_of
from marketplace.errors import Conflict, InvalidInput, NotFound, Problem
from marketplace.programme.becoming import IN, joined, refused
from marketplace.programme.eligibility import Check, verdict
from marketplace.programme.member import Consent, Member, Membership
from marketplace.programme.noting import Action, Step, next_version, note, show
from marketplace.programme.person import Facts, Person, unknown
from marketplace.programme.ports import People, Programme, ProgrammeRecords
from marketplace.programme.rules import Feature, Rules
from marketplace.programme.shown_member import allowed, waits

SETTLING = 600 * MICROSECONDS
"""After somebody left searches may still say for a while what the programme said of it."""


@dataclass(frozen=True)
class Answered:
    """What became of asking to join: the member, and the rules that are not passed where it was refused.

    `waits` is whether it was refused before and may not ask again yet, so that nothing was done.
    """

    member: Member
    failed: tuple[Check, ...] = ()
    waits: bool = False

    @property
    def is_in(self) -> bool:
        """Whether it joined."""
        return self.member.state is Membership.ACTIVE


class Joining:
    """Lets creators join; raises Forbidden for brands, NotFound for other creators than one's own."""

    def __init__(self, records: Programme, makers: Makers, *, rules: Rules, people: People) -> None:
        self._records = records
        self._makers = makers
        self._rules = rules
        self._people = people

    def find(self, creator_id: str) -> Mapping[str, Person]:
        """What must be known of a creator who asks to join; raises EngineUnavailable."""
        return self._people.find([creator_id]) if is_id(creator_id) else {}

    def join(
        self, creator_id: str, *, terms_version: str, by: Caller, found: Mapping[str, Person] | None = None
    ) -> Answered:
        """Join, or be refused, which is kept too; `found` is what `find` gave, where that was asked before.

        Raises InvalidInput for other terms, NotFound for who can't be found, Conflict for who is a member.
        """
        check_side(by, Side.CREATOR, Side.OPERATOR, what="join Creator Next")
        if side_of(by) is Side.CREATOR and by.account.creator_id != creator_id:
            raise _nobody(creator_id)
        if terms_version != self._rules.terms_version:
            detail = f"is {self._rules.terms_version!r} now: read those terms, then say that"
            raise InvalidInput(Problem("terms_version", detail))
        person = (self.find(creator_id) if found is None else found).get(creator_id)
        if person is None:
            raise _nobody(creator_id)
        with self._records.writing() as records:
            # who leaves for ever takes its account first: it waits for us, or we see that it has left
            if creator_id in records.hidings.among([creator_id]):
                raise _nobody(creator_id)
            return self._asked(records, person, by=actor_of(by))

    def _asked(self, records: ProgrammeRecords, person: Person, *, by: Actor) -> Answered:
        # facts are taken before members, as whoever puts facts does; so no change of them is missed
        facts = records.facts.take(person.creator_id) or unknown(person.creator_id)
        before = records.members.get(person.creator_id)
        now = self._makers.now()
        if before is None:
            new = self._new(person, now=now)
            step, answered = self._decided(records, new, person=person, facts=facts, by=by)
            if records.members.add(step.after):
                return _done(records, step, answered=answered)
            before = records.members.get(person.creator_id)  # somebody else was quicker by a moment
            assert before
        if before.state in IN:
            raise Conflict(f"the creator {person.creator_id} is a member already", allowed=allowed(before, now=now))
        if waits(before, now=now):
            return Answered(before, waits=True)
        step, answered = self._decided(records, before, person=person, facts=facts, by=by)
        if _is_same(before, step.after):
            return replace(answered, member=before)
        records.members.replace(step.after)
        return _done(records, step, answered=answered)

    def _decided(
        self, records: ProgrammeRecords, before: Member, *, person: Person, facts: Facts, by: Actor
    ) -> tuple[Step, Answered]:
        """What becomes of somebody who asks; version 0 is who was nobody before."""
        now, known = self._makers.now(), before if before.version else None
        found = verdict(person, facts, rules=self._rules, now=now)
        if found.eligible:
            consent = Consent(terms_version=self._rules.terms_version, at=now, by=by)
            held = _held_before(records, known, person=person, now=now)
            after = joined(before, found, consent=consent, held_before=held)
        else:
            after = refused(before, found, rules=self._rules, now=now)
        after = next_version(before, after, now=now)
        failed = tuple(one for one in found.checks if not one.passed)
        action = Action.JOIN if found.eligible else Action.REFUSE
        return Step(before=known, after=after, action=action, by=by), Answered(after, failed)

    def _new(self, person: Person, *, now: int) -> Member:
        return Member(
            id=self._makers.make_id("mbr"),
            creator_id=person.creator_id,
            market=person.market,
            state=Membership.REFUSED,
            version=0,
            created_at=now,
            updated_at=now,
        )


def _is_same(before: Member, after: Member) -> bool:
    """Whether somebody is refused once more by the same rules, which is no news to anybody."""
    refused = before.state is after.state is Membership.REFUSED
    return refused and (before.reasons, before.retry_at) == (after.reasons, after.retry_at)


def _done(records: ProgrammeRecords, step: Step, *, answered: Answered) -> Answered:
    note(records, [step])
    show(records, [step])
    return answered


def _held_before(records: ProgrammeRecords, before: Member | None, *, person: Person, now: int) -> tuple[Feature, ...]:
    """The features of the profile without what the programme says, or said a moment ago: then those of that time."""
    if before is not None and before.joined_at is not None:
        overlay = records.overlays.of([person.creator_id]).get(person.creator_id)
        just_left = before.left_at is not None and now < before.left_at + SETTLING
        if just_left or (overlay and "monetisation" in overlay.fields):
            return before.held_before
    return person.monetisation


def _nobody(creator_id: str) -> NotFound:
    return NotFound(f"there is no creator {creator_id}")
