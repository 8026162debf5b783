"""Where do feed files lie: in a folder of this machine, or where a URL says?"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from stat import S_ISREG
from typing import Protocol

LOCAL = ("file", "local")


@dataclass(frozen=True)
class Stamp:
    """What is known of a file without reading it; another one when the file was changed or replaced.

    `identity` is what else there is to tell it by; `modified` is in microseconds since 1970; `checksum` is there when
    whoever keeps the file vouches for its content.
    """

    identity: tuple[object, ...]
    modified: int
    checksum: str = ""


class Folder(Protocol):
    """Files by their names. Every method but `shown` raises OSError when the folder is out of reach."""

    def shown(self, name: str) -> str:
        """How a person knows the file; no password is in it."""
        ...

    def stamp(self, name: str) -> Stamp | None:
        """What the file is at this moment; None when there is none."""
        ...

    def open(self, name: str) -> AbstractContextManager[BufferedReader]:
        """The bytes of the file, streamed."""
        ...


def is_url(feeds: str) -> bool:
    """Whether a URL is meant, not a folder."""
    return "://" in feeds


def folder_at(feeds: str, *, now: int) -> Folder:
    """The folder of a path or of any fsspec URL; files of unknown age are taken to be of `now` (microseconds).

    Raises SettingsError for a URL of an unknown protocol, or of one whose driver is not installed.
    """
    protocol, _, path = feeds.partition("://")
    if not is_url(feeds):
        return LocalFolder(Path(feeds))
    if protocol in LOCAL and "::" not in feeds:
        return LocalFolder(Path(path))
    from indexer.sources.remote import RemoteFolder  # fsspec takes a moment to import, and few feeds need it

    return RemoteFolder(feeds, now=now)


class LocalFolder:
    """A folder of this machine.

    Not fsspec's `file`: its times are floats, too coarse for a replacement of the same size to show.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def shown(self, name: str) -> str:
        """See `Folder.shown`."""
        return str(self._path / name)

    def stamp(self, name: str) -> Stamp | None:
        """See `Folder.stamp`; folders and pipes are no files."""
        try:
            found = (self._path / name).stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not S_ISREG(found.st_mode):
            return None
        return Stamp((found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns), found.st_mtime_ns // 1_000)

    def open(self, name: str) -> AbstractContextManager[BufferedReader]:
        """See `Folder.open`."""
        return (self._path / name).open("rb")
