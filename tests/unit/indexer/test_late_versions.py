"""Does a live feed that tells many versions and tombstones of a creator, in any order, end the newest of them?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from indexer import intake
from tests.fakes import MemoryWriter, feed_record, tombstone
from tests.live import LiveSource
from tests.unit.indexer.syncs import Syncs
from tests.unit.indexer.watching.markets import Markets

OLD, LEFT, NEW, GONE = (f"2026-11-22T08:{minute}:00Z" for minute in (10, 20, 30, 40))
TOLD = (
    feed_record("c1", updated_at=OLD),
    tombstone("c1", updated_at=LEFT),
    feed_record("c1", updated_at=NEW),
    tombstone("c1", updated_at=GONE),
)
ELSEWHERE = feed_record("c1", market="FR", updated_at=LEFT)
"""Newer than the first profile that DE told, and older than the one that has ended."""


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
@pytest.mark.parametrize("batch", [1, 1_000])
def test_an_older_profile_of_another_market_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Sequence[int], batch: int
) -> None:
    monkeypatch.setattr(intake, "BATCH", batch)
    syncs = Syncs(tmp_path)
    assert syncs(LiveSource(DE=[feed_record("b"), *(TOLD[number] for number in order)])).failure is None

    assert syncs(LiveSource(FR=[ELSEWHERE, feed_record("f", market="FR")]), market="FR").failure is None

    assert syncs.writer.creators() == {"DE": ["b"], "FR": ["f"]}


def test_nor_where_others_tell_of_the_creator_meanwhile(tmp_path: Path) -> None:
    markets = Markets(tmp_path, MemoryWriter())
    markets.source.feeds["DE"] = [feed_record("c2"), *(TOLD[number] for number in (3, 2, 0))]

    markets.rebuilt(lambda: markets.tells("FR", {**ELSEWHERE, "updated_at": OLD}))
    markets.tells("FR", ELSEWHERE)

    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}
