"""How much memory do processes hold, and how much did they hold at most? From Linux's /proc; all in bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

KIBIBYTE = 1024


def private(pid: int) -> int:
    """What a process has for itself alone: it would be free if the process ended."""
    return _sum(Path(f"/proc/{pid}/smaps_rollup"), "Private_Clean", "Private_Dirty")


def resident(pid: int) -> int:
    """What of a process is in memory, files and what it shares with others included."""
    return _sum(Path(f"/proc/{pid}/status"), "VmRSS")


def own(pid: int) -> int:
    """What of a process is in memory and of no file; 0 when the process is gone."""
    try:
        return _sum(Path(f"/proc/{pid}/status"), "RssAnon")
    except (FileNotFoundError, ProcessLookupError):
        return 0


def peak(pid: int) -> int:
    """The most that was ever resident; 0 when the process is gone."""
    try:
        return _sum(Path(f"/proc/{pid}/status"), "VmHWM")
    except (FileNotFoundError, ProcessLookupError):
        return 0


def children(pid: int) -> tuple[int, ...]:
    """The processes that a process began and that are still there."""
    try:
        listed = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return ()
    return tuple(int(one) for text in listed for one in text.split())


def family(pid: int) -> Iterator[int]:
    """A process and all that came of it."""
    yield pid
    for child in children(pid):
        yield from family(child)


def _sum(path: Path, *names: str) -> int:
    found = re.findall(r"^(\w+):\s+(\d+) kB$", path.read_text(), re.MULTILINE)
    return KIBIBYTE * sum(int(size) for name, size in found if name in names)
