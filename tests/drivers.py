"""Which filesystems does a test read feeds from? fsspec's own in memory, and some that do what others do."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import _registry, known_implementations

DRIVER = {"class": "tests.drivers.Bucket", "err": "Install no-such-driver to read buckets"}


class Bucket(MemoryFileSystem):
    """Files in memory that come with a tag of their content, as those of an object store do."""

    protocol = "bucket"
    tag = '"1"'

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return super()._strip_protocol(path.removeprefix("bucket://"))

    def info(self, path: str, **kwargs: Any) -> dict[str, Any]:
        """What is known of the file, its tag too."""
        return {**super().info(path, **kwargs), "ETag": type(self).tag}

    def modified(self, path: str) -> Any:
        """Nothing: the tag must do."""
        raise NotImplementedError


class Unreadable(Bucket):
    """Files that tell of themselves, but break when they are read, with an error that is none of Python's."""

    def _open(self, path: str, **kwargs: Any) -> Any:
        return Broken(f"bucket://ada:s3cr%3At@host/ refused ada with s3cr:t at {path}")


class Broken(io.RawIOBase):
    """Raises what it is told to say."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, size: int = -1) -> bytes:
        """Fail."""
        raise LookupError(self._text)


@contextmanager
def known_driver(**driver: str) -> Iterator[None]:
    """Make fsspec know the protocol `bucket` by this driver, and forget it and all files of memory at the end."""
    known_implementations["bucket"] = {**DRIVER, **driver}
    _registry.pop("bucket", None)
    try:
        yield
    finally:
        known_implementations.pop("bucket", None)
        _registry.pop("bucket", None)
        MemoryFileSystem.store.clear()
        Bucket.tag = '"1"'
