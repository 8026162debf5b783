"""Does a leaving hold that a whole feed tells of one who is hidden, on every engine?"""

from __future__ import annotations

from pathlib import Path

from tests.contract.index import Index
from tests.fakes import feed_record, tombstone
from tests.unit.indexer.watching.markets import Markets


def test_who_is_hidden_and_leaves_by_a_whole_feed_does_not_come_back(empty: Index, tmp_path: Path) -> None:
    markets = Markets(tmp_path, empty.writer)
    markets.says("c1", hidden=True)
    markets.source.feeds["DE"] = [feed_record("c2"), tombstone("c1")]
    markets.syncs("DE", rebuild=True)

    withheld = empty.writer.standing(["c1"])["c1"].withheld
    assert (list(withheld.left), withheld.hidden) == (["DE"], None)
    markets.says("c1", hidden=False)
    markets.tells("DE", feed_record("c1"))
    assert markets.shown()["DE"] == ["c2"]
