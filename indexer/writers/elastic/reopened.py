"""How is an older build of Elasticsearch published again? By the same steps as a new one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from elasticsearch import Elasticsearch

from indexer.ports import Takeover
from indexer.standing import Stored
from indexer.state import SyncState
from indexer.writers.elastic.build import ElasticBuild
from indexer.writers.elastic.reading import Reading
from marketplace.elastic import editing
from marketplace.elastic.names import IndexName


class ReopenedBuild:
    """A build that was replaced, as `build` would go on with it; it stays when it is not published."""

    def __init__(self, client: Elasticsearch, name: IndexName, *, build: ElasticBuild, reading: Reading) -> None:
        self._client = client
        self._index = str(name)
        self._build = build
        self._reading = reading

    def versions(self) -> Iterator[tuple[str, Stored]]:
        """See `Reopened.versions`."""
        editing.refresh(self._client, [self._index])
        return self._reading.walk(self._index)

    def held(self, ids: Sequence[str]) -> Collection[str]:
        """See `Reopened.held`."""
        return self._reading.copies(ids, aliases=[self._index]).keys()

    def remove(self, ids: Sequence[str]) -> None:
        """See `Reopened.remove`."""
        self._build.remove(ids)

    def count(self) -> int:
        """See `Reopened.count`."""
        return self._build.count()

    def publish(self, state: SyncState, taken: Mapping[str, tuple[str, ...]]) -> None:
        """See `Reopened.publish`."""
        self._build.publish(state, Takeover(taken))
