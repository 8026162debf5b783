"""How fast is a delta applied, once its records are converted? Looked up, written, seen, and the checkpoints moved."""

from __future__ import annotations

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


def applied(
    name: str, environment: Mapping[str, str], *, feed: ChangingFeed, changes: int, folder: Path
) -> tuple[float, float]:
    """Changes a second that a running watch applies, and documents a second that the engine takes raw.

    The changes are of all markets and applied as a watch does: batch by batch, seen and kept by one commit.
    """
    writer = pick_writer(load_settings(environment))
    with writer.lock(), ExitStack() as stack:
        changing = Changing(stack.enter_context(writer.changes()))
        # a watch knows the words that changes bring, once most creators have changed
        for count in (3 * sum(map(len, feed.creators.values())), changes):
            prepared = _prepared(feed, count, writer=writer)
            began = time.monotonic()
            _apply(changing, prepared, writer=writer)
            seconds = time.monotonic() - began
    rate = sum(map(len, prepared.values())) / seconds
    return rate, raw_rate(name, environment, prepared=prepared, folder=folder)


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
