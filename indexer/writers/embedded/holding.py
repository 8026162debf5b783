"""Who may write the embedded index, and how is it let go of?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from marketplace.errors import EngineUnavailable, SyncRunning


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of an index folder; raises SyncRunning at once when another process has it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "sync.lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise SyncRunning(f"another sync or watch of {folder} is running: wait for it or stop it") from None
    except OSError as error:
        raise EngineUnavailable(f"the index folder {folder} can't be written: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()
