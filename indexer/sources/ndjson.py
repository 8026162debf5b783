"""What do the feed files of a folder hold? One file a market, a JSON object a line, as it is or compressed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from typing import BinaryIO

from indexer.ports import Feed, FeedRecord
from indexer.sources.folders import Folder, Stamp
from indexer.sources.packed import CHUNK_BYTES, SUFFIXES, sound, unpacked
from marketplace.creators.markets import markets
from marketplace.errors import FeedError, InvalidRecord

MAX_RECORD_BYTES = 1024 * 1024
BOM = b"\xef\xbb\xbf"
TOO_LONG = InvalidRecord("record", "is longer than 1 MiB")


class NdjsonSource:
    """The feeds of a folder: `DE.ndjson`, `DE.ndjson.gz` or `DE.ndjson.zst`."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._known: dict[str, tuple[Stamp, str]] = {}

    def feed(self, market: str) -> Feed:
        """See `Source.feed`; the fingerprint is the checksum that the folder has of the file, or a digest of its bytes.

        Compressed bytes are digested as they are, once while the file stays as it is; as_of is its time of change.
        """
        with self._steady(market) as (name, stamp):
            if not stamp.checksum and self._known.get(name, (None, ""))[0] != stamp:
                self._known[name] = stamp, self._digest(name)
            return Feed(market, stamp.checksum or self._known[name][1], stamp.modified)

    def records(self, market: str) -> Iterator[FeedRecord]:
        """See `Source.records`; blank lines are none, and a feed without any record is refused."""
        empty = True
        with self._steady(market) as (name, _), self._folder.open(name) as file:
            for line, raw in enumerate(_lines(unpacked(file, name)), 1):
                if raw is None or raw.strip():
                    empty = False
                    yield FeedRecord(line, TOO_LONG if raw is None else raw)
        if empty:
            raise FeedError(f"{self._folder.shown(name)} is empty: deliver at least one record")

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        """See `Source.changes`; files tell none."""
        raise FeedError(f"{market}: files are read whole, they tell no changes (since {since})")

    @contextmanager
    def _steady(self, market: str) -> Iterator[tuple[str, Stamp]]:
        """The name of the market's file and what it is, which it must still be at the end.

        An open file goes on being read after it was deleted or replaced: what its name leads to then is what counts.
        """
        name, before = self._found(market)
        shown = self._folder.shown(name)
        with _readable(shown), sound(shown, name):
            yield name, before
            after = self._folder.stamp(name)
        if after is None:
            raise _vanished(shown)
        if after != before:
            raise FeedError(f"{shown} changed while it was read: sync again when it is complete")

    def _found(self, market: str) -> tuple[str, Stamp]:
        names = feed_names(market)
        shown = {name: self._folder.shown(name) for name in names}
        with _readable(shown[names[0]]):
            found = [(name, stamp) for name in names if (stamp := self._folder.stamp(name))]
        if not found:
            others = " and no ".join(names[1:])
            raise FeedError(
                f"there is no {shown[names[0]]}, no {others}: deliver the feed, or name the folder by --feeds"
            )
        if len(found) > 1:
            there = " and ".join(shown[name] for name, _ in found)
            raise FeedError(f"{there} are there together: keep the one that is meant")
        return found[0]

    def _digest(self, name: str) -> str:
        with self._folder.open(name) as file:
            return file_digest(file, "sha256").hexdigest()


def feed_names(market: str) -> tuple[str, ...]:
    """What a market's feed may be called: as it is, or compressed."""
    return tuple(f"{markets()[market].feed}{suffix}" for suffix in SUFFIXES)


@contextmanager
def _readable(shown: str) -> Iterator[None]:
    """A feed that can't be read is a FeedError."""
    try:
        yield
    except FileNotFoundError:
        raise _vanished(shown) from None
    except OSError as error:
        raise FeedError(f"{shown} can't be read: {error.strerror or error}") from None


def _vanished(shown: str) -> FeedError:
    return FeedError(f"{shown} vanished while it was read: sync again when it is delivered")


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that is too long, of which no more than a chunk is kept at a time."""
    longest = MAX_RECORD_BYTES + len(b"\r\n")
    first = True
    while raw := stream.readline(longest):
        text = raw.rstrip(b"\r\n")
        if first:
            text, first = text.removeprefix(BOM), False
        endless = len(raw) == longest and not raw.endswith(b"\n")
        if endless:
            _skip_line(stream)
        yield None if endless or len(text) > MAX_RECORD_BYTES else text


def _skip_line(stream: BinaryIO) -> None:
    while (chunk := stream.readline(CHUNK_BYTES)) and not chunk.endswith(b"\n"):
        pass
