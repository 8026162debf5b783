"""How does memory that is freed go back to the system? Soon, where glibc would keep it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Of `mallopt(3)`."""

LARGE_BYTES = 1_048_576
ARENAS = 2
"""More than one, so that threads that write and merge don't wait for each other."""


def bound() -> None:
    """Bound what the heap of this process keeps of what was freed; for its beginning.

    A merge of Tantivy's takes some 100 MB for a moment, in pieces of a few megabytes. As it is, glibc raises the size
    from which a piece goes back by itself to the largest that it has seen, up to 32 MB, and keeps an arena a thread: a
    first sync of a million creators had 442 MB in the end, of which 150 were in use (`benchmarks.live.steady`).
    """
    for option, value in ((M_TRIM_THRESHOLD, LARGE_BYTES), (M_MMAP_THRESHOLD, LARGE_BYTES), (M_ARENA_MAX, ARENAS)):
        _of_glibc("mallopt")(option, value)


def trim() -> None:
    """Give back what is free between pieces that are in use; for when much was just freed (milliseconds)."""
    _of_glibc("malloc_trim")(0)


def _of_glibc(name: str) -> Callable[..., object]:
    """A function of the C library; one that does nothing where it isn't glibc."""
    return getattr(ctypes.CDLL(None), name, lambda *_: None)
