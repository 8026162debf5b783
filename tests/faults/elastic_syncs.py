"""How does a test sync a market into a real Elasticsearch, through a proxy that may spoil what is said?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from elasticsearch import Elasticsearch

from indexer.credible import Limits
from indexer.report import MarketReport
from indexer.sync import SyncOptions, sync_market
from indexer.verify import compare_market
from indexer.writers.elastic import ElasticWriter
from marketplace.elastic.client import connect
from marketplace.settings import load_settings
from tests.fakes import Clock, MemorySource, feed_record
from tests.faults.proxy import Proxy, asked, proxied

LIMITS = Limits(credible_share=0.5, max_reject_share=0.1)


@dataclass
class ElasticSyncs:
    """Syncs of DE under a prefix of the test's own; `client` goes past the proxy."""

    client: Elasticsearch
    proxy: Proxy
    folder: Path
    through: Elasticsearch
    prefix: str = field(default_factory=lambda: f"faults{uuid4().hex[:8]}")
    clock: Clock = field(default_factory=Clock)
    published: list[dict[str, Any]] = field(default_factory=list)

    def next_feed(self) -> list[dict[str, Any]]:
        """What the feed is next: five left, five are new, all others have changed."""
        state = self.published[0]["followers"] + 1 if self.published else 1
        return [
            feed_record(f"c{number:03}", followers=state, bio=f"neu{state} x{number}")
            for number in range(5 * state, 5 * state + 30)
        ]

    def __call__(self, records: Sequence[object], *, force: bool = False) -> MarketReport:
        """Sync a feed of these records through the proxy, under the lock."""
        options = SyncOptions(rejects_dir=self.folder, limits=Limits(**{**vars(LIMITS), "force": force}))
        writer = self.writer()
        with writer.lock():
            return sync_market("DE", source=MemorySource(DE=records), writer=writer, options=options, clock=self.clock)

    def writer(self) -> ElasticWriter:
        """Another process that writes."""
        return ElasticWriter(self.through, self.prefix, now=self.clock)

    def is_as(self, records: Sequence[dict[str, Any]]) -> bool:
        """Whether what is found is a whole feed and nothing else, and verify says so too, without trouble."""
        self.proxy.between = asked
        compared = compare_market("DE", source=MemorySource(DE=records), writer=self.writer(), now=self.clock())
        hits = self.client.search(index=self.prefix, size=1_000)["hits"]["hits"]
        found = [(hit["_source"]["document"]["id"], hit["_source"]["document"]["followers"]) for hit in hits]
        whole = sorted(found) == sorted((one["id"], one["followers"]) for one in records)
        if whole and compared.agrees:
            self.published = list(records)
        return whole and compared.agrees

    def builds(self) -> list[str]:
        """The indices of the market."""
        return [name for name in self.all() if name.startswith(f"{self.prefix}-de-")]

    def block(self, indices: Sequence[str], *, blocked: bool | None = True) -> None:
        """Do to indices what Elasticsearch does when its disk is nearly full, and with None when it is no longer."""
        settings = {"index.blocks.read_only_allow_delete": blocked}
        self.client.indices.put_settings(index=indices, settings=settings)

    def all(self) -> list[str]:
        """All indices under the prefix."""
        return sorted(name for name in self.client.indices.get_alias().body if name.startswith(self.prefix))

    def delete(self) -> None:
        """Leave nothing."""
        for name in self.all():
            self.client.indices.delete(index=name)


@contextmanager
def elastic_syncs(url: str, folder: Path) -> Iterator[ElasticSyncs]:
    """Syncs whose tries follow each other at once; a first feed is published."""
    with proxied(url) as proxy, connected(url) as client, connected(proxy.url) as through:
        hasty = through.options(retry_backoff_base=0, retry_backoff_cap=0)
        syncs = ElasticSyncs(client, proxy, folder, hasty)
        first = syncs.next_feed()
        assert syncs(first).failure is None
        assert syncs.is_as(first)
        yield syncs
        syncs.delete()


def connected(url: str) -> Elasticsearch:
    """A client as the indexer has it."""
    return connect(load_settings({"ELASTICSEARCH_URL": url}), indexing=True)


def removed(url: str, prefix: str) -> None:
    """Leave nothing on Elasticsearch."""
    with connected(url) as client:
        for name in [name for name in client.indices.get_alias().body if name.startswith(prefix)]:
            client.indices.delete(index=name)
