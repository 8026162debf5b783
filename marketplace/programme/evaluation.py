"""Who of a market may join, all of it looked at in one pass, and who could before and can't now, or the other way?

What is written are differences. The pass of a market that was never looked at before only fills what they are from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from marketplace.programme.directory import READ, person_of
from marketplace.programme.eligibility import verdict
from marketplace.programme.evaluation_ports import Evaluations, Following
from marketplace.programme.evaluation_report import GONE, Changed, Summary, report
from marketplace.programme.person import unknown
from marketplace.programme.rules import Rules
from marketplace.programme.screening import screen_of
from marketplace.search.engine import Engine
from marketplace.search.page import Documents

KEPT_AT_ONCE = 5_000
"""Creators of one transaction."""


@dataclass(frozen=True)
class Evaluation:
    """Looks at all creators of a market; `now` gives microseconds, `reports` is the folder of the reports.

    `following` are told of everybody on the way.
    """

    engine: Engine
    records: Evaluations
    rules: Rules
    reports: Path
    now: Callable[[], int]
    following: Sequence[Following] = ()

    def evaluate(self, market: str, *, first: bool, renew: Callable[[], None]) -> Summary:
        """Look at everybody of a market, by the day it has at the beginning; `renew` is called again and again.

        `first` where it was never done. Markets that are not open are looked at likewise: nobody may join, and members
        who moved there are followed. Raises EngineUnavailable, and StoreUnavailable, for the report too.
        """
        began = self.now()
        with self.records.reading() as records:
            seen = _Seen(records.eligibles.of(market), first=first)
        for documents in self.engine.of_market(market, fields=READ):
            self._look(documents, market=market, seen=seen, now=began)
            renew()
        seen.end()
        return self._kept(market, seen, began=began)

    def _look(self, documents: Documents, *, market: str, seen: _Seen, now: int) -> None:
        people = {str(one["id"]): person_of(one) for one in documents}
        for one in self.following:
            one.follow(people, now=now)
        with self.records.reading() as records:
            known = records.facts.of(people)
        screen = screen_of(self.rules.markets[market], now=now)
        for creator_id, person in people.items():
            facts = known.get(creator_id) or unknown(creator_id)
            if screen.lets(person, facts):
                seen.note_eligible(creator_id)
            elif seen.note_other(creator_id):
                seen.note_lost(creator_id, verdict(person, facts, rules=self.rules, now=now).failed)

    def _kept(self, market: str, seen: _Seen, *, began: int) -> Summary:
        """Keep the differences and their report together: one without the other would be lost, or told twice."""
        summary = Summary(
            market=market,
            day=self.rules.markets[market].day(began).isoformat(),
            evaluated=seen.evaluated,
            eligible=seen.eligible,
            became_eligible=sum(one.eligible for one in seen.changed),
            no_longer_eligible=sum(not one.eligible for one in seen.changed),
            took_ms=(self.now() - began) // 1_000,
            first=seen.first,
        )
        for some in seen.fill():
            with self.records.writing() as records:
                records.eligibles.add_all(market, some)
        with self.records.writing() as records:
            records.eligibles.add_all(market, seen.added)
            records.eligibles.remove_all(market, seen.removed)
            report(self.reports, summary, changed=seen.changed)
        return summary


@dataclass
class _Seen:
    """What a pass found so far, held against who could join before."""

    before: frozenset[str]
    first: bool
    evaluated: int = 0
    eligible: int = 0
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._missing = {*self.before}

    def note_eligible(self, creator_id: str) -> None:
        """Take down who may join."""
        self.evaluated += 1
        self.eligible += 1
        if creator_id in self.before:
            self._missing.discard(creator_id)
        else:
            self.added.append(creator_id)
            self._change(Changed(creator_id, eligible=True))

    def note_other(self, creator_id: str) -> bool:
        """Take down who may not; whether they could before."""
        self.evaluated += 1
        return creator_id in self.before

    def note_lost(self, creator_id: str, reasons: Sequence[str]) -> None:
        """Take down why they may no more."""
        self._missing.discard(creator_id)
        self.removed.append(creator_id)
        self._change(Changed(creator_id, eligible=False, reasons=tuple(reasons)))

    def end(self) -> None:
        """Take down who did not come by: they left the market, or are hidden."""
        for one in sorted(self._missing):
            self.note_lost(one, (GONE,))

    def fill(self) -> Iterator[Sequence[str]]:
        """Of a market's first pass, which nobody is told of, take out who is to be kept: so many at a time.

        They may be most of a market, and SQLite would keep all others who write waiting.
        """
        while self.first and self.added:
            some, self.added = self.added[:KEPT_AT_ONCE], self.added[KEPT_AT_ONCE:]
            yield some

    def _change(self, changed: Changed) -> None:
        if not self.first:
            self.changed.append(changed)
