"""Is a whole feed that is read beside deltas and overlays published as if it had been read in a moment?"""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.ports import IndexWriter
from indexer.writers.embedded import EmbeddedWriter
from tests.fakes import MemoryWriter, feed_record, tombstone
from tests.unit.indexer.watching.markets import Markets

NEW, NEWER, NEWEST = (f"2026-11-{day}T09:00:00Z" for day in (19, 20, 21))


@pytest.fixture(params=["memory", "embedded"])
def writer(request: pytest.FixtureRequest, tmp_path: Path) -> IndexWriter:
    return MemoryWriter() if request.param == "memory" else EmbeddedWriter(tmp_path / "index")


@pytest.fixture(params=["while it is judged", "when it was judged"])
def markets(request: pytest.FixtureRequest, writer: IndexWriter, tmp_path: Path) -> Markets:
    made = Markets(tmp_path, writer)
    made.source.early = request.param == "while it is judged"
    return made


def test_who_moves_away_meanwhile_is_not_brought_back(markets: Markets) -> None:
    markets.rebuilt(lambda: markets.tells("FR", feed_record("c1", market="FR", updated_at=NEWER)))

    assert markets.shown() == {"DE": ["c2"], "FR": ["c1", "f1"]}


def test_who_moves_away_and_leaves_there_meanwhile_is_not_brought_back(markets: Markets) -> None:
    markets.rebuilt(
        lambda: markets.tells("FR", feed_record("c1", market="FR", updated_at=NEWER)),
        lambda: markets.tells("FR", tombstone("c1", market="FR", updated_at=NEWEST)),
    )

    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}


def test_who_leaves_meanwhile_is_not_brought_back(markets: Markets) -> None:
    def leaves() -> None:
        markets.source.told["DE"] = [tombstone("c1", updated_at=NEWER)]

    markets.rebuilt(leaves)

    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}


def test_who_appears_in_another_market_in_an_older_version_meanwhile_is_shown_once(markets: Markets) -> None:
    markets.source.feeds["DE"].append(feed_record("c3", updated_at=NEWER))

    markets.rebuilt(lambda: markets.tells("FR", feed_record("c3", market="FR", updated_at=NEW)))

    assert markets.shown() == {"DE": ["c1", "c2", "c3"], "FR": ["f1"]}


def test_who_was_taken_from_a_market_and_leaves_it_meanwhile_is_counted_once(markets: Markets) -> None:
    markets.source.feeds["DE"].append(feed_record("f1", updated_at=NEWER))

    markets.rebuilt(lambda: markets.tells("FR", tombstone("f1", market="FR", updated_at=NEW)))

    assert markets.shown() == {"DE": ["c1", "c2", "f1"], "FR": []}


def test_who_is_hidden_meanwhile_is_not_shown_and_comes_back_when_shown_again(markets: Markets) -> None:
    markets.rebuilt(lambda: markets.says("c1", hidden=True))
    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}

    markets.says("c1", hidden=False)

    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}


def test_who_is_shown_again_meanwhile_is_shown(markets: Markets) -> None:
    markets.says("c1", hidden=True)

    markets.rebuilt(lambda: markets.says("c1", hidden=False))
    markets.shows_overlays()

    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}


def test_who_is_hidden_while_a_newer_version_is_read_is_shown_in_that_one_later(markets: Markets) -> None:
    markets.source.feeds["DE"][0] = feed_record("c1", followers=9, updated_at=NEWER)
    markets.rebuilt(lambda: markets.says("c1", hidden=True))

    markets.says("c1", hidden=False)
    markets.syncs("DE")

    assert markets.followers("c1") == 9
    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}


def test_who_was_told_to_have_left_meanwhile_does_not_come_back_by_a_late_record(markets: Markets) -> None:
    markets.source.feeds["DE"].append(tombstone("c3", updated_at=NEW))
    markets.rebuilt(lambda: markets.tells("FR", tombstone("c3", market="FR", updated_at=NEWEST)))

    markets.tells("FR", feed_record("c3", market="FR", updated_at=NEWER))

    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}


def test_who_is_shown_again_in_an_older_version_than_is_read_is_shown_in_that_one(markets: Markets) -> None:
    markets.says("c1", hidden=True)
    markets.source.feeds["DE"][0] = feed_record("c1", followers=9, updated_at=NEWER)

    markets.rebuilt(lambda: markets.says("c1", hidden=False))
    markets.shows_overlays()

    assert markets.shown() == {"DE": ["c1", "c2"], "FR": ["f1"]}
    assert markets.followers("c1") == 9


def test_a_leaving_that_is_told_meanwhile_of_one_who_is_hidden_is_not_forgotten(markets: Markets) -> None:
    markets.says("c1", hidden=True)
    markets.source.feeds["DE"][0] = feed_record("c1", updated_at=NEW)
    markets.rebuilt(lambda: markets.tells("FR", tombstone("c1", market="FR", updated_at=NEWEST)))

    markets.tells("FR", feed_record("c1", market="FR", updated_at=NEWER))
    markets.says("c1", hidden=False)

    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}


def test_who_is_hidden_moves_away_and_leaves_there_meanwhile_does_not_come_back(markets: Markets) -> None:
    markets.says("c1", hidden=True)
    markets.source.feeds["DE"][0] = feed_record("c1", updated_at=NEW)
    markets.rebuilt(
        lambda: markets.tells("FR", feed_record("c1", market="FR", updated_at=NEWER)),
        lambda: markets.tells("FR", tombstone("c1", market="FR", updated_at=NEWEST)),
    )

    markets.says("c1", hidden=False)

    assert markets.shown() == {"DE": ["c2"], "FR": ["f1"]}
