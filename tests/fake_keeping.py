"""What does an index in memory keep beside what is published? Nothing."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.keeping import KeptBuild, Pruned, Retention
from indexer.state import SyncState


class MemoryKeeping:
    """The part of a `MemoryWriter` that is about builds; `pruned` is what it was asked for."""

    kept_states: dict[str, SyncState]
    pruned: Retention | None = None

    def builds(self) -> Sequence[KeptBuild]:
        return [KeptBuild(one.market, "memory", one, published=True) for one in self.kept_states.values()]

    def prune(self, retention: Retention) -> Pruned:
        self.pruned = retention
        return Pruned(dict.fromkeys(self.kept_states, (1, 2)), tombstones=3)
