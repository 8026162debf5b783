"""How is a feed file compressed? By its name: not at all, by gzip or by Zstandard."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from marketplace.errors import FeedError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SUFFIXES = ("", ".gz", ".zst")
CHUNK_BYTES = 1024 * 1024
MAX_WINDOW_LOG = 27
"""2²⁷ bytes are what `zstd --ultra -22` and `--long` ask of a reader; a frame that asks for more memory is refused."""

_UNSOUND = {
    ".gz": ("gzip file", (EOFError, zlib.error, gzip.BadGzipFile)),
    ".zst": ("zstd file with a window of 128 MiB or less", (EOFError, zstd.ZstdError)),
}


def unpacked(file: io.BufferedReader, name: str) -> io.BufferedReader:
    """The content of a file, streamed; its name says what it is compressed by."""
    if name.endswith(".gz"):
        return _buffered(gzip.GzipFile(fileobj=file))
    if name.endswith(".zst"):
        return _buffered(zstd.ZstdFile(file, options={zstd.DecompressionParameter.window_log_max: MAX_WINDOW_LOG}))
    return file


@contextmanager
def sound(shown: str, name: str) -> Iterator[None]:
    """A file that turns out to be cut or damaged is a FeedError; `shown` is how the person knows it."""
    kind, errors = next((_UNSOUND[suffix] for suffix in _UNSOUND if name.endswith(suffix)), ("", ()))
    try:
        yield
    except errors as error:
        raise FeedError(f"{shown} is cut or no sound {kind}: deliver it again ({error})") from None


def _buffered(stream: io.BufferedIOBase) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", stream), CHUNK_BYTES)
