"""What can an index that is one for all builds not do? Go back."""

from __future__ import annotations

from contextlib import AbstractContextManager

from indexer.keeping import KeptBuild, Reopened
from marketplace.errors import SyncError


class OneIndex:
    """The part of an `IndexWriter` that has no build beside what is published."""

    keeps_builds = False

    def reopened(self, build: KeptBuild) -> AbstractContextManager[Reopened]:
        """See `IndexWriter.reopened`."""
        raise SyncError(f"{build.name} is the only build of {build.market} that there is")
