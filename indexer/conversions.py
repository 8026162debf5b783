"""What becomes of the records of a feed? Each is converted and made ready for an engine, or refused."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from traceback import extract_tb

from indexer.convert import Conversion, convert
from indexer.parsing import parsed
from indexer.ports import FeedRecord
from indexer.rejects import Reject
from marketplace.creators.creator import Creator, Ready, Tombstone
from marketplace.errors import InvalidRecord, SyncError

MAX_ID_LENGTH = 64
RECORDS_A_TASK = 200


@dataclass(frozen=True)
class Work:
    """What is done with each record of a run: converted, and made ready for an engine."""

    conversion: Conversion
    making_ready: Callable[[Creator], Ready]


Found = tuple[int, Ready | Tombstone]
"""The line of a sound record, and what it became."""

Conversions = Callable[[Iterable[FeedRecord], Work], Generator[Found | Reject, None, None]]
"""What becomes of each record, in the order of the records, whoever converts them and however quickly.

Whoever doesn't read to the end closes it.
"""


def in_turn(records: Iterable[FeedRecord], work: Work) -> Generator[Found | Reject, None, None]:
    """The `Conversions` of this process, one record after the other."""
    return (converted(record.line, record.content, work=work) for record in records)


def converted(line: int, content: object, *, work: Work) -> Found | Reject:
    """What becomes of one record."""
    try:
        content = parsed(content)
        found = convert(content, work.conversion)
        return line, found if isinstance(found, Tombstone) else work.making_ready(found)
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
