"""Who may write the embedded index, and how is it let go of?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy
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
        raise SyncRunning(f"another sync of {folder} is running: wait for its end") from None
    except OSError as error:
        raise EngineUnavailable(f"the index folder {folder} can't be written: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


def closed(writer: tantivy.IndexWriter) -> None:
    """Drop what was not committed and let go of the lock: an object that a traceback holds would keep it."""
    with suppress(ValueError):
        writer.rollback()
    with suppress(ValueError):  # what was written of it may be what fills the disk
        writer.garbage_collect_files()
    with suppress(ValueError):
        writer.wait_merging_threads()
