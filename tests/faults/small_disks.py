"""How does a test come by a full disk? By one of its own where it may mount one, and by a limit of files everywhere."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

DISK_BYTES = 4_000_000

Room = Callable[[int], AbstractContextManager[None]]
"""For as long as the block there is room for so many bytes: on the disk, or in any one file."""


@contextmanager
def limited() -> Iterator[Room]:
    """Files of this process can't grow beyond the room: EFBIG instead of ENOSPC, on any disk and for any user."""

    @contextmanager
    def room(count: int) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    yield room


@contextmanager
def mounted(folder: Path) -> Iterator[Room]:
    """A small disk is mounted at the folder."""

    @contextmanager
    def room(count: int) -> Iterator[None]:
        ballast = folder / "ballast"
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass
        with ballast.open("r+b") as file:
            file.truncate(ballast.stat().st_size - count)
        try:
            yield
        finally:
            ballast.unlink()

    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", folder], check=True, capture_output=True
    )
    try:
        yield room
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@cache
def can_mount() -> bool:
    """Whether this user may mount."""
    with TemporaryDirectory() as folder, suppress(OSError, subprocess.CalledProcessError):
        with mounted(Path(folder)):
            pass
        return True
    return False
