"""Which creators does a feed hold? Its records converted, the newest of each id kept, the rest refused."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from indexer.conversions import Conversions, Found, Work, in_turn
from indexer.ports import FeedRecord, Stored
from indexer.rejects import Reject
from indexer.seen import Outcome, Seen, Sighting
from marketplace.creators.creator import Ready, Tombstone

BATCH = 1_000

Lookup = Callable[[Sequence[str]], Mapping[str, Stored]]
Refuse = Callable[[Reject], None]


class Target(Protocol):
    """What takes the creators; a `Build` does."""

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Build.write`."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        ...


@dataclass(frozen=True)
class Intake:
    """How the records of one market's feed are taken in.

    `stored` tells what is published; `refuse` hears of each refused record; `conversions` convert. Where `repeats` are
    to be expected, as in a live feed that moves while it is read, the versions that lose are passed over unrefused.
    """

    work: Work
    seen: Seen
    stored: Lookup
    refuse: Refuse
    target: Target
    conversions: Conversions = in_turn
    repeats: bool = False

    def read(self, records: Iterable[FeedRecord]) -> None:
        """Take all records in; what became of them is in `seen` afterwards."""
        with closing(self._found(records)) as found:
            while batch := list(islice(found, BATCH)):
                self._take(batch)

    def _found(self, records: Iterable[FeedRecord]) -> Generator[Found, None, None]:
        with closing(self.conversions(records, self.work)) as conversions:
            for converted in conversions:
                if isinstance(converted, Reject):
                    self.refuse(converted)
                else:
                    yield converted

    def _take(self, batch: Sequence[Found]) -> None:
        ids = [found.id for _, found in batch]
        stored, earlier = self.stored(ids), self.seen.find(ids)
        newest: dict[str, Sighting] = {}
        creators: dict[str, Ready] = {}
        for line, found in batch:
            before = newest.get(found.id) or earlier.get(found.id)
            if before and not self._is_newer(found, line, earlier=before):
                continue
            newest[found.id] = self._sighting(found, line, stored=stored.get(found.id))
            creators.pop(found.id, None)
            if isinstance(found, Ready) and newest[found.id].outcome.written:
                creators[found.id] = found
        self.seen.keep(newest)
        if replaced := [one for one in newest if one in earlier and earlier[one].outcome.written]:
            self.target.remove(replaced)
        if creators:
            self.target.write(list(creators.values()))

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
        if not self.repeats:
            self.refuse(_duplicate(line, creator_id, of=of))

    def _sighting(self, found: Ready | Tombstone, line: int, *, stored: Stored | None) -> Sighting:
        """What becomes of a record, given what is published under its id, in whichever market."""
        if isinstance(found, Tombstone):
            # it speaks of this market alone: who moved is in another feed, in a version that may well be older
            return Sighting(line, found.version, Outcome.DELETED)
        if stored is None:
            return Sighting(line, found.version, Outcome.INDEXED)
        same = stored.version == found.version
        if stored.market == self.work.conversion.market:
            return Sighting(line, found.version, Outcome.UNCHANGED if same else Outcome.INDEXED)
        if stored.version < found.version:
            return Sighting(line, found.version, Outcome.INDEXED, taken_from=stored.market)
        version = "the same version" if same else "a newer version"
        self.refuse(_duplicate(line, found.id, of=f"published in {stored.market} in {version}"))
        return Sighting(line, found.version, Outcome.ELSEWHERE)


def _duplicate(line: int, creator_id: str, *, of: str) -> Reject:
    return Reject(line, "id", f"duplicate: {of}", creator_id)
