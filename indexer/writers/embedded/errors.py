"""What do Tantivy's errors mean to us? They are all ValueErrors, whatever is the matter."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from marketplace.errors import EngineUnavailable

NO_ROOM = re.compile(rf"(os error|code:|Errno) ({errno.ENOSPC}|{errno.EFBIG}|{errno.EDQUOT})\b|writer was killed")
"""A full disk, a limit of files or a quota; a writer's thread that is killed by them doesn't say by what."""


@contextmanager
def translated() -> Iterator[None]:
    """Let every error of Tantivy leave as EngineUnavailable, its text saying what to look at."""
    try:
        yield
    except (ValueError, OSError) as error:
        hint = ": see the free disk space" if NO_ROOM.search(str(error)) else ""
        raise EngineUnavailable(f"the embedded index can't be written ({error}){hint}") from error
