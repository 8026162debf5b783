"""Which creators does a feed hold? Its records converted, the newest of each id kept, the rest refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from indexer.convert import Conversion, convert
from indexer.ports import FeedRecord, Stored
from indexer.rejects import Reject
from indexer.seen import Outcome, Seen, Sighting
from marketplace.creators.creator import Creator, Tombstone
from marketplace.errors import InvalidRecord

BATCH = 1_000
MAX_ID_LENGTH = 64

Lookup = Callable[[Sequence[str]], Mapping[str, Stored]]
Refuse = Callable[[Reject], None]
Found = tuple[int, Creator | Tombstone]


class Target(Protocol):
    """What takes the creators; a `Build` does."""

    def write(self, creators: Sequence[Creator]) -> None:
        """See `Build.write`."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        ...


@dataclass(frozen=True)
class Intake:
    """How the records of one market's feed are taken in.

    `stored` tells what is published; `refuse` hears of each refused record.
    """

    conversion: Conversion
    seen: Seen
    stored: Lookup
    refuse: Refuse
    target: Target

    def read(self, records: Iterable[FeedRecord]) -> None:
        """Take all records in; what became of them is in `seen` afterwards."""
        found = self._converted(records)
        while batch := list(islice(found, BATCH)):
            self._take(batch)

    def _converted(self, records: Iterable[FeedRecord]) -> Iterator[Found]:
        for record in records:
            converted = _attempt(record.content, self.conversion)
            if isinstance(converted, InvalidRecord):
                self.refuse(Reject(record.line, converted.field, converted.reason, _id_of(record.content)))
            else:
                yield record.line, converted

    def _take(self, batch: Sequence[Found]) -> None:
        stored = self.stored([found.id for _, found in batch])
        creators: dict[str, Creator] = {}
        gone: set[str] = set()
        for line, found in batch:
            earlier = self.seen.find(found.id)
            if earlier and not self._is_newer(found, line, earlier=earlier):
                continue
            newest = self._sighting(found, line, stored=stored.get(found.id))
            self.seen.keep(found.id, newest)
            creators.pop(found.id, None)
            if isinstance(found, Creator) and newest.outcome.written:
                creators[found.id] = found
            elif earlier and earlier.outcome.written:
                gone.add(found.id)
        if gone := gone - creators.keys():
            self.target.remove(sorted(gone))
        if creators:
            self.target.write(list(creators.values()))

    def _is_newer(self, found: Creator | Tombstone, line: int, *, earlier: Sighting) -> bool:
        """Whether a record beats the one that came before with its id; the loser's line is refused."""
        if earlier.version >= found.version:
            same = "in the same version" if earlier.version == found.version else "in a newer version"
            self.refuse(_duplicate(line, found.id, of=f"line {earlier.line} has it {same}"))
            return False
        if earlier.outcome is not Outcome.ELSEWHERE:  # that one has been refused
            self.refuse(_duplicate(earlier.line, found.id, of=f"line {line} has it in a newer version"))
        return True

    def _sighting(self, found: Creator | Tombstone, line: int, *, stored: Stored | None) -> Sighting:
        """What becomes of a record, given what is published under its id, in whichever market."""
        if isinstance(found, Tombstone):
            # it speaks of this market alone: who moved is in another feed, in a version that may well be older
            return Sighting(line, found.version, Outcome.DELETED)
        if stored is None:
            return Sighting(line, found.version, Outcome.INDEXED)
        same = stored.version == found.version
        if stored.market == self.conversion.market:
            return Sighting(line, found.version, Outcome.UNCHANGED if same else Outcome.INDEXED)
        if stored.version < found.version:
            return Sighting(line, found.version, Outcome.INDEXED, taken_from=stored.market)
        version = "the same version" if same else "a newer version"
        self.refuse(_duplicate(line, found.id, of=f"published in {stored.market} in {version}"))
        return Sighting(line, found.version, Outcome.ELSEWHERE)


def _duplicate(line: int, creator_id: str, *, of: str) -> Reject:
    return Reject(line, "id", f"duplicate: {of}", creator_id)


def _attempt(content: object, conversion: Conversion) -> Creator | Tombstone | InvalidRecord:
    try:
        return content if isinstance(content, InvalidRecord) else convert(content, conversion)
    except InvalidRecord as error:
        return error


def _id_of(content: object) -> str:
    """The id of a refused record, as far as it has one that could be an id."""
    found = content.get("id") if isinstance(content, dict) else None
    return found[:MAX_ID_LENGTH] if isinstance(found, str) else ""
