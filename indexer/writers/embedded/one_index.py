"""What can an index that is one for all builds not do? Go back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from indexer.keeping import KeptBuild, Reopened
from indexer.state import SyncState
from marketplace.embedded.schema import schema_hash
from marketplace.errors import SyncError


class OneIndex(ABC):
    """The part of an `IndexWriter` that has no build beside what is published."""

    keeps_builds = False

    @abstractmethod
    def states(self) -> Mapping[str, SyncState]:
        """See `IndexWriter.states`."""

    def builds(self) -> Sequence[KeptBuild]:
        """See `IndexWriter.builds`; the published ones alone."""
        return [KeptBuild(one.market, schema_hash(), one, published=True) for one in self.states().values()]

    def reopened(self, build: KeptBuild) -> AbstractContextManager[Reopened]:
        """See `IndexWriter.reopened`."""
        raise SyncError(f"{build.name} is the only build of {build.market} that there is")
