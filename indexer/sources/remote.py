"""What do the files at a URL hold? Any filesystem that fsspec has a driver for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from hashlib import sha256
from typing import Any, BinaryIO
from urllib.parse import unquote

from fsspec.archive import AbstractArchiveFileSystem
from fsspec.core import url_to_fs
from fsspec.registry import available_protocols, get_filesystem_class

from indexer.sources.folders import Stamp
from indexer.sources.packed import CHUNK_BYTES
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import SettingsError

BLOCK_BYTES = 8 * CHUNK_BYTES
"""What is fetched, and kept, at a time; s3fs alone would take 50 MiB."""

CHECKSUMS = ("ETag", "etag", "sha", "hex")
"""Where drivers say what a content is: s3fs and http, gcsfs and adlfs, github, git.

Not `fs.checksum` and `fs.ukey`: by default they digest all that `info` tells, the time of the last access (sftp) too,
and http's is of the URL alone.
"""

_SECRET = re.compile(r"(?<=://).*\?.*@.*|(?<=://).*(?=@)|(?<=\?).+")
"""User and password, and a query; all of a URL where it can't be told which is which."""


class RemoteFolder:
    """The files at a URL; see `folder_at`."""

    def __init__(self, url: str, *, now: int) -> None:
        self._url = url
        self._now = now
        self._secrets = _secrets(url)
        _check_drivers(url)

    def shown(self, name: str) -> str:
        """See `Folder.shown`; where URLs are chained, the name goes before them."""
        url = _SECRET.sub("…", self._url)
        return f"{name} in {url}" if "::" in url else f"{url.rstrip('/')}/{name}"

    def stamp(self, name: str) -> Stamp | None:
        """See `Folder.stamp`; files of unknown age are of the `now` that the folder was made with."""
        try:
            with self._told():
                filesystem, path = self._at(name)
                filesystem.invalidate_cache()
                info = filesystem.info(path)
                if info["type"] != "file":
                    return None
                modified = _modified(filesystem, path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        identity = (info["size"], info.get("CRC"))  # zip has neither times nor tags
        return Stamp(identity, self._now if modified is None else modified, _checksum(info))

    @contextmanager
    def open(self, name: str) -> Iterator[io.BufferedReader]:
        """See `Folder.open`."""
        with self._told():
            filesystem, path = self._at(name)  # kept to the end: a zip closes its files when it is let go
            file = filesystem.open(path, "rb", block_size=BLOCK_BYTES)
        stream: io.BufferedReader = io.BufferedReader(_Driven(file, self._told), CHUNK_BYTES)
        with stream:
            yield stream

    def _at(self, name: str) -> tuple[Any, str]:
        """fsspec keeps the connection of a URL, but opens archives anew: one that was replaced shows."""
        filesystem, root = url_to_fs(self._url)
        return filesystem, f"{root.rstrip('/')}/{name}" if root else name

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Drivers raise errors of many kinds, some with the whole URL in their text: OSError, and no secret in it."""
        try:
            yield
        except (FileNotFoundError, NotADirectoryError):
            raise
        except Exception as error:
            raise OSError(self._hidden(f"{type(error).__name__}: {error}")) from None

    def _hidden(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text


def _check_drivers(url: str) -> None:
    *outer, last = url.split("::")
    for part in (*outer, last):
        protocol, separator, _ = part.partition("://")
        if not separator and protocol not in available_protocols():
            continue  # the path of a local archive
        try:
            driver = get_filesystem_class(protocol)
        except ImportError as error:
            raise SettingsError(f"feeds at {protocol}:// need a driver: {error}") from None
        except ValueError:
            near = get_close_matches(protocol, available_protocols(), n=1)
            hint = f"did you mean {near[0]}://?" if near else "fsspec knows none of this name"
            raise SettingsError(f"feeds can't be at {protocol}://: {hint}") from None
        if part == last and issubclass(driver, AbstractArchiveFileSystem):
            raise SettingsError(f"feeds in a {protocol} are at {protocol}://::file:///…: say where the {protocol} is")


class _Driven(io.RawIOBase):
    """A driver's file; its readline is slow Python, so it is read in chunks."""

    def __init__(self, file: BinaryIO, told: Callable[[], AbstractContextManager[None]]) -> None:
        self._file = file
        self._told = told

    def readable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """See `io.RawIOBase`."""
        with self._told():
            read = self._file.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def close(self) -> None:
        """See `io.RawIOBase`."""
        if not self.closed:
            self._file.close()
        super().close()


def _modified(filesystem: Any, path: str) -> int | None:
    """Microseconds, or None; NotImplementedError is a RuntimeError, drivers raise both, and KeyError."""
    try:
        found: datetime = filesystem.modified(path)
    except (RuntimeError, KeyError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return round(aware.timestamp() * MICROSECONDS)


def _checksum(info: Mapping[str, Any]) -> str:
    """A weak ETag stands for contents that are alike, not the same."""
    known = (str(info[key]) for key in CHECKSUMS if info.get(key))
    return next((sha256(f"{one} {info['size']}".encode()).hexdigest() for one in known if one[:2] != "W/"), "")


def _secrets(url: str) -> tuple[str, ...]:
    """What of a URL a message must not repeat, the longest first: password and query, as they are and decoded."""
    found = {part for secret in _SECRET.findall(url) for part in (secret, *re.split(r"[:=&?@]", secret)[1:])}
    return tuple(sorted((found | {unquote(part) for part in found}) - {""}, key=len, reverse=True))
