"""What is forgotten of those who are not shown, on every engine?"""

from __future__ import annotations

import time

from indexer.keeping import Pruned, retention
from tests.contract.index import Index
from tests.contract.test_changes import change, leaving, profile
from tests.contract.test_shown_overlays import Shop, record
from tests.creators import make_creator


def pruned(index: Index, *, days: float) -> Pruned:
    """Prune as of so many days from now."""
    now = time.time_ns() // 1_000 + round(days * 86_400_000_000)
    with index.writer.lock():
        return index.writer.prune(retention(2, 3600, now=now))


def test_who_left_is_forgotten_after_90_days(empty: Index) -> None:
    empty.publish("DE", make_creator(id="stays"))
    change(empty, profile("c1", "DE", 1), leaving("c1", "DE", 2))

    assert (pruned(empty, days=89.9).tombstones, list(empty.writer.standing(["c1"]))) == (0, ["c1"])
    assert (pruned(empty, days=90.1).tombstones, empty.writer.standing(["c1"])) == (1, {})
    assert list(empty.writer.ids("DE")) == ["stays"]


def test_who_is_hidden_stays_so_however_long_ago_it_was_told(empty: Index) -> None:
    shop = Shop(empty)
    shop.read(record("c1"), record("c2"), whole=True)
    shop.said.change("c1", {"hidden": True})
    shop.apply()

    assert pruned(empty, days=1_000).tombstones == 0
    assert [one for one, _ in empty.writer.hidden()] == ["c1"]


def test_nothing_is_pruned_of_an_index_in_which_nothing_is_published(empty: Index) -> None:
    assert (pruned(empty, days=100), list(empty.writer.builds())) == (Pruned(), [])


def test_the_published_builds_are_told_with_their_states(empty: Index) -> None:
    state = empty.publish("DE", make_creator())
    (build,) = empty.writer.builds()

    assert (build.market, build.state, build.published) == ("DE", state, True)
