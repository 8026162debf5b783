"""What becomes of the records of a feed? Each is converted and made ready for an engine, or refused."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from traceback import extract_tb

from indexer.convert import Conversion, convert
from indexer.parsing import parsed
from indexer.ports import FeedRecord
from indexer.rejects import Reject
from marketplace.creators.creator import Creator, Profile, Ready, Tombstone
from marketplace.creators.overlays import Overlay, Overlays
from marketplace.errors import InvalidRecord, SyncError

MAX_ID_LENGTH = 64
RECORDS_A_TASK = 200


@dataclass(frozen=True)
class Work:
    """What is done with each record of a run: converted, under what the overlays say, and made ready for an engine."""

    conversion: Conversion
    making_ready: Callable[[Creator], Ready]
    overlays: Overlays | None = None


Found = tuple[int, Ready | Tombstone]
"""The line of a sound record, and what it became."""

Conversions = Callable[[Iterable[FeedRecord], Work], Generator[Found | Reject, None, None]]
"""What becomes of each record, in the order of the records, whoever converts them and however quickly.

Whoever doesn't read to the end closes it.
"""


def in_turn(records: Iterable[FeedRecord], work: Work) -> Generator[Found | Reject, None, None]:
    """The `Conversions` of this process, a few records after the others."""
    failures: list[SyncError] = []
    for batch in in_batches(iter(records), failures):
        yield from converted([(record.line, record.content) for record in batch], work)
    if failures:
        raise failures[0]


def converted(records: Sequence[tuple[int, object]], work: Work) -> list[Found | Reject]:
    """What becomes of some records, each with its line; raises StoreUnavailable."""
    read = [(line, _read(content)) for line, content in records]
    ids = {_id_of(content) for _, content in read} - {""} if work.overlays else ()
    overlays = work.overlays.of(sorted(ids)) if work.overlays and ids else {}
    return [_converted(line, content, work=work, overlay=overlays.get(_id_of(content))) for line, content in read]


def made_ready(creator: Creator, work: Work) -> Ready:
    """A creator made ready for an engine; of one who is hidden it gets nothing but the profile to keep."""
    if not creator.hidden:
        return work.making_ready(creator)
    profile = Profile(creator.market, creator.version, creator.overlay, creator.document, creator.feed)
    return Ready(creator.id, creator.version, profile, overlay=creator.overlay, hidden=True)


def _read(content: object) -> object:
    try:
        return parsed(content)
    except InvalidRecord as error:
        return error


def _converted(line: int, content: object, *, work: Work, overlay: Overlay | None) -> Found | Reject:
    try:
        if isinstance(content, InvalidRecord):
            raise content
        found = convert(content, work.conversion, overlay=overlay)
        return line, found if isinstance(found, Tombstone) else made_ready(found, work)
    except InvalidRecord as error:
        return Reject(line, error.field, error.reason, _id_of(content))
    except Exception as error:  # a mistake of ours costs the record that meets it, not its market
        return Reject(line, "record", f"broke the indexer, {_place(error)}: report it with the record", _id_of(content))


def _place(error: Exception) -> str:
    """What an error is and where it was raised; its text may tell of a person."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"


def in_batches(records: Iterator[FeedRecord], failures: list[SyncError]) -> Iterator[list[FeedRecord]]:
    """The records in batches; a feed that fails is noted, to be told in its place: after what was read before."""

    def read() -> Iterator[FeedRecord]:
        try:
            yield from records
        except SyncError as error:
            failures.append(error)

    sound = read()
    while batch := list(islice(sound, RECORDS_A_TASK)):
        yield batch


def _id_of(content: object) -> str:
    """The id of a refused record, as far as it has one that could be an id."""
    found = content.get("id") if isinstance(content, dict) else None
    return found[:MAX_ID_LENGTH] if isinstance(found, str) else ""
