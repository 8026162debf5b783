"""How are events taken? A call is one transaction: each is kept once for ever, and takes effect with all it changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from marketplace.accounts.account import HiddenFor
from marketplace.programme.admitting import Admission
from marketplace.programme.crediting import Crediting
from marketplace.programme.deciding import Judged, Known, decided, duplicate
from marketplace.programme.happening import Happening, HappeningType
from marketplace.programme.homes import homes_of, reversed_by
from marketplace.programme.person import Facts
from marketplace.programme.ports import People, Programme, ProgrammeRecords
from marketplace.programme.posting import post
from marketplace.programme.reading import read
from marketplace.programme.rules import Rules
from marketplace.programme.told import Code, Refused, ToldEvent
from marketplace.programme.transfer import Entry, Transfer
from marketplace.programme.truth import facts_of

MAX_EVENTS = 1_000
"""Of one call."""


class FactsFollower(Protocol):
    """Does what follows when facts of creators are others: members are suspended, or find the way back."""

    def of_facts(self, records: ProgrammeRecords, facts: Sequence[Facts], *, now: int) -> None:
        """Act on facts that are kept by now, in the transaction that keeps them; wallets of theirs are taken."""
        ...


@dataclass(frozen=True)
class Taken:
    """How many events were taken, now or before, and by their places in the call those that were not."""

    accepted: int
    refused: Mapping[int, Refused]


@dataclass(frozen=True, kw_only=True)
class Taking:
    """Takes events; `now` gives microseconds."""

    records: Programme
    people: People
    rules: Rules
    follower: FactsFollower
    now: Callable[[], int]

    def take(self, given: Sequence[object]) -> Taken:
        """Take some events as JSON has them, `MAX_EVENTS` at most; raises StoreUnavailable and EngineUnavailable.

        What is refused is not kept. An event that is known by its id is accepted, and done no second time.
        """
        now, events = self.now(), [read(one) for one in given]
        told = [one for one in events if isinstance(one, ToldEvent)]
        with self.records.reading() as records:
            homes = homes_of(records, told, people=self.people)
        admission = Admission(self.rules, now)
        judged = [
            one if isinstance(one, Refused) else (one, admission.admit(one, homes[one.creator_id])) for one in events
        ]
        with self.records.writing() as records:
            refused = self._settle(records, judged, now=now)
        return Taken(len(events) - len(refused), dict(sorted(refused.items())))

    def _settle(self, records: ProgrammeRecords, judged: Sequence[Judged], *, now: int) -> dict[int, Refused]:
        """Keep what is new with all that comes of it; why the others are refused."""
        told = [one for one in judged if not isinstance(one, Refused)]
        wallets = records.wallets.take({one.creator_id for _, one in told if isinstance(one, Happening)}, at=now)
        judged = _not_of_the_gone(records, judged)
        known = _known(records, [one for one, _ in told])
        refused, kept = decided(judged, known=known)
        fresh = records.happenings.add_all([*kept.values()])
        refused |= _overtaken(records, judged, lost=kept.keys() - fresh)
        tips = _tips(records, kept.values(), known=known)
        crediting = Crediting(self.rules, now, dict(wallets), known, tips)
        for one in kept.values():
            if one.id in fresh:
                crediting.take(one)
        self._keep(records, crediting)
        return refused

    def _keep(self, records: ProgrammeRecords, done: Crediting) -> None:
        """Keep all that events changed."""
        records.happenings.reverse_all(done.undone)
        records.fund.mark(done.viewed, since=done.now)
        changed = [done.wallets[one] for one in sorted(done.changed)]
        facts = facts_of(records, sorted(done.told_of))
        records.facts.put_all(facts)
        if changed:
            post(records, changed, transfers=done.transfers, now=done.now)
        if facts:
            self.follower.of_facts(records, facts, now=done.now)


def _not_of_the_gone(records: ProgrammeRecords, judged: Sequence[Judged]) -> Sequence[Judged]:
    """The same, but without facts of creators who left the marketplace for ever: what was forgotten stays so."""
    told = [one[0] for one in judged if not isinstance(one, Refused)]
    whose = {one.creator_id for one in told if one.type is HappeningType.FACTS}
    hidden = records.hidings.among(whose) if whose else frozenset()
    gone = {one for one in hidden if HiddenFor.ERASED in records.hidings.of(one)}
    return [_unless(one, gone) for one in judged]


def _unless(one: Judged, gone: Collection[str]) -> Judged:
    if isinstance(one, Refused) or one[0].type is not HappeningType.FACTS or one[0].creator_id not in gone:
        return one
    detail = "the creator left the marketplace for ever: no facts of it are kept any more"
    return one[0], Refused(one[0].id, Code.LEFT, detail)


def _known(records: ProgrammeRecords, told: Sequence[ToldEvent]) -> Known:
    """What there is already, read behind the locks of the wallets: whoever reverses what comes now has the same."""
    ids = sorted({one.id for one in told} | {reverses for one in told if (reverses := reversed_by(one))})
    reversals: dict[str, list[Happening]] = {}
    for one in records.happenings.reversing(ids):
        reversals.setdefault(one.reverses or "", []).append(one)
    return Known(records.happenings.those(ids), reversals)


def _overtaken(records: ProgrammeRecords, judged: Sequence[Judged], *, lost: Collection[str]) -> dict[int, Refused]:
    """Events whose ids another call has given meanwhile to events of other creators, which no lock held back."""
    first = records.happenings.those(sorted(lost))
    return {
        n: duplicate(first[one[0].id])
        for n, one in enumerate(judged)
        if not isinstance(one, Refused) and one[0].id in first and first[one[0].id].digest != one[0].digest
    }


def _tips(records: ProgrammeRecords, kept: Iterable[Happening], *, known: Known) -> Mapping[str, Sequence[Transfer]]:
    """What was credited by the tips that are reversed now."""
    targets = [known.happenings.get(one.reverses) for one in kept if one.reverses]
    ids = [one.id for one in targets if one and one.type is HappeningType.TIP]
    found: dict[str, list[Transfer]] = {}
    for one in records.transfers.because_of(ids):
        # other transfers may have a reason that is called the same: a month of the fund is called 2026-11
        if one.entry in (Entry.TIP, Entry.TIP_FEE):
            found.setdefault(one.reason, []).append(one)
    return found
