import json
import re
import socket
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from elasticsearch import Elasticsearch

from indexer.state import state_to_json
from indexer.writers.elastic import ElasticWriter
from marketplace.elastic import bulk
from marketplace.elastic.builds import index_creators, keep_state
from marketplace.elastic.client import connect
from marketplace.elastic.document import ready_creator
from marketplace.elastic.engine import ElasticEngine
from marketplace.elastic.names import IndexName
from marketplace.errors import EngineUnavailable, IndexMismatch
from marketplace.search.asked import query_from
from marketplace.search.engine import Engine
from marketplace.settings import load_settings
from tests.contract.index import state_of
from tests.creators import TODAY, make_creator
from tests.elastic.conftest import Place

ALL = query_from({"facets": ["market"], "sort": "followers"})
FILTERED = query_from({"facets": ["market"], "sort": "followers", "followers_min": 0})
"""Finds everybody too, and is asked every time."""

OLD_RELEASE = "00000000"


def test_a_foreign_index_is_not_searched_and_the_writer_says_how_to_take_it_out(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator())
    foreign = f"{place.prefix}foreign"
    place.client.indices.create(index=foreign, aliases={place.prefix: {}})
    place.client.index(index=foreign, id="c2", document=make_creator(id="c2").keywords, refresh=True)
    index.forget()
    assert index.found(ALL) == ["c1"]
    assert set(index.engine.get(("c1", "c2"))) == {"c1"}
    with pytest.raises(IndexMismatch, match=f"the alias {place.prefix} holds {foreign}") as caught:
        index.writer.states()
    place.client.indices.update_aliases(body=json.loads(re.findall(r"\{.*\}", str(caught.value))[0]))
    assert list(index.writer.states()) == ["DE"]


def test_the_index_of_another_release_is_refused_until_it_is_synced(place: Place) -> None:
    index, old = place.index(), IndexName(place.prefix, "DE", OLD_RELEASE, "20200101t0000000000")
    place.client.indices.create(index=str(old), aliases={place.prefix: {}})  # of a format whose aliases had other names
    keep_state(place.client, str(old), state=state_to_json(state_of("DE", 1)))
    with pytest.raises(IndexMismatch, match=f"{old} was made by another release: run `python -m indexer sync`"):
        index.search(ALL)
    assert index.writer.states() == {"DE": replace(state_of("DE", 1), fingerprint="", inputs="")}
    index.publish("DE", make_creator())
    assert index.found(ALL) == ["c1"]


def test_an_index_that_vanished_is_forgotten_and_the_search_asked_again(place: Place) -> None:
    index = place.index()
    index.fill((make_creator(id="d"), make_creator(id="f", market="FR")))
    assert set(index.found(FILTERED)) == {"d", "f"}
    place.client.indices.delete(index=place.behind(place.alias("DE"))[0])
    assert index.found(FILTERED) == ["f"]
    assert list(index.engine.published().markets) == ["FR"]


def test_a_build_that_vanished_while_it_is_written_is_not_made_anew_by_guess(place: Place) -> None:
    with place.writer().build("DE") as build:
        place.client.indices.delete(index=place.names()[0])
        build.write([ready_creator(make_creator())])
        with pytest.raises(EngineUnavailable):
            build.count()
    assert place.names() == []


def test_a_build_whose_node_died_is_given_up_sooner_than_the_client_gives_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "WAITS_ON_NODE_SECONDS", 1)
    index, nowhere = f"{place.prefix}-de-0123abcd-1", {"index.routing.allocation.require._name": "nobody"}
    place.client.indices.create(
        index=index, aliases={f"{index}-writing": {}}, settings=nowhere, wait_for_active_shards="0"
    )
    client = place.client.options(request_timeout=10, max_retries=0)
    with pytest.raises(EngineUnavailable, match="unavailable_shards_exception"):
        index_creators(client, index, creators=[ready_creator(make_creator())])


def test_a_read_only_build_says_so_and_the_old_data_stays(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="old"))
    (old,) = place.names()
    with index.writer.build("DE") as build:
        (new,) = set(place.names()) - {old}
        place.client.indices.put_settings(index=new, settings={"index.blocks.write": True})
        build.write([ready_creator(make_creator(id="new"))])
        with pytest.raises(EngineUnavailable, match="elasticsearch is read-only"):
            build.count()
    index.forget()
    assert (index.found(ALL), place.names()) == (["old"], [old])


def test_a_market_that_cannot_be_locked_because_the_disk_is_full_says_so(place: Place) -> None:
    with place.writer().lock():
        pass
    full = {"index.blocks.read_only_allow_delete": True}
    place.client.indices.put_settings(index=f"{place.prefix}-locks", settings=full)
    with pytest.raises(EngineUnavailable, match="elasticsearch is read-only"), place.writer().lock():
        pass


def test_a_closed_index_is_no_empty_answer(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator())
    place.client.indices.close(index=place.names()[0])
    with pytest.raises(EngineUnavailable, match="index_closed_exception"):
        index.search(ALL)


QUESTIONS: dict[str, Callable[[Engine], object]] = {
    "search": lambda engine: engine.search(ALL, today=TODAY),
    "get": lambda engine: engine.get(("c1",)),
    "by_handle": lambda engine: engine.by_handle("c1", None),
    "published": lambda engine: engine.published(),
}


def client_of(port: int, seconds: float = 0.2) -> Elasticsearch:
    connected = connect(load_settings({"ELASTICSEARCH_URL": f"http://127.0.0.1:{port}"}), indexing=False)
    return connected.options(request_timeout=seconds)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_absent_server_is_named_as_such(question: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(EngineUnavailable, match="can't be reached"), client_of(port) as client:
        QUESTIONS[question](ElasticEngine(client, "creators"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_server_that_never_answers_is_not_waited_for(question: str) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        client_of(server.getsockname()[1]) as client,
        pytest.raises(EngineUnavailable, match="did not answer in time"),
    ):
        QUESTIONS[question](ElasticEngine(client, "creators"))


def test_a_sync_without_a_server_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, client_of(server.getsockname()[1]) as client:
        writer = ElasticWriter(client, "creators")
        for question in (writer.states, lambda: writer.standing(["a"]), lambda: list(writer.ids("DE"))):
            with pytest.raises(EngineUnavailable):
                question()
        for block in (writer.lock(), writer.build("DE")):
            with pytest.raises(EngineUnavailable), block:
                pass


class SomethingElse(BaseHTTPRequestHandler):
    kind, body = "text/plain", b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


class EmptyAnswer(SomethingElse):
    """A proxy that lets the product's name through, and no answer."""

    kind, body = "application/vnd.elasticsearch+json;compatible-with=9", b"{}"

    def end_headers(self) -> None:
        self.send_header("X-Elastic-Product", "Elasticsearch")
        super().end_headers()


class ProxyPage(EmptyAnswer):
    """A page of a proxy's."""

    kind, body = "text/html", b"<p>Sign in</p>"


@pytest.mark.parametrize("other", [SomethingElse, EmptyAnswer, ProxyPage])
def test_a_server_of_something_else_is_named_as_such(other: type[BaseHTTPRequestHandler]) -> None:
    with HTTPServer(("127.0.0.1", 0), other) as server, client_of(server.server_port, seconds=30) as client:
        Thread(target=server.handle_request).start()
        with pytest.raises(EngineUnavailable, match="something else than elasticsearch answers"):
            ElasticEngine(client, "creators").search(ALL, today=TODAY)
