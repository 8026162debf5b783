"""How is a market built while others change the same index? On disk beside it, and loaded when it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import IO

from indexer.ports import Takeover
from indexer.standing import Withheld
from indexer.state import SyncState
from indexer.writers.embedded.build import EmbeddedBuild
from indexer.writers.withholding import Known, Withholding
from marketplace.creators.creator import Ready, Version
from marketplace.errors import SyncError

WRITTEN, REMOVED = b"+", b"-"
LOADED_AT_ONCE = 1_000
NOBODYS = Version(0, "")
"""Of a creator whose body is all that is needed."""


class SpooledBuild:
    """A `Build` whose creators wait in a file.

    The index has one writer, and a commit takes all that it was given: `opened` gives a build in it, when it is time.
    """

    def __init__(
        self,
        file: IO[bytes],
        opened: Callable[[], EmbeddedBuild],
        *,
        withheld: Known,
    ) -> None:
        self._opened = opened
        self._file = file
        self._withholding = Withholding(withheld)
        self._count = 0

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Build.write`."""
        self._append(WRITTEN + one.body.encode() + b"\n" for one in creators)
        self._count += len(creators)

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        self._append(REMOVED + one.encode() + b"\n" for one in ids)
        self._count -= len(ids)

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Build.withhold`."""
        self._withholding.add(withheld)

    def count(self) -> int:
        """See `Build.count`."""
        return self._count

    def prepare(self) -> None:
        """See `Build.prepare`; there is nothing."""

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        """See `Build.publish`."""
        build = self._opened()
        self._file.seek(0)
        for kind, lines in groupby(self._file, key=lambda line: line[:1]):
            while some := [line[1:-1].decode() for line in islice(lines, LOADED_AT_ONCE)]:
                if kind == REMOVED:
                    build.remove(some)
                else:
                    build.write([Ready("", NOBODYS, body) for body in some])
        for withheld in self._withholding.joined(takeover.released):
            build.withhold(withheld)
        build.publish(state, replace(takeover, released=self._withholding.left(takeover.released)))

    def _append(self, lines: Iterable[bytes]) -> None:
        try:
            self._file.writelines(lines)
        except OSError as error:
            raise SyncError(f"the folder of temporary files can't take the build: {error.strerror}") from error
