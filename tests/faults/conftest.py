"""What do the tests of faults share? An index of a few creators to serve, and syncs into a real Elasticsearch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import intake
from indexer.writers.embedded import EmbeddedWriter
from marketplace.elastic import bulk
from marketplace.embedded.engine import EmbeddedEngine
from tests.api.conftest import CREATORS
from tests.contract.index import Index
from tests.faults.elastic_syncs import ElasticSyncs, elastic_syncs


@pytest.fixture(scope="package")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an embedded index of the API tests' creators; nobody writes to it."""
    folder = tmp_path_factory.mktemp("index")
    Index(EmbeddedEngine(folder), EmbeddedWriter(folder), forget=lambda: None).fill(CREATORS)
    return folder


@pytest.fixture(scope="module")
def elastic_place(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ElasticSyncs]:
    """Syncs of a market of which a feed is published, of a module's own."""
    with elastic_syncs(elasticsearch_url, tmp_path_factory.mktemp("rejects")) as made:
        yield made


@pytest.fixture
def elastic(elastic_place: ElasticSyncs, monkeypatch: pytest.MonkeyPatch) -> ElasticSyncs:
    """These syncs, writing in three batches and waiting for nothing."""
    monkeypatch.setattr(intake, "BATCH", 10)
    monkeypatch.setattr(bulk, "WAITS_SECONDS", (0, 0, 0))
    return elastic_place
