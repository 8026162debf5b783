"""How is a market mended where it differs? From the records of its feed, read again, once all of them are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

from indexer.applying import Alone
from indexer.changes import Edit
from indexer.changing import Changing
from indexer.credible import Limits, check_repair
from indexer.ports import Feed, IndexWriter
from indexer.report import Tally
from indexer.seen import Outcome, Seen
from indexer.standing import Standing, Stored
from indexer.state import SyncState
from indexer.verifying.comparison import Comparison
from indexer.verifying.expected import Wanted
from indexer.verifying.findings import Findings
from indexer.verifying.judging import is_passed_over
from indexer.verifying.mended import Made, Mended
from indexer.verifying.reading import Reading
from marketplace.creators.creator import Profile, Ready
from marketplace.errors import SyncError


@dataclass
class Repairing:
    """One market being mended under the writer's lock, from the feed that was compared.

    `touched` are the markets that gained or lost somebody.
    """

    reading: Reading
    writer: IndexWriter
    findings: Findings
    limits: Limits
    feed: Feed
    touched: set[str] = field(default_factory=set)

    @property
    def market(self) -> str:
        """Which market it is."""
        return self.reading.market

    def run(self, found: Comparison, *, tally: Tally, mended: Mended) -> None:
        """Mend what was found; raises, with nothing changed, when the feed fails or is not to be believed."""
        self._check(found, tally)
        with Seen() as seen, closing(Alone(self.writer)) as alone:
            if found.faults:
                making = mended.making_ready(self.writer.making_ready())
                self.reading.into(mended, seen, feed=self.feed, making_ready=making)
                with alone.changing() as changing:
                    for ways in self.findings.wrong():
                        self._mend(changing, self._made(list(ways), mended, seen=seen), ways=ways, live=self.feed.live)
            self.touched.add(self.market)
            self._count(alone)

    def _check(self, found: Comparison, tally: Tally) -> None:
        state = self.writer.states().get(self.market)
        if state is None:
            raise SyncError(f"{self.market} is not published: sync it first")
        if found.outdated or (found.creators and not found.counts.engine):
            raise SyncError(f"{self.market} was made with other topics, rates or columns: sync it")
        check_repair(tally, self.limits, gone=found.extra.count, published=found.counts.engine)

    def _made(self, ids: list[str], mended: Mended, *, seen: Seen) -> dict[str, Made]:
        gone = {one for one, sighting in seen.find(ids).items() if sighting.outcome is Outcome.DELETED}
        return {one: made for one, made in mended.find(ids).items() if one not in gone}

    def _mend(self, changing: Changing, made: Mapping[str, Made], *, ways: Mapping[str, str], live: bool) -> None:
        known = changing.standing(list(ways))
        right = {
            one: what
            for one, what in made.items()
            if not is_passed_over(known[one], _wanted(what), market=self.market, live=live)
        }
        self._untwine(changing, list(ways), right=right)
        known = changing.standing(list(ways))
        edits = [
            self._edit(one, known[one], made=right.get(one)) for one in ways if ways[one] != "missing" or one in right
        ]
        self._apply(changing, [edit for edit in edits if edit.before != edit.after or edit.ready])

    def _untwine(self, changing: Changing, ids: list[str], *, right: Mapping[str, Made]) -> None:
        """Leave each creator in one market: the newest, but not in this one when its feed has them no more."""
        copies = {one: list(found) for one, found in self.writer.copies(ids).items() if len(found) > 1}
        while copies:
            known = changing.standing(list(copies))
            edits = []
            for one, found in copies.items():
                goes = next((copy for copy in found if copy.market == self.market and one not in right), found[-1])
                found.remove(goes)
                withheld = known[one].withheld
                edits.append(Edit(one, Standing(goes, withheld), Standing(found[0], withheld)))
            self._apply(changing, edits)
            changing.commit()
            copies = {one: found for one, found in copies.items() if len(found) > 1}

    def _edit(self, creator_id: str, before: Standing, *, made: Made | None) -> Edit:
        """From what is known to what the feed says, though the version may be the same."""
        withheld = replace(before.withheld, hidden=made if isinstance(made, Profile) else None)
        if isinstance(made, Ready):
            place = before.shown.place if before.shown and before.shown.market == self.market else None
            shown = Stored(self.market, made.version, made.overlay, place=place)
            return Edit(creator_id, before, Standing(shown, withheld), made)
        if made is None and before.shown and before.shown.market != self.market:
            return Edit(creator_id, before, before)  # there is nobody here any more, and the others are not ours
        return Edit(creator_id, before, Standing(None, withheld))

    def _apply(self, changing: Changing, edits: list[Edit]) -> None:
        for edit in edits:
            self.touched |= {one.market for one in (edit.before.shown, edit.after.shown) if one}
        changing.apply(edits)

    def _count(self, alone: Alone) -> None:
        """Let all be seen, and the states tell how many creators the engine has then."""
        with alone.changing() as changing:
            changing.commit()
            changing.commit(list(self._states(alone.states())))

    def _states(self, states: Mapping[str, SyncState]) -> Iterator[SyncState]:
        for market in sorted(self.touched & states.keys()):
            count = self.writer.count(market)
            if states[market].creators != count:
                yield replace(states[market], creators=count)


def _wanted(made: Made) -> Wanted:
    return Wanted(made.version, made.overlay, isinstance(made, Profile))
