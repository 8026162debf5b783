"""What does the index hold as of one commit, and what is known of it already?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from tantivy import Searcher

from marketplace.creators.money import Rates, configured_rates
from marketplace.embedded.clauses import every
from marketplace.embedded.folder import open_index
from marketplace.embedded.states import read_states
from marketplace.search.page import Published, PublishedMarket

COUNTING_THREADS = 2
MAX_KEPT = 1_000
"""Answers that are remembered; a few kilobytes each."""


@dataclass(frozen=True)
class Snapshot:
    """The index as of one commit, what is published in it, and what was counted and found in it so far."""

    searcher: Searcher
    published: Published
    stamp: tuple[int, ...]
    kept: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)
    threads: Executor = field(default_factory=lambda: ThreadPoolExecutor(COUNTING_THREADS, "counting"))

    @property
    def rates(self) -> Rates:
        """The rates of the newest build."""
        return self.published.rates or configured_rates()

    def find(self, key: Hashable) -> object | None:
        """What was kept under a key."""
        return self.kept.get(key)

    def keep(self, answers: Mapping[Hashable, object]) -> None:
        """Remember answers; the oldest go when there are too many."""
        with self.lock:
            self.kept.update(answers)
            while len(self.kept) > MAX_KEPT:
                self.kept.popitem(last=False)


def opened_snapshot(folder: Path, stamp: tuple[int, ...]) -> Snapshot:
    """The newest commit of the index in a folder; raises IndexMismatch."""
    index = open_index(folder)
    searcher = index.searcher()
    states = read_states(index)
    counts = dict(searcher.terms_with_prefix("market", "", every(())))
    markets = {
        market: PublishedMarket(market, counts.get(market, 0), state["as_of"], state["synced_at"])
        for market, state in states.items()
    }
    newest = max(states.values(), key=lambda state: int(state["synced_at"]), default=None)
    return Snapshot(searcher, Published(markets, Rates.from_json(newest["rates"]) if newest else None), stamp)
