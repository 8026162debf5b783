"""Who is measured side by side? Raw Elasticsearch in two ways, and this API on each engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from elasticsearch import Elasticsearch

from benchmarks.clients import Address
from benchmarks.forms import Asked, as_compiled, as_usual, to_api
from benchmarks.workload import Parameters
from marketplace.creators.times import midnight
from marketplace.elastic.asking import multi_search
from marketplace.elastic.builds import keep_state
from marketplace.elastic.compile import Request as Search
from marketplace.elastic.compile import Searched, compile_search
from marketplace.elastic.names import words_index
from marketplace.elastic.parse import similar_words
from marketplace.elastic.published import KEPT_SECONDS, Live, read_live
from marketplace.elastic.words import compile_similar
from marketplace.embedded.folder import make_current
from marketplace.search.asked import query_from


@dataclass(frozen=True)
class Contender:
    """One way to be answered: where, how a search is sent, how what was kept of answers is lost.

    `forget` drops what was kept of earlier answers outside a process of ours, `publish` lets there be something newly
    published, so that nothing kept counts.
    """

    letter: str
    name: str
    address: Address
    send: Callable[[Parameters], Asked]
    forget: Callable[[], None]
    publish: Callable[[], None]


def embedded_api(port: int, index_dir: Path) -> Contender:
    """(d): a new name for the index in use is what a publication looks like."""
    return Contender(
        "d",
        "this API, embedded index",
        ("127.0.0.1", port),
        to_api,
        forget=lambda: None,
        publish=lambda: make_current(index_dir),
    )


@dataclass(frozen=True)
class OnElasticsearch:
    """What the three contenders on one Elasticsearch share: the node, the prefix of (b) and (c), the index of (a)."""

    client: Elasticsearch
    address: Address
    prefix: str
    usual_index: str

    @cached_property
    def _live(self) -> Live:
        return read_live(self.client, self.prefix)

    def contenders(self, port: int) -> tuple[Contender, ...]:
        """(a), (b), and (c) on this port."""
        usual = Contender("a", "Elasticsearch, the usual way", self.address, self._as_usual, self._forget, self._forget)
        compiled = Contender(
            "b", "Elasticsearch, this project's body", self.address, self._as_compiled, self._forget, self._forget
        )
        api = Contender(
            "c", "this API, Elasticsearch", ("127.0.0.1", port), to_api, forget=self._forget, publish=self._publish
        )
        return usual, compiled, api

    def settle(self) -> None:
        """Wait until what was written has been merged: a search beside a merge waits for the disk."""
        while self.client.indices.stats(index=f"{self.prefix}*", metric="merge")["_all"]["total"]["merges"]["current"]:
            time.sleep(1)

    def bytes_on_disk(self, names: str) -> int:
        """What the files of indices take."""
        return int(self.client.indices.stats(index=names, metric="store")["_all"]["total"]["store"]["size_in_bytes"])

    def local_processes(self) -> tuple[int, ...]:
        """The processes of the cluster's nodes that run on this machine."""
        nodes = self.client.nodes.info(metric="process")["nodes"].values()
        pids = (int(node["process"]["id"]) for node in nodes)
        return tuple(pid for pid in pids if b"elasticsearch" in _command_line(pid))

    def _as_usual(self, parameters: Parameters) -> Asked:
        query = query_from(parameters)
        searched, _ = self._searched(parameters)
        if searched.similar and query.text:
            query = replace(query, text=replace(query.text, forgiving=True))
        return as_usual(query, searched, index=self.usual_index)

    def _as_compiled(self, parameters: Parameters) -> Asked:
        query = query_from(parameters)
        searched, before = self._searched(parameters)
        if before and query.text:
            query = replace(query, text=replace(query.text, forgiving=True))
        return as_compiled(query, searched, before=before)

    def _searched(self, parameters: Parameters) -> tuple[Searched, Sequence[Sequence[Search]]]:
        """What to compile against, and the searches that went before when nothing was found as it was typed."""
        query = query_from(parameters)
        searched = Searched(self._live.aliases, self._live.published, midnight(time.time_ns() // 1000))
        if not query.typos or not query.text or not query.text.forgivable:
            return searched, ()
        plan = compile_search(query, searched)
        (found,) = multi_search(self.client, [plan.hits])
        if found and found["hits"]["total"]["value"]:
            return searched, ()
        asked = compile_similar(replace(query.text, forgiving=True))
        lookups = [Search((words_index(self.prefix),), body) for body in asked.values()]
        found_words = multi_search(self.client, lookups)
        similar = {word: similar_words(one) for word, one in zip(asked, found_words, strict=True)}
        return replace(searched, similar=similar), (plan.requests, lookups)

    def _forget(self) -> None:
        self.client.indices.clear_cache(index=f"{self.prefix}*", request=True)

    def _publish(self) -> None:
        """A market's state becomes a later one, and is read when what was known has its age."""
        index = next(iter(read_live(self.client, self.prefix).indices.values()))
        later = int(index.state["synced_at"]) + 1
        keep_state(self.client, str(index.name), state={**index.state, "synced_at": later})
        self._forget()
        time.sleep(KEPT_SECONDS)


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""
