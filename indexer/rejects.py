"""Which records of a market's last sync were refused, and why? `<folder>/DE.ndjson`, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import orjson

from indexer.convert import AHEAD
from marketplace.creators.markets import codes
from marketplace.errors import SyncError

ENDINGS = ("ndjson", "changes.ndjson", "ndjson.new", "changes.ndjson.new")


@dataclass(frozen=True)
class Reject:
    """A refused record: its line, the field, the reason, and its id if it has one.

    The record itself stays in the feed: it is about a person.
    """

    line: int
    field: str
    reason: str
    id: str = ""


class Rejects:
    """The rejects of a run, written beside those of the last one, which they replace at once by `keep`.

    Of the `count` of them those `ahead` of the clock may be taken in later, though their feed is the same then.
    """

    def __init__(self, folder: Path, market: str) -> None:
        """Raise SyncError when the folder can't be written, as `add` and `keep` do."""
        self.path = folder / f"{market}.ndjson"
        self.count = 0
        self.ahead = 0
        self._new = folder / f"{market}.ndjson.new"
        with self._writable():
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._new.open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Drop what was not kept."""
        with suppress(OSError):
            self._file.close()
            self._new.unlink(missing_ok=True)

    def add(self, reject: Reject) -> None:
        """Note one more."""
        told = {name: value for name, value in asdict(reject).items() if value}
        with self._writable():
            self._file.write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))
        self.count += 1
        self.ahead += reject.reason == AHEAD

    def flush(self) -> None:
        """Have all of them on disk, so that a full disk is noticed before a build is published."""
        with self._writable():
            self._file.flush()

    def keep(self) -> None:
        """Let these be the market's rejects; without any the file goes."""
        with self._writable():
            self._file.close()
            if self.count:
                self._new.replace(self.path)
            else:
                self.path.unlink(missing_ok=True)

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise SyncError(f"the rejects can't be written to {self.path}: {error.strerror}") from error


def drop_old_rejects(folder: Path, *, written_before: int) -> int:
    """Remove the files of rejects that were written before a time (microseconds); how many.

    Files of a market alone, what a run that was killed left too.
    """
    try:
        old = [path for path in folder.glob("*.ndjson*") if _is_old(path, written_before)]
        for path in old:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise SyncError(f"old rejects in {folder} can't be removed: {error.strerror}") from error
    return len(old)


def _is_old(path: Path, written_before: int) -> bool:
    market, _, ending = path.name.partition(".")
    ours = market in codes() and ending in ENDINGS
    return ours and path.stat().st_mtime_ns // 1_000 < written_before
