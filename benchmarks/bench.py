"""What is measured at one size? Both engines' syncs, then all contenders' searches, then memory and disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.clients import Clients
from benchmarks.commands import Synced, sync
from benchmarks.contenders import Contender, OnElasticsearch, embedded_api
from benchmarks.memory import children, private, resident
from benchmarks.ready import Converted, conversion_cost, take_in, warm_up, write_documents
from benchmarks.rounds import CLIENTS, Measured, Measurement
from benchmarks.stage import client_of, elasticsearch_url, prefix_of_our_own, served
from benchmarks.vocabulary import feed_records
from benchmarks.workload import Workload
from marketplace.elastic.engine import ElasticEngine
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.engine import Engine
from marketplace.search.service import SearchService
from tests.api.server import Server

RECORDS_TO_CONVERT = 400
"""Of each market."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What to measure: which feeds, where to work, on which engines, for how long."""

    feeds: Path
    folder: Path
    engines: Sequence[str]
    rounds: int
    searches_a_load: int
    say: Callable[[str], None]


@dataclass(frozen=True)
class Held:
    """What a process held after all loads, in bytes."""

    name: str
    private: int | None
    resident: int


@dataclass
class Results:
    """All that was measured; what belongs to an engine that was left out is missing."""

    converted: Converted
    measured: Measured = field(default_factory=lambda: Measured(""))
    contenders: tuple[Contender, ...] = ()
    synced: dict[str, Synced] = field(default_factory=dict)
    ready_seconds: float | None = None
    disk: dict[str, int] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    elasticsearch: str = ""


def run(job: Job) -> Results:
    """Measure it all; raises AnswersDiffer."""
    now = time.time_ns() // 1000
    job.say("converting")
    results = Results(conversion_cost(job.feeds, now=now, records_a_market=RECORDS_TO_CONVERT))
    with ExitStack() as stack:
        # clients first: a process begun later would inherit sockets
        clients = stack.enter_context(Clients(max(CLIENTS)))
        engines: list[Engine] = []
        servers: dict[str, Server] = {}
        for name in job.engines:
            engine, server = stack.enter_context(_STAGES[name](job, results))
            engines.append(engine)
            servers[name] = server
        service = SearchService(engines[-1], lambda: now)
        job.say("choosing searches")
        workload = Workload(service, feed_records(job.feeds, now))
        contenders = sorted(results.contenders, key=lambda one: one.letter)
        measurement = Measurement(contenders, workload, clients, job.searches_a_load, job.say)
        results.measured = measurement.run(job.rounds)
        results.held += [held for name, server in servers.items() for held in _workers(name, server)]
    return replace(results, contenders=tuple(contenders))


@contextmanager
def _embedded(job: Job, results: Results) -> Iterator[tuple[Engine, Server]]:
    index_dir = job.folder / "index"
    environment = {"MARKETPLACE_INDEX_DIR": str(index_dir), "MARKETPLACE_REJECTS_DIR": str(job.folder / "rejects")}
    job.say("syncing the embedded index")
    results.synced["embedded"] = sync(str(job.feeds), **environment)
    results.disk["embedded index"] = sum(path.stat().st_size for path in index_dir.rglob("*") if path.is_file())
    with served(index_dir, job.folder / "embedded") as server:
        results.contenders += (embedded_api(server.port, index_dir),)
        yield EmbeddedEngine(index_dir), server


@contextmanager
def _elasticsearch(job: Job, results: Results) -> Iterator[tuple[Engine, Server]]:
    with ExitStack() as stack:
        job.say("starting elasticsearch")
        url = stack.enter_context(elasticsearch_url(job.feeds))
        client = stack.enter_context(client_of(url))
        prefix = stack.enter_context(prefix_of_our_own(client))
        parts = urlsplit(url)
        place = OnElasticsearch(client, (str(parts.hostname), int(parts.port or 80)), prefix, f"{prefix}-usual")
        environment = {
            "MARKETPLACE_ENGINE": "elasticsearch",
            "MARKETPLACE_INDEX_PREFIX": prefix,
            "ELASTICSEARCH_URL": url,
        }
        _fill(place, job, results=results, environment=environment)
        server = stack.enter_context(served(job.folder / "none", job.folder / "elasticsearch", **environment))
        results.contenders += place.contenders(server.port)
        yield ElasticEngine(client, prefix), server
        results.held += _node(place)


def _fill(place: OnElasticsearch, job: Job, *, results: Results, environment: dict[str, str]) -> None:
    """Sync, and take the same documents in ready-made, on a node that has warmed up."""
    job.say("making ready documents")
    files = write_documents(job.feeds, job.folder / "ready", now=time.time_ns() // 1000)
    warm_up(place.client, place.usual_index, address=place.address, files=files)
    job.say("syncing elasticsearch")
    rejects = {"MARKETPLACE_REJECTS_DIR": str(job.folder / "rejects")}
    results.synced["elasticsearch"] = sync(str(job.feeds), **environment, **rejects)
    job.say("taking ready documents in")
    results.ready_seconds = take_in(place.client, place.usual_index, address=place.address, files=files)
    place.settle()
    results.elasticsearch = place.client.info()["version"]["number"]
    results.disk["Elasticsearch, one index"] = place.bytes_on_disk(place.usual_index)
    all_of_ours = place.bytes_on_disk(f"{place.prefix}*")
    results.disk["Elasticsearch, an index a market, words"] = all_of_ours - results.disk["Elasticsearch, one index"]


def _workers(name: str, server: Server) -> list[Held]:
    return [Held(f"API worker on {name}", private(pid), resident(pid)) for pid in children(server.process.pid)]


def _node(place: OnElasticsearch) -> list[Held]:
    return [Held("Elasticsearch node", private(pid), resident(pid)) for pid in place.local_processes()]


_STAGES = {"embedded": _embedded, "elasticsearch": _elasticsearch}
