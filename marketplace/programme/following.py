"""What becomes of members when facts, profiles or rules change? They are suspended, come back, and get more features.

An account that an operator suspends keeps its membership: what its creator earns meanwhile is its own. Who moves to a
market in which the programme is not open stays a member: it keeps the features that are offered there, gets no more,
and what happens on days on which the market is closed is for who takes events to refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from marketplace.deals.sides import SYSTEM
from marketplace.programme.becoming import IN, Look, followed
from marketplace.programme.eligibility import verdict
from marketplace.programme.member import Member, Membership
from marketplace.programme.noting import Action, Step, next_version, note, show
from marketplace.programme.person import Facts, Person, unknown
from marketplace.programme.ports import Programme, ProgrammeRecords
from marketplace.programme.rules import Rules

AT_ONCE = 20
"""Members of one transaction: on SQLite it keeps all others who write waiting."""


@dataclass(frozen=True)
class Followers:
    """Lets members follow what is true of them."""

    records: Programme
    rules: Rules

    def of_facts(self, records: ProgrammeRecords, facts: Sequence[Facts], *, now: int) -> None:
        """Follow facts that were just put in this transaction, from when on they are true.

        Members and overlays are taken: call it once a transaction, as the last thing that takes anything.
        """
        known = {one.creator_id: one for one in facts}
        steps = [
            step
            for member in records.members.take(known).values()
            if (step := self._step(member, self._by_facts(member, known[member.creator_id], now=now), now=now))
        ]
        _keep(records, steps)

    def follow(self, people: Mapping[str, Person], *, now: int) -> int:
        """Follow what profiles say by now, and the rules; how many members became something else.

        Raises StoreUnavailable, some having followed.
        """
        with self.records.reading() as records:
            members = records.members.those(people)
            steps = self._steps(records, members.values(), people=people, now=now)
        changing = sorted(one.after.creator_id for one in steps)
        return sum(self._follow_some(some, people=people, now=now) for some in _parts(changing))

    def _follow_some(self, creator_ids: Sequence[str], *, people: Mapping[str, Person], now: int) -> int:
        with self.records.writing() as records:
            members = records.members.take(creator_ids)
            steps = self._steps(records, members.values(), people=people, now=now)  # as they are by now
            _keep(records, steps)
        return len(steps)

    def _steps(
        self, records: ProgrammeRecords, members: Iterable[Member], *, people: Mapping[str, Person], now: int
    ) -> list[Step]:
        inside = [one for one in members if one.state in IN]
        facts = records.facts.of([one.creator_id for one in inside]) if inside else {}
        return [*self._by_profiles(inside, facts, people=people, now=now)]

    def _by_profiles(
        self, members: Iterable[Member], facts: Mapping[str, Facts], *, people: Mapping[str, Person], now: int
    ) -> Iterator[Step]:
        for one in members:
            known = facts.get(one.creator_id) or unknown(one.creator_id)
            found = verdict(people[one.creator_id], known, rules=self.rules, now=now)
            if step := self._step(one, Look(found=found, at=now, whole=True), now=now):
                yield step

    def _by_facts(self, member: Member, facts: Facts, *, now: int) -> Look:
        nobody = Person(creator_id=member.creator_id, market=member.market, followers=0)
        found = verdict(nobody, facts, rules=self.rules, now=now)
        return Look(found=found, at=min(facts.as_of, now), whole=False)

    def _step(self, before: Member, look: Look, *, now: int) -> Step | None:
        after = followed(before, look)
        if after == before:
            return None
        after = next_version(before, after, now=now)
        return Step(before=before, after=after, action=_action(before, after), by=SYSTEM)


def _action(before: Member, after: Member) -> Action:
    if before.state is after.state:
        return Action.FOLLOW
    return Action.SUSPEND if after.state is Membership.SUSPENDED else Action.REINSTATE


def _keep(records: ProgrammeRecords, steps: Sequence[Step]) -> None:
    for one in steps:
        records.members.replace(one.after)
    note(records, steps)
    show(records, steps)


def _parts(creator_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (creator_ids[n : n + AT_ONCE] for n in range(0, len(creator_ids), AT_ONCE))
