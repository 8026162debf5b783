"""How does a test get three Elasticsearch nodes that make one cluster, lose one of them and have it back?"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from elasticsearch import Elasticsearch

from tests.elasticsearch_home import ElasticsearchHome
from tests.elasticsearch_node import NODE_PID, start_node
from tests.elasticsearch_server import run_folder
from tests.ports import reserved_port

NAMES = ("north", "south", "west")
HEAP_MEGABYTES = 400
GREEN_WITHIN_SECONDS = 90


@dataclass
class Node:
    """One node: its folder, its address once it was started, and the settings that make it one of the cluster."""

    home: ElasticsearchHome
    folder: Path
    settings: Mapping[str, str]
    url: str = ""

    def start(self) -> None:
        """Start it, again under the address that it had; raises NodeFailedError."""
        port = urlsplit(self.url).port or 0
        self.url = start_node(self.home, self.folder, port=port, heap_megabytes=HEAP_MEGABYTES, settings=self.settings)

    def kill(self) -> None:
        """End it as a machine ends that loses its power."""
        os.killpg(os.getpgid(int((self.folder / NODE_PID).read_text())), signal.SIGKILL)


@dataclass(frozen=True)
class Cluster:
    """Three nodes by name, and a client that knows them all."""

    nodes: Mapping[str, Node]
    client: Elasticsearch

    @property
    def urls(self) -> str:
        """All addresses, as the setting takes them."""
        return ",".join(node.url for node in self.nodes.values())

    def master(self) -> str:
        """Which node is the elected master."""
        return str(self.client.cat.master(format="json")[0]["node"])

    def holder(self, alias: str) -> str:
        """Which node holds the primary of the one index behind an alias."""
        shards = self.client.cat.shards(index=alias, format="json", h="node,prirep")
        return next(str(shard["node"]) for shard in shards if shard["prirep"] == "p")

    def await_green(self) -> None:
        """Wait until all three are there, and every copy of every shard."""
        nodes, timeout = str(len(self.nodes)), f"{GREEN_WITHIN_SECONDS}s"
        patient = self.client.options(request_timeout=GREEN_WITHIN_SECONDS + 10)
        patient.cluster.health(wait_for_nodes=nodes, wait_for_status="green", timeout=timeout)


@contextmanager
def running_cluster(home: ElasticsearchHome) -> Iterator[Cluster]:
    """A green cluster of three nodes that ends with the block, whatever happens; raises NodeFailedError."""
    with ExitStack() as stack:
        ports = {name: stack.enter_context(reserved_port()) for name in NAMES}  # each knows those of the others
        nodes = {name: Node(home, stack.enter_context(run_folder()), _settings(name, ports)) for name in NAMES}
        with ThreadPoolExecutor(len(nodes)) as pool:
            list(pool.map(Node.start, nodes.values()))
        client = Elasticsearch([node.url for node in nodes.values()], max_retries=5, retry_on_timeout=True)
        cluster = Cluster(nodes, stack.enter_context(client))
        cluster.await_green()
        yield cluster


def _settings(name: str, ports: Mapping[str, int]) -> Mapping[str, str]:
    return {
        "node.name": name,
        "discovery.type": "multi-node",
        "transport.port": str(ports[name]),
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports.values()),
        "cluster.initial_master_nodes": ",".join(ports),
    }
