"""What becomes of those who are hidden while their market is rolled back, on every engine?"""

from __future__ import annotations

import pytest

from marketplace.creators.times import MICROSECONDS
from tests.contract.index import Index
from tests.contract.test_rollback import rolled
from tests.contract.test_shown_overlays import Shop, record
from tests.creators import make_creator

BAD = 13


def hide(shop: Shop) -> None:
    """Hide c1 from now on."""
    shop.said.change("c1", {"hidden": True})
    shop.apply()


@pytest.mark.parametrize("hidden_before", [True, False])
def test_their_market_is_read_again_since_they_are_kept_as_the_bad_feed_had_them(
    empty: Index, hidden_before: bool
) -> None:
    shop = Shop(empty)
    shop.read(record("c1"), record("c2"), whole=True)
    if hidden_before:
        hide(shop)
    empty.clock.now += MICROSECONDS
    shop.read(record("c1", followers=BAD), record("c2"), whole=True)
    hide(shop)
    rolled(empty)
    assert (empty.writer.states()["DE"].fingerprint, shop.shown("c1")) == ("", None)


def test_a_market_in_which_nobody_is_hidden_is_not_read_again(empty: Index) -> None:
    shop = Shop(empty)
    for followers in range(2):
        empty.publish("FR", make_creator(id="f1", market="FR", followers=followers))
        shop.read(record("c1", market="DE"), record("c2"), whole=True)
        empty.clock.now += MICROSECONDS
    shop.said.change("f1", {"hidden": True})
    shop.apply()
    rolled(empty)
    assert empty.writer.states()["DE"].fingerprint == "feed of DE"
