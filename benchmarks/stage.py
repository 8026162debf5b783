"""What must be there before a measurement? Feeds, indexes, servers; each goes away with its block."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from elasticsearch import Elasticsearch

from benchmarks.commands import index
from marketplace.creators.markets import codes
from marketplace.elastic.client import connect
from marketplace.settings import load_settings
from tests.api.server import Server, serving
from tests.elasticsearch_home import find_home
from tests.elasticsearch_server import running_node

LARGE_BYTES = 500_000_000
"""Of feeds (1.2 kB a creator as they are): beyond, a node has the larger heap."""

HEAP_MEGABYTES, LARGE_HEAP_MEGABYTES = 512, 1_024


def sample_feeds(folder: Path, size: int) -> Path:
    """Feeds of so many invented creators in all, made when the folder has none of that size."""
    feeds = folder / f"feeds-{size}"
    count = max(1, size // len(codes()))
    index("sample", "--feeds", str(feeds), "--creators-per-market", str(count), "--unless-there")
    return feeds


@contextmanager
def elasticsearch_url(feeds: Path) -> Iterator[str]:
    """ELASTICSEARCH_URL, or the URL of a node of our own; the heap is larger for many creators."""
    if given := os.environ.get("ELASTICSEARCH_URL"):
        yield given
        return
    large = sum(path.stat().st_size for path in feeds.iterdir()) > LARGE_BYTES
    with running_node(find_home(), heap_megabytes=LARGE_HEAP_MEGABYTES if large else HEAP_MEGABYTES) as url:
        yield url


@contextmanager
def prefix_of_our_own(client: Elasticsearch) -> Iterator[str]:
    """What the names of all our indices begin with; they are deleted in the end."""
    prefix = f"bench{uuid4().hex[:8]}"
    try:
        yield prefix
    finally:
        for name in client.indices.get(index=f"{prefix}*", expand_wildcards="all", features="aliases").body:
            client.indices.delete(index=name)


@contextmanager
def served(index_dir: Path, folder: Path, **environment: str) -> Iterator[Server]:
    """The real server with its default workers and threads."""
    folder.mkdir()
    with serving(index_dir, folder, through=(), **environment) as server:
        yield server


def client_of(url: str) -> Elasticsearch:
    """A client that waits as the indexer does."""
    return connect(load_settings({"ELASTICSEARCH_URL": url}), indexing=True)
