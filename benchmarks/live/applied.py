"""How fast is a delta applied, once its records are converted? Looked up, written, seen, and the checkpoints moved."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.live.feed import ChangingFeed
from benchmarks.live.raw import Prepared, raw_rate
from indexer.changing import Changing
from indexer.convert import Conversion, convert
from indexer.delta import BATCH
from indexer.ports import IndexWriter
from indexer.wiring import now, pick_writer
from marketplace.creators.creator import Creator, Ready
from marketplace.creators.money import configured_rates
from marketplace.settings import load_settings

ROUNDS = 3
"""Of applying and raw writing in turns, of which the one in the middle by their ratio counts: either differs by a third
from one time to the next."""


def applied(
    name: str, environment: Mapping[str, str], *, feed: ChangingFeed, changes: int, folder: Path
) -> tuple[float, float]:
    """Changes a second that a running watch applies, and documents a second that the engine takes raw.

    The changes are of all markets and applied as a watch does: batch by batch, seen and kept by one commit.
    """
    writer, rates = pick_writer(load_settings(environment)), list[tuple[float, float]]()
    with writer.lock(), ExitStack() as stack:
        changing = Changing(stack.enter_context(writer.changes()))
        # a watch knows the words that changes bring, once most creators have changed
        _apply(changing, _prepared(feed, 3 * sum(map(len, feed.creators.values())), writer=writer), writer=writer)
        for number in range(ROUNDS):
            prepared = _prepared(feed, changes, writer=writer)
            rate = sum(map(len, prepared.values())) / _seconds(changing, prepared, writer=writer)
            rates.append((rate, raw_rate(name, environment, prepared=prepared, folder=folder / str(number))))
    return sorted(rates, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]


def _seconds(changing: Changing, prepared: Prepared, *, writer: IndexWriter) -> float:
    # a watch has no feed server's creators in its memory, to go through which takes a collection 0.3 s
    gc.collect()
    gc.freeze()
    began = time.monotonic()
    _apply(changing, prepared, writer=writer)
    return time.monotonic() - began


def _apply(changing: Changing, prepared: Prepared, *, writer: IndexWriter) -> None:
    for market, records in prepared.items():
        left = iter(records)
        while batch := list(islice(left, BATCH)):
            changing.take(market, batch)
    before = writer.states()
    after = {market: replace(state, synced_at=now()) for market, state in before.items()}
    changing.commit(changing.counted(after, before=before))


def _prepared(feed: ChangingFeed, changes: int, *, writer: IndexWriter) -> Prepared:
    """So many changes made at the feed, ready for the engine."""
    told = {market: len(some) for market, some in feed.changed.items()}
    feed.change(changes)
    make = writer.making_ready()

    def ready(market: str, one: str) -> Ready:
        made = convert(feed.creators[market][one], Conversion(market, now(), configured_rates()))
        assert isinstance(made, Creator)
        return make(made)

    changed = {market: dict.fromkeys(one for _, one in some[told[market] :]) for market, some in feed.changed.items()}
    return {market: [ready(market, one) for one in some] for market, some in changed.items()}
