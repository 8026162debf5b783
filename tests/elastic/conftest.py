"""What does a test of the Elasticsearch engine work on? A prefix of its own on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from indexer.keeping import Pruned, retention
from indexer.writers.elastic import ElasticWriter
from marketplace.elastic.client import connect
from marketplace.elastic.engine import ElasticEngine
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName, market_alias
from marketplace.elastic.published import KEPT_SECONDS
from marketplace.settings import load_settings
from tests.contract.index import Index
from tests.fakes import Clock


@dataclass(frozen=True)
class Place:
    """A prefix on a server; the clock tells its writers the time."""

    client: Elasticsearch
    prefix: str
    clock: Clock

    def index(self, prefix: str = "") -> Index:
        """A writer and an engine under the prefix, or one that begins with it."""
        seconds = [0.0]

        def forget() -> None:
            seconds[0] += KEPT_SECONDS

        engine = ElasticEngine(self.client, prefix or self.prefix, clock=lambda: seconds[0])
        return Index(engine, self.writer(prefix), forget, self.clock)

    def writer(self, prefix: str = "") -> ElasticWriter:
        """Another process that writes."""
        return ElasticWriter(self.client, prefix or self.prefix, now=self.clock)

    def names(self) -> list[str]:
        """All indices of the place but those of the locks and the words."""
        return sorted(name for name in self._all() if not name.endswith(("-locks", "-words", "-withheld")))

    def alias(self, market: str) -> str:
        """What stands for the market's build of this release."""
        return market_alias(IndexName(self.prefix, market, mapping_hash(), ""))

    def behind(self, alias: str) -> list[str]:
        """The indices that an alias stands for."""
        return sorted(self.client.indices.get_alias(name=alias).body)

    def prune(self, *, builds: int = 0) -> Pruned:
        """Prune as of now; what was replaced less than an hour ago stays."""
        writer = self.writer()
        with writer.lock():
            return writer.prune(retention(builds, 3600, now=self.clock()))

    def delete(self) -> None:
        """Leave nothing."""
        for name in self._all():
            self.client.indices.delete(index=name)

    def _all(self) -> list[str]:
        return [name for name in self.client.indices.get_alias().body if name.startswith(self.prefix)]


@pytest.fixture(scope="session")
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """A client of the server, as the indexer has it."""
    with connect(load_settings({"ELASTICSEARCH_URL": elasticsearch_url}), indexing=True) as connected:
        yield connected


@pytest.fixture
def place(client: Elasticsearch) -> Iterator[Place]:
    """A place of the test's own."""
    made = Place(client, f"elastic{uuid4().hex[:8]}", Clock())
    yield made
    made.delete()
