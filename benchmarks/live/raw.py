"""How fast does an engine take the same documents ready-made? What the applying of a delta is held against."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tantivy
from elasticsearch import Elasticsearch

from benchmarks.stage import client_of
from marketplace.creators.creator import Ready
from marketplace.elastic.bulk import bulk
from marketplace.elastic.mapping import SETTINGS, index_mapping
from marketplace.embedded.schema import build_schema

HEAP_BYTES = 128_000_000
THREADS = 2

Prepared = Mapping[str, Sequence[Ready]]
"""Creators as an engine takes them, by market."""


def raw_rate(name: str, environment: Mapping[str, str], *, prepared: Prepared, folder: Path) -> float:
    """Documents replaced a second, until all are searchable, by whoever asks nothing: in an index of their own."""
    folder.mkdir(parents=True)
    if name == "elasticsearch":
        seconds = _elastic(client_of(environment["ELASTICSEARCH_URL"]), prepared)
    else:
        seconds = _embedded(folder, [one for some in prepared.values() for one in some])
    return sum(map(len, prepared.values())) / seconds


def _embedded(folder: Path, ready: Sequence[Ready]) -> float:
    writer = tantivy.Index(build_schema(), path=str(folder)).writer(heap_size=HEAP_BYTES, num_threads=1)
    for _ in range(2):  # the second time they are there
        began = time.monotonic()
        for one in ready:
            writer.delete_documents_by_term("id", one.id)
            writer.add_json(one.body)
        writer.commit()
    return time.monotonic() - began


def _elastic(client: Elasticsearch, prepared: Prepared) -> float:
    names = {market: f"live-raw-{market.lower()}" for market in prepared}
    for name in names.values():
        client.indices.create(index=name, mappings=index_mapping(), settings=SETTINGS)

    def write(market: str) -> None:
        bulk(client, (one.body for one in prepared[market]), index=names[market])

    for _ in range(2):  # the second time they are there
        began = time.monotonic()
        with ThreadPoolExecutor(THREADS) as writers:
            list(writers.map(write, prepared))
        client.indices.refresh(index=",".join(names.values()))
        seconds = time.monotonic() - began
    client.indices.delete(index=",".join(names.values()))
    return seconds
