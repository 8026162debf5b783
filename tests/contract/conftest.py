"""Which indexes does the contract hold for? Every one that the application can be given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from indexer.wiring import now
from indexer.writers.elastic import ElasticWriter
from indexer.writers.embedded import EmbeddedWriter
from marketplace.accounts.ports import Records
from marketplace.elastic.client import connect
from marketplace.elastic.engine import ElasticEngine
from marketplace.elastic.published import KEPT_SECONDS
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.settings import load_settings
from marketplace.store.records import SqlRecords
from tests.accounts import Office
from tests.bargains import Bargain
from tests.contract.index import Index, random_creators
from tests.databases import Databases
from tests.dispatch import Exchange, exchanging
from tests.fakes import Clock
from tests.members import Club
from tests.receivers import ReceiverServer, receiver
from tests.records import MemoryRecords
from tests.treasury import Treasury

MakeIndex = Callable[[], Index]


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def make_index(request: pytest.FixtureRequest) -> MakeIndex:
    """Makes an empty index of one engine; all of them are removed when the module is done."""
    made: MakeIndex = request.getfixturevalue(f"make_{request.param}")
    return made


@pytest.fixture
def empty(make_index: MakeIndex) -> Index:
    """An index of the test's own, in which nothing is published."""
    return make_index()


@pytest.fixture(scope="module")
def indexed(make_index: MakeIndex) -> Index:
    """An index of the module's random creators; its tests only read."""
    index = make_index()
    index.fill(random_creators())
    return index


@pytest.fixture(scope="module")
def make_embedded(tmp_path_factory: pytest.TempPathFactory) -> MakeIndex:
    """Makes an index in a folder."""

    def make() -> Index:
        folder: Path = tmp_path_factory.mktemp("index")
        clock = Clock(now())
        return Index(EmbeddedEngine(folder), EmbeddedWriter(folder, now=clock), lambda: None, clock)

    return make


@pytest.fixture(scope="module")
def make_elasticsearch(elasticsearch_url: str) -> Iterator[MakeIndex]:
    """Makes indices under a prefix of their own on a real server, and deletes them in the end."""
    settings = load_settings({"ELASTICSEARCH_URL": elasticsearch_url})
    prefix = f"contract{uuid4().hex[:8]}"
    with connect(settings, indexing=False) as searching, connect(settings, indexing=True) as indexing:
        made: list[str] = []

        def make() -> Index:
            made.append(f"{prefix}x{len(made)}")
            looks, clock = Looks(), Clock(now())
            engine = ElasticEngine(searching, made[-1], clock=looks)
            return Index(engine, ElasticWriter(indexing, made[-1], now=clock), looks.go_on, clock)

        yield make
        for name in made:
            _delete(indexing, name)


@dataclass
class Looks:
    """A clock that goes on only when it is told to."""

    seconds: float = 0

    def __call__(self) -> float:
        return self.seconds

    def go_on(self) -> None:
        """Let as much time go by as an engine may keep what it knows."""
        self.seconds += KEPT_SECONDS


def _delete(client: Elasticsearch, prefix: str) -> None:
    """Delete every index of a prefix; this one's are begun by no other's."""
    found = client.indices.get(index=f"{prefix}-*", expand_wildcards="all")
    if found:
        client.indices.delete(index=",".join(found.body))


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def office(request: pytest.FixtureRequest) -> Office:
    """The services over an empty database of each kind."""
    if request.param == "memory":
        records: Records = MemoryRecords()
    else:
        records = SqlRecords(request.getfixturevalue(f"{request.param}_databases")(wait_seconds=60))
    return Office(records)


@pytest.fixture
def bargain(databases: Databases) -> Bargain:
    """The services of deals over an empty database of each kind."""
    return Bargain(SqlRecords(databases(wait_seconds=60)))


@pytest.fixture
def club(databases: Databases) -> Club:
    """The services of members of Creator Next over an empty database of each kind."""
    return Club(SqlRecords(databases(wait_seconds=60)))


@pytest.fixture
def exchange(databases: Databases) -> Iterator[Exchange]:
    """Everything between an event and its receiver, over an empty database of each kind."""
    with exchanging(databases) as made:
        yield made


@pytest.fixture
def called() -> Iterator[ReceiverServer]:
    """A receiver that says that all is fine."""
    with receiver() as made:
        yield made


@pytest.fixture
def treasury(databases: Databases) -> Treasury:
    """Wallets over an empty database of each kind."""
    return Treasury(SqlRecords(databases(wait_seconds=60)))


@pytest.fixture
def sqlite_treasury(sqlite_databases: Databases) -> Treasury:
    """Wallets over a file, where it is not the database that is asked."""
    return Treasury(SqlRecords(sqlite_databases(wait_seconds=60)))
