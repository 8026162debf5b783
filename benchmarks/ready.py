"""How fast does Elasticsearch take ready documents? What a sync is held against; and what conversion costs alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson
from elasticsearch import Elasticsearch

from benchmarks.clients import Address, Request, answered, connected
from indexer.convert import Conversion, convert
from indexer.parsing import parsed
from indexer.sources.folders import folder_at
from indexer.sources.ndjson import NdjsonSource
from marketplace.creators.creator import Creator
from marketplace.creators.markets import codes
from marketplace.creators.money import configured_rates
from marketplace.elastic.bulk import BULK_BYTES
from marketplace.elastic.document import ready_creator
from marketplace.elastic.mapping import BUILDING, LIVE, SETTINGS, index_mapping

SENDERS = 2
"""Connections that send at once: with one, Elasticsearch waits for its client."""

WARMING_FILES = 8


@dataclass(frozen=True)
class Converted:
    """What conversion alone took: seconds of one processor for so many records."""

    records: int
    cpu_seconds: float


def conversion_cost(feeds: Path, *, now: int, records_a_market: int) -> Converted:
    """Convert the first records of each market, once to warm up."""
    found = list(_records(feeds, now=now, count=records_a_market))
    for content, run in found[:1_000]:
        convert(content, run)
    began = time.process_time()
    for content, run in found:
        convert(content, run)
    return Converted(len(found), time.process_time() - began)


def write_documents(feeds: Path, folder: Path, *, now: int) -> tuple[Path, ...]:
    """Files of about 5 MB with the body of a bulk request each, of all creators."""
    folder.mkdir()
    paths: list[Path] = []
    lines: list[bytes] = []
    for content, run in _records(feeds, now=now):
        creator = convert(content, run)
        assert isinstance(creator, Creator)
        lines.append(ready_creator(creator).body)
        if len(lines[-1]) * len(lines) > BULK_BYTES:
            paths.append(_written(folder / f"{len(paths):05}.ndjson", lines))
            lines = []
    return (*paths, _written(folder / f"{len(paths):05}.ndjson", lines))


def take_in(client: Elasticsearch, index: str, *, address: Address, files: Sequence[Path]) -> float:
    """Make an index of ready documents; the seconds from the first to all of them being searchable."""
    client.indices.create(index=index, mappings=index_mapping(), settings={**SETTINGS, **BUILDING})
    began = time.monotonic()
    with ThreadPoolExecutor(SENDERS) as senders:
        list(senders.map(lambda number: _send(address, index, files=files[number::SENDERS]), range(SENDERS)))
    client.indices.put_settings(index=index, settings=LIVE)
    client.indices.refresh(index=index)
    return time.monotonic() - began


def warm_up(client: Elasticsearch, index: str, *, address: Address, files: Sequence[Path]) -> None:
    """Let a new node take some documents in and forget them: its first seconds are slower than all later."""
    take_in(client, index, address=address, files=files[:WARMING_FILES])
    client.indices.delete(index=index)


def _records(feeds: Path, *, now: int, count: int | None = None) -> Iterator[tuple[object, Conversion]]:
    source = NdjsonSource(folder_at(str(feeds), now=now))
    for code in codes():
        run = Conversion(code, now, configured_rates())
        yield from ((parsed(one.content), run) for one in islice(source.records(code), count))


def _written(path: Path, lines: Sequence[bytes]) -> Path:
    path.write_bytes(b"".join(lines))
    return path


def _send(address: Address, index: str, *, files: Sequence[Path]) -> None:
    connection = connected(address)
    for path in files:
        request = Request("POST", f"/{index}/_bulk?filter_path=errors", path.read_bytes(), "application/x-ndjson")
        status, body = answered(connection, request)
        if (status, orjson.loads(body)) != (200, {"errors": False}):
            raise RuntimeError(f"elasticsearch refused ready documents with {status}: {body[:300]!r}")
    connection.close()
