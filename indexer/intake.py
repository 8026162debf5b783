"""Which creators does a feed hold? Its records converted, the newest of each id kept, the rest refused."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

from indexer.conversions import Conversions, Found, Work, in_turn
from indexer.ports import FeedRecord
from indexer.rejects import Reject
from indexer.seen import Outcome, Seen, Sighting
from indexer.standing import NOTHING_WITHHELD, UNKNOWN, Standing, Stored, Withheld, joined, told
from marketplace.creators.creator import Profile, Ready, Tombstone, Version

BATCH = 1_000

Lookup = Callable[[Sequence[str]], Mapping[str, Standing]]
Refuse = Callable[[Reject], None]


class Target(Protocol):
    """What takes the creators; a `Build` does."""

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Build.write`."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        ...

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Build.withhold`."""
        ...


@dataclass(frozen=True)
class Intake:
    """How the records of one market's whole feed are taken in.

    `standing` tells what is known; `refuse` hears of each refused record; `conversions` convert. A `live` feed moves
    while it is read: repeats are to be expected, the versions that lose are passed over unrefused. It may also tell
    late what is known already: tombstones that it told once hold, while a file is all that there is to say of its
    market. `hidden` are the profiles that are withheld, `ended` is what is withheld of those who have left.
    """

    work: Work
    seen: Seen
    standing: Lookup
    refuse: Refuse
    target: Target
    conversions: Conversions = in_turn
    live: bool = False
    hidden: dict[str, Profile] = field(default_factory=dict)
    ended: dict[str, Withheld] = field(default_factory=dict)

    def read(self, records: Iterable[FeedRecord]) -> None:
        """Take all records in; what became of them is in `seen` afterwards."""
        with closing(self._found(records)) as found:
            while batch := list(islice(found, BATCH)):
                self._take(batch)

    def judged(self, found: Ready | Tombstone, line: int, *, known: Standing) -> tuple[Sighting, Withheld]:
        """What becomes of a record, and what is withheld of its creator then."""
        market = self.work.conversion.market
        here = known.kept if known.kept and known.kept.market == market else None
        if isinstance(found, Tombstone):
            after = told(known, found, market=market) if self.live else known
            return Sighting(line, found.version, Outcome.DELETED), after.withheld
        before = self._beside(known, here)
        after = told(before, found, market=market)
        if after is before and before.kept:
            version = "the same version" if before.kept.version == found.version else "a newer version"
            self._refuse_repeat(line, found.id, of=f"published in {before.kept.market} in {version}")
            return Sighting(line, found.version, Outcome.ELSEWHERE), known.withheld
        if after.kept is None:
            return Sighting(line, found.version, Outcome.DELETED), after.withheld
        if found.hidden:
            self.hidden[found.id] = found.body
            return Sighting(line, found.version, Outcome.HIDDEN), replace(known.withheld, hidden=found.body)
        outcome = Outcome.UNCHANGED if here and here.version == found.version else Outcome.INDEXED
        taken_from = known.shown.market if known.shown and known.shown.market != market else ""
        return Sighting(line, found.version, outcome, taken_from=taken_from), known.withheld

    def known(self, creator_id: str, standing: Standing) -> Standing:
        """What is known of a creator, with what this feed has told of their leaving."""
        ended = self.ended.get(creator_id)
        return replace(standing, withheld=joined(ended, standing.withheld)) if ended else standing

    def _found(self, records: Iterable[FeedRecord]) -> Generator[Found, None, None]:
        with closing(self.conversions(records, self.work)) as conversions:
            for converted in conversions:
                if isinstance(converted, Reject):
                    self.refuse(converted)
                else:
                    yield converted

    def _take(self, batch: Sequence[Found]) -> None:
        ids = [found.id for _, found in batch]
        standing, earlier = self.standing(ids), self.seen.find(ids)
        newest: dict[str, Sighting] = {}
        creators: dict[str, Ready] = {}
        withheld: dict[str, Withheld] = {}
        for line, found in batch:
            one = found.id
            before, known = newest.get(one) or earlier.get(one), self.known(one, standing.get(one, UNKNOWN))
            now = self._judged_after(before, found, line=line, known=known)
            if now is None:
                continue
            newest[one], withheld[one] = now
            if self.live and newest[one].outcome is Outcome.DELETED:
                self.ended[one] = withheld[one]
            if withheld[one] == standing.get(one, UNKNOWN).withheld:
                del withheld[one]
            creators.pop(one, None)
            if isinstance(found, Ready) and newest[one].outcome.written:
                creators[one] = found
        self.seen.keep(newest)
        replaced = {one: earlier[one] for one in newest if one in earlier}
        self._hand_over(creators.values(), withheld, replaced=replaced)

    def _hand_over(
        self, creators: Iterable[Ready], withheld: Mapping[str, Withheld], *, replaced: Mapping[str, Sighting]
    ) -> None:
        if removed := [one for one, before in replaced.items() if before.outcome.written]:
            self.target.remove(removed)
        if withheld:
            self.target.withhold(withheld)
        if written := list(creators):
            self.target.write(written)

    def _judged_after(
        self, before: Sighting | None, found: Ready | Tombstone, *, line: int, known: Standing
    ) -> tuple[Sighting, Withheld] | None:
        """What becomes of a record after another one of its id, if there was one; None when that stays as it is."""
        if before is None:
            return self.judged(found, line, known=known)
        newer, left = self._is_newer(found, line, earlier=before), before.outcome is Outcome.DELETED
        if self.live and isinstance(found, Tombstone) is newer and left is not newer:
            versions = (before.version, found.version) if newer else (found.version, before.version)
            ended = Sighting(line if newer else before.line, versions[1], Outcome.DELETED)
            return self._ended(ended, versions[0], known=known)
        return self.judged(found, line, known=known) if newer else None

    def _ended(self, left: Sighting, profile: Version, *, known: Standing) -> tuple[Sighting, Withheld]:
        """Of one who came and left: where a market before this one told of no leaving, the profile ends that one's."""
        market = self.work.conversion.market
        came = told(known, Ready("", profile, None), market=market)
        after = told(came, Tombstone("", market, left.version), market=market)
        lost = known.shown.market if known.shown and after.kept is None else market
        return replace(left, taken_from=lost if lost != market else ""), after.withheld

    def _is_newer(self, found: Ready | Tombstone, line: int, *, earlier: Sighting) -> bool:
        """Whether a record beats the one that came before with its id; the loser's line is refused."""
        if earlier.version >= found.version:
            same = "in the same version" if earlier.version == found.version else "in a newer version"
            self._refuse_repeat(line, found.id, of=f"line {earlier.line} has it {same}")
            return False
        if earlier.outcome is not Outcome.ELSEWHERE:  # that one has been refused
            self._refuse_repeat(earlier.line, found.id, of=f"line {line} has it in a newer version")
        return True

    def _refuse_repeat(self, line: int, creator_id: str, *, of: str) -> None:
        if not self.live:
            self.refuse(_duplicate(line, creator_id, of=of))

    def _beside(self, known: Standing, here: Stored | None) -> Standing:
        """What counts against a record: not what is published of its market, which the whole feed replaces."""
        withheld = known.withheld if self.live else NOTHING_WITHHELD
        if here:
            return Standing(None, replace(withheld, hidden=None))
        return Standing(known.shown, replace(withheld, hidden=known.withheld.hidden))


def _duplicate(line: int, creator_id: str, *, of: str) -> Reject:
    return Reject(line, "id", f"duplicate: {of}", creator_id)
