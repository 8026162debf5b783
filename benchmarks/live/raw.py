"""How fast does an engine take the same documents ready-made? What a delta is held against."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import tantivy
from elasticsearch.helpers import parallel_bulk

from benchmarks.live.feed import ChangingFeed
from benchmarks.stage import client_of
from indexer.convert import Conversion, convert
from marketplace.creators.creator import Creator, Ready
from marketplace.creators.money import configured_rates
from marketplace.elastic import document as elastic
from marketplace.elastic.mapping import SETTINGS, index_mapping
from marketplace.embedded import document as embedded
from marketplace.embedded.schema import build_schema

HEAP_BYTES = 128_000_000


def raw_rate(name: str, environment: Mapping[str, str], *, feed: ChangingFeed, count: int, folder: Path) -> float:
    """Documents a second, until all are searchable: so many of the feed's creators, into an index of their own."""
    folder.mkdir()
    if name == "elasticsearch":
        return _elastic(environment["ELASTICSEARCH_URL"], _creators(feed, count))
    bodies = [one.body for one in _ready(_creators(feed, count), embedded.ready_creator)]
    writer = tantivy.Index(build_schema(), path=str(folder)).writer(heap_size=HEAP_BYTES, num_threads=1)
    began = time.monotonic()
    for body in bodies:
        writer.add_json(body)
    writer.commit()
    return count / (time.monotonic() - began)


def _elastic(url: str, creators: Iterator[Creator]) -> float:
    client, name = client_of(url), "live-raw"
    client.options(ignore_status=404).indices.delete(index=name)
    client.indices.create(index=name, mappings=index_mapping(), settings=SETTINGS)
    actions = [{"_index": name, "_id": one.id, "_source": elastic.index_document(one)} for one in creators]
    began = time.monotonic()
    for _ in parallel_bulk(client, actions, thread_count=2, chunk_size=1_000):
        pass
    client.indices.refresh(index=name)
    rate = len(actions) / (time.monotonic() - began)
    client.indices.delete(index=name)
    return rate


def _ready(creators: Iterator[Creator], make: Callable[[Creator], Ready]) -> Iterator[Ready]:
    return (make(one) for one in creators)


def _creators(feed: ChangingFeed, count: int) -> Iterator[Creator]:
    now = time.time_ns() // 1_000
    pairs = ((market, record) for market, some in feed.creators.items() for record in some.values())
    step = max(1, sum(map(len, feed.creators.values())) // count)
    for market, record in islice(pairs, 0, step * count, step):
        made = convert(record, Conversion(market, now, configured_rates()))
        assert isinstance(made, Creator)
        yield made
