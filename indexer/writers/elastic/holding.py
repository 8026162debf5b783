"""Is the sync's lock still ours?"""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.elastic.errors import translated
from marketplace.elastic.lock import SyncLock


@dataclass(frozen=True)
class Holding:
    """The lock that a writer holds, if it does; both raise SyncRunning when somebody else took it."""

    lock: SyncLock | None

    def renew(self) -> None:
        """Put the end off when it is time to."""
        if self.lock:
            with translated():
                self.lock.renew()

    def confirm(self) -> None:
        """Make sure, before what only its holder may do."""
        if self.lock:
            with translated():
                self.lock.confirm()
