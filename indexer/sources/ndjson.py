"""What do the feed files of a folder hold? One file a market, a JSON object a line, as it is or gzipped."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from indexer.ports import Feed, FeedRecord
from marketplace.creators.markets import markets
from marketplace.errors import FeedError, InvalidRecord

MAX_RECORD_BYTES = 1024 * 1024
CHUNK_BYTES = 1024 * 1024
BOM = b"\xef\xbb\xbf"


class NdjsonSource:
    """The feeds of a folder, `DE.ndjson` or `DE.ndjson.gz`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def feed(self, market: str) -> Feed:
        """See `Source.feed`; the digest is of the file's bytes (gzipped ones as they are), as_of its time of change."""
        path = self.path(market)
        with _readable(path), path.open("rb") as file:
            before = _identity(os.fstat(file.fileno()))
            fingerprint = file_digest(file, "sha256").hexdigest()
            _check_unchanged(path, before)
            return Feed(market, fingerprint, before[-1] // 1_000)

    def records(self, market: str) -> Iterator[FeedRecord]:
        """See `Source.records`; blank lines are none, and a feed without any record is refused."""
        path = self.path(market)
        empty = True
        with _readable(path), path.open("rb") as file:
            before = _identity(os.fstat(file.fileno()))
            for line, raw in enumerate(_lines(_decompressed(file, path)), 1):
                if raw is None or raw.strip():
                    empty = False
                    yield FeedRecord(line, _content(raw))
            _check_unchanged(path, before)
        if empty:
            raise FeedError(f"{path} is empty: deliver at least one record")

    def path(self, market: str) -> Path:
        """The market's file; raises FeedError when there is none, or two."""
        plain, zipped = feed_paths(self._folder, market)
        with _readable(plain):
            found = [path for path in (plain, zipped) if path.is_file()]
        if len(found) == 2:
            raise FeedError(f"{plain} and {zipped} are both there: remove the one that is not meant")
        if not found:
            raise FeedError(
                f"there is no {plain} and no {zipped.name}: deliver the feed, or name the folder by --feeds"
            )
        return found[0]


def feed_paths(folder: Path, market: str) -> tuple[Path, Path]:
    """Where a market's feed may lie: as it is, or gzipped."""
    plain = folder / markets()[market].feed
    return plain, plain.with_name(f"{plain.name}.gz")


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """A feed that can't be read, or not to its end, is a FeedError; BadGzipFile is an OSError."""
    try:
        yield
    except FileNotFoundError:
        raise FeedError(f"{path} vanished while it was read: sync again when it is delivered") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FeedError(f"{path} is cut or no sound gzip file: deliver it again ({error})") from None
    except OSError as error:
        raise FeedError(f"{path} can't be read: {error.strerror or error}") from None


Identity = tuple[int, int, int, int]


def _identity(found: os.stat_result) -> Identity:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _check_unchanged(path: Path, before: Identity) -> None:
    """A descriptor goes on reading a file that was deleted or replaced: what the path leads to now is what counts."""
    if _identity(path.stat()) != before:
        raise FeedError(f"{path} changed while it was read: sync again when it is complete")


def _decompressed(file: BinaryIO, path: Path) -> BinaryIO:
    if path.suffix != ".gz":
        return file
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=file)), CHUNK_BYTES))


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


def _content(raw: bytes | None) -> object | InvalidRecord:
    if raw is None:
        return InvalidRecord("record", "is longer than 1 MiB")
    try:
        return cast("object", orjson.loads(raw))
    except orjson.JSONDecodeError as error:
        return InvalidRecord("record", _why(raw, error))


def _why(raw: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        raw.decode()
    except UnicodeDecodeError as wrong:
        return f"is not UTF-8: byte {wrong.start + 1} of the line can't be read"
    return f"is no JSON: {error.msg}, character {error.pos + 1}"
