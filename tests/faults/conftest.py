"""What do the tests of faults share? An index of a few creators to serve, syncs into a real Elasticsearch, watches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from indexer import intake
from indexer.writers.embedded import EmbeddedWriter
from marketplace.elastic import bulk
from marketplace.elastic.engine import ElasticEngine
from marketplace.embedded.engine import EmbeddedEngine
from tests.api.conftest import CREATORS
from tests.contract.index import Index
from tests.faults.elastic_syncs import ElasticSyncs, connected, elastic_syncs, removed
from tests.faults.watches import Place, watch_place
from tests.live_feeds import live_feeds


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


@pytest.fixture
def embedded_watches(tmp_path: Path) -> Iterator[Place]:
    """Watches of live feeds into an embedded index of the test's own."""
    with live_feeds() as feeds, watch_place(feeds, EmbeddedEngine(tmp_path / "INDEX_DIR"), tmp_path) as place:
        yield place


@pytest.fixture
def elastic_watches(elasticsearch_url: str, tmp_path: Path) -> Iterator[Place]:
    """Watches of live feeds into indices of the test's own on a real Elasticsearch."""
    prefix = f"faults{uuid4().hex[:8]}"
    settings = {"ENGINE": "elasticsearch", "INDEX_PREFIX": prefix}
    ours = {"ELASTICSEARCH_URL": elasticsearch_url, **{f"MARKETPLACE_{name}": one for name, one in settings.items()}}
    try:
        with (
            connected(elasticsearch_url) as client,
            live_feeds() as feeds,
            watch_place(feeds, ElasticEngine(client, prefix), tmp_path, **ours) as place,
        ):
            yield place
    finally:
        removed(elasticsearch_url, prefix)


@pytest.fixture(params=["embedded", "elastic"])
def place(request: pytest.FixtureRequest) -> Place:
    """Watches of live feeds, on each engine."""
    made: Place = request.getfixturevalue(f"{request.param}_watches")
    return made
