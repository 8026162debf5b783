"""Does the service answer rightly or ask for patience while Elasticsearch is in trouble, and recover by itself?"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from indexer.writers.elastic import ElasticWriter
from marketplace.elastic.client import connect
from marketplace.elastic.engine import ElasticEngine
from marketplace.elastic.published import KEPT_SECONDS
from marketplace.settings import load_settings
from tests.api.server import Server, serving
from tests.contract.index import Index
from tests.elasticsearch_home import ElasticsearchMissingError, find_home
from tests.elasticsearch_node import NODE_PID, start_node
from tests.elasticsearch_server import run_folder
from tests.faults import proxy as trouble
from tests.faults.load import load
from tests.faults.proxy import Proxy, proxied
from tests.faults.states import HITS, MARKET, PATH, creators, nothing_published, right

SEEN_AFTER = KEPT_SECONDS + 1
"""A process goes on for a second with what was published before; another for a request that has just begun."""

STEADY = (
    trouble.slow,
    trouble.hung_up,
    trouble.cut,
    trouble.short,
    trouble.busy,
    trouble.gateway,
    trouble.part_busy,
    trouble.out_of_time,
    trouble.shard_lost,
)


@dataclass(frozen=True)
class Place:
    """Indices of a test's own on an Elasticsearch."""

    client: Elasticsearch
    prefix: str

    def publish(self, state: int) -> None:
        """Publish a state as a sync does."""
        index = Index(ElasticEngine(self.client, self.prefix), ElasticWriter(self.client, self.prefix), lambda: None)
        index.publish(MARKET, *creators(state))

    def names(self) -> list[str]:
        """All of its indices."""
        return [name for name in self.client.indices.get_alias().body if name.startswith(self.prefix)]


@contextmanager
def placed(url: str) -> Iterator[Place]:
    """A place where state 0 is published; in the end nothing is left of it."""
    with connect(load_settings({"ELASTICSEARCH_URL": url}), indexing=True) as client:
        place = Place(client, f"load{uuid4().hex[:8]}")
        place.publish(0)
        yield place
        client.indices.delete(index=place.names())


@contextmanager
def searching(url: str, place: Place, folder: Path) -> Iterator[Server]:
    """A server of the place, on the Elasticsearch at this address."""
    settings = {"MARKETPLACE_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": url}
    with serving(folder / "none", folder, MARKETPLACE_INDEX_PREFIX=place.prefix, **settings) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(elasticsearch_url: str) -> Iterator[Proxy]:
    """A proxy before the Elasticsearch of all tests."""
    with proxied(elasticsearch_url) as started:
        yield started


@pytest.fixture
def place(elasticsearch_url: str) -> Iterator[Place]:
    """A place of the test's own, behind the proxy."""
    with placed(elasticsearch_url) as made:
        yield made


@pytest.fixture
def server(proxy: Proxy, place: Place, tmp_path: Path) -> Iterator[Server]:
    """A server that searches the place through the proxy."""
    proxy.trouble = trouble.none
    with searching(proxy.url, place, tmp_path) as started:
        yield started


def test_a_troubled_elasticsearch_is_a_503_until_the_trouble_is_over(server: Server, proxy: Proxy) -> None:
    with load(server, PATH, right=right(0)) as loaded:
        for one in STEADY:
            loaded.answered(200)
            proxy.trouble = one
            loaded.answered(503)
            assert server.get("/health/live")[0] == 200
            proxy.trouble = trouble.none
        loaded.answered(200)
    assert server.get("/health/ready")[0] == 200


def test_an_elasticsearch_that_fails_now_and_then_is_answered_rightly_or_not_at_all(
    server: Server, proxy: Proxy
) -> None:
    with load(server, PATH, right=right(0)) as loaded:
        proxy.trouble = trouble.Flaky()
        loaded.answered(200)
        loaded.answered(503)
        proxy.trouble = trouble.none
        loaded.answered(200)


def test_hits_are_right_while_their_market_is_replaced_and_emptied_again_and_again(
    server: Server, place: Place
) -> None:
    """Without facets: those are searches of their own, that the moment of a swap may divide from the hits."""
    with load(server, HITS, right=right(0, HITS)) as loaded:
        for state in range(1, 5):
            loaded.answered(200)
            with loaded.changing(right(state, HITS), seen_after=SEEN_AFTER):
                place.publish(state)
        loaded.answered(200)
    assert loaded.statuses() == {200}


def test_a_market_that_is_read_only_and_then_deleted_answers_rightly(server: Server, place: Place) -> None:
    with load(server, PATH, right=right(0)) as loaded:
        loaded.answered(200)
        place.client.indices.put_settings(index=place.names(), settings={"index.blocks.write": True})
        loaded.answered(200)
        with loaded.changing(nothing_published(), seen_after=SEEN_AFTER):
            place.client.indices.delete(index=place.names())
        loaded.answered(200)
        with loaded.changing(right(1), seen_after=SEEN_AFTER):
            place.publish(1)
        loaded.answered(200)
        place.client.indices.close(index=place.names())
        loaded.answered(503)


@pytest.fixture
def node() -> Iterator[Path]:
    """The folder of a node of the test's own; only one that fits on this machine beside the shared one."""
    with run_folder() as folder:
        yield folder


def test_a_node_that_is_killed_and_started_again_is_searched_again(node: Path, tmp_path: Path) -> None:
    try:
        home = find_home()
    except ElasticsearchMissingError as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"elasticsearch could not be had: {missing}")
    url = start_node(home, node)
    with placed(url) as place, searching(url, place, tmp_path) as server, load(server, PATH, right=right(0)) as loaded:
        loaded.answered(200)
        os.killpg(os.getpgid(int((node / NODE_PID).read_text())), signal.SIGKILL)
        loaded.answered(503)
        start_node(home, node, port=int(urlsplit(url).port or 0))
        loaded.answered(200)
