"""How is a market's feed compared with its index? By checksums, where these differ by id, and a sample by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from indexer.ports import Feed, IndexWriter
from indexer.report import Tally
from indexer.seen import Seen
from indexer.standing import Stored
from indexer.state import SyncState
from indexer.verifying.buckets import ALL, Checksums, bucket_of
from indexer.verifying.comparison import SHOWN_FIELDS, Comparison, Counts, Difference, Sampled
from indexer.verifying.expected import Expected, Wanted
from indexer.verifying.findings import Findings
from indexer.verifying.judging import Judging
from indexer.verifying.reading import Reading
from indexer.verifying.sampling import Sampling, differences
from indexer.verifying.walked import Walked
from marketplace.creators.creator import Profile, Version

AT_ONCE = 1_000
NOTHING_READ = Tally()
T = TypeVar("T")


@dataclass
class Comparing:
    """One market being compared; `feed` and `tally` are what was read, `walked` whom the markets before it have."""

    reading: Reading
    writer: IndexWriter
    expected: Expected
    findings: Findings
    walked: Walked
    tally: Tally = NOTHING_READ
    feed: Feed | None = None

    @property
    def market(self) -> str:
        """Whose feed it is."""
        return self.reading.market

    def run(self, sampling: Sampling, *, seed: int, outdated: bool) -> Comparison:
        """Read the feed, walk the index, and look closer where they differ."""
        state = self.writer.states().get(self.market)
        with Seen() as seen:
            feed = self.feed = self.reading.source.feed(self.market)
            self.tally = self.reading.into(self.expected, seen, feed=feed, making_ready=sampling.ready)
            self.expected.settle(seen)
            judging = Judging(self.writer, seen, feed, state, self.findings)
            buckets = self._buckets()
            if buckets:
                self._look_closer(buckets, judging)
            self._compare_hidden(judging)
        sampled = Sampled(seed=seed) if outdated else self._sample(sampling, seed=seed)
        creators = self.expected.count() - judging.passed_over
        found = Comparison(market=self.market, creators=creators, buckets=len(buckets), sampled=sampled)
        differing: dict[str, Any] = dict(self.findings.differing)
        found = replace(found, outdated=outdated, **differing)
        return self._counted(found, state, live=feed.live)

    def _counted(self, found: Comparison, state: SyncState | None, *, live: bool) -> Comparison:
        """With the counts; those of a live feed may have moved on since its state was kept."""
        counts = Counts(
            feed=found.creators, state=state.creators if state else None, engine=self.writer.count(self.market)
        )
        return replace(found, counts=counts, counts_agree=live or state is None or state.creators == counts.engine)

    def _buckets(self) -> frozenset[int]:
        """The buckets that differ."""
        wanted, found = Checksums(), Checksums()
        for some in self.expected.shown():
            for one, what in some:
                wanted.add(one, what.version, overlay=what.overlay, market=self.market)
        for walked in batches(self.writer.versions(self.market)):
            for one, stored in walked:
                found.add(one, stored.version, overlay=stored.overlay, market=stored.market)
            self._note_twice([one for one, _ in walked])
        return wanted.differing(found)

    def _note_twice(self, ids: list[str]) -> None:
        suspects = self.walked.add(self.market, ids)
        copies = self.writer.copies(suspects) if suspects else {}
        twice = [one for one in suspects if len(copies.get(one, ())) > 1]
        if twice:
            self.findings.add("twice", twice)

    def _look_closer(self, buckets: frozenset[int], judging: Judging) -> None:
        walk = ((one, stored) for one, stored in self.writer.versions(self.market) if bucket_of(one) in buckets)
        for some in batches(walk):
            found = dict(some)
            wanted = self.expected.find(list(found))
            self.expected.meet([one for one, what in wanted.items() if not what.hidden])
            if extra := {one: stored for one, stored in found.items() if one not in wanted}:
                judging.added(extra)
            if different := {one: (what, found[one]) for one, what in wanted.items() if not self._is(what, found[one])}:
                judging.different(different)
        for lacking in self.expected.unmet(buckets, hidden=False):
            judging.lacking(lacking, way="missing")

    def _is(self, wanted: Wanted, stored: Stored) -> bool:
        return not wanted.hidden and stored.market == self.market and stored.age == wanted.age

    def _compare_hidden(self, judging: Judging) -> None:
        """Those who are kept and not shown must be kept as the feed and the overlay say."""
        for some in batches(self.writer.hidden()):
            kept = {one: what.hidden for one, what in some if what.hidden and what.hidden.market == self.market}
            wanted = self.expected.find(list(kept))
            right = [one for one, what in wanted.items() if what.hidden and what.age == _age(kept[one])]
            self.expected.meet(right)
            for one in kept.keys() - wanted.keys():  # the feed has them no more
                self.findings.add("hidden", [one])
        for lacking in list(self.expected.unmet(ALL, hidden=True)):
            known = self.findings.known([one for one, _ in lacking])  # who shows
            judging.lacking([(one, wanted) for one, wanted in lacking if one not in known], way="hidden")

    def _sample(self, sampling: Sampling, *, seed: int) -> Sampled:
        chosen, altered, told = sampling.chosen(), [], list[Difference]()
        differing = self.findings.known(list(chosen))
        sound = {one: ready for one, ready in chosen.items() if one not in differing}
        compared = 0
        for some in batches(sound):
            held = self.writer.contents(self.market, some)
            compared += len(held)
            for one in held:
                if found := list(differences(one, self.writer.contents_of(sound[one]), held=held[one])):
                    altered.append(one)
                    told += found
        self.findings.add("altered", altered)
        return Sampled(creators=compared, seed=seed, differences=tuple(told[:SHOWN_FIELDS]))


def batches(found: Iterable[T]) -> Iterator[list[T]]:
    """All of them, many at a time."""
    rest = iter(found)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _age(profile: Profile) -> tuple[Version, int]:
    return profile.version, profile.overlay
