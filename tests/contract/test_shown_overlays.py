"""Does a creator show what the marketplace says of them, above whatever a feed says, on every engine?"""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest

from indexer.applying import Alone
from indexer.changing import Changing
from indexer.conversions import Work, in_turn
from indexer.convert import Conversion
from indexer.overlays import OverlayPass
from indexer.ports import FeedRecord, Takeover
from indexer.standing import Withheld
from marketplace.creators.creator import Ready, Tombstone
from marketplace.search.asked import query_from
from tests.contract.index import Index, state_of
from tests.creators import NOW, RATES
from tests.fakes import feed_record
from tests.overlays import MemoryOverlays

ALL = query_from({"facets": ["available"], "sort": "followers"})
PRICE = {"amount": "50.00", "currency": "EUR"}
DEAR = {"amount": "900.00", "currency": "EUR"}


class Shop:
    """An index, and what the marketplace says; the feed says of c1 and c2 that a post costs 50 euros."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.said = MemoryOverlays()

    def read(self, *records: dict[str, Any], whole: bool = False) -> None:
        """Sync these records of DE: as all there are, or as changes."""
        with self.index.writer.lock():
            found = self.made(*records)
            if whole:
                with self.index.writer.build("DE") as build:
                    build.write([one for one in found if isinstance(one, Ready) and not one.hidden])
                    build.publish(state_of("DE", len(records)), Takeover())
            else:
                with self.index.writer.changes() as changes:
                    changing = Changing(changes)
                    changing.take("DE", found)
                    changing.commit()
        self.index.forget()

    def made(self, *records: dict[str, Any]) -> list[Ready | Tombstone]:
        """What these records of DE become."""
        found = in_turn([FeedRecord(1, one) for one in records], self._work())
        return [one[1] for one in found if isinstance(one, tuple)]

    def apply(self) -> int:
        """Let all overlays be shown; how many profiles were made again."""
        with self.index.writer.lock(), closing(Alone(self.index.writer)) as alone:
            made = OverlayPass(self.said, alone, self.index.writer.making_ready(), lambda: NOW).run()
        self.index.forget()
        return made

    def shown(self, creator_id: str = "c1") -> dict[str, Any] | None:
        """The creator as the API gives them."""
        found = self.index.engine.get((creator_id,)).get(creator_id)
        return dict(found) if found else None

    def _work(self) -> Work:
        return Work(Conversion("DE", NOW, RATES), self.index.writer.making_ready(), self.said)


def record(creator_id: str = "c1", **fields: Any) -> dict[str, Any]:
    return feed_record(creator_id, **{"price": PRICE, **fields})


@pytest.fixture
def shop(empty: Index) -> Shop:
    """A market of c1 and c2."""
    shop = Shop(empty)
    shop.read(record("c1"), record("c2"), whole=True)
    return shop


def test_what_the_marketplace_says_is_shown_found_and_counted(shop: Shop) -> None:
    shop.said.change("c1", {"price": DEAR, "available": True, "badges": ["responsive"]})

    assert shop.apply() == 1
    shown = shop.shown()
    assert shown
    assert (shown["price"], shown["available"], shown["badges"]) == (DEAR, True, ["responsive"])
    asked = {"price_min": Decimal(800), "price_currency": "EUR", "badges": ["responsive"], "facets": ["none"]}
    assert shop.index.found(query_from(asked)) == ["c1"]


def test_a_newer_record_of_the_feed_keeps_what_the_marketplace_says(shop: Shop) -> None:
    shop.said.change("c1", {"price": DEAR})
    shop.apply()
    shop.read(record(followers=7, updated_at="2026-11-21T00:00:00Z"))

    shown = shop.shown()
    assert shown
    assert (shown["followers"], shown["price"]) == (7, DEAR)


def test_a_rebuilt_market_keeps_what_the_marketplace_says(shop: Shop) -> None:
    shop.said.change("c1", {"price": DEAR})
    shop.apply()
    shop.read(record("c1"), record("c2"), whole=True)

    shown = shop.shown()
    assert shown
    assert shown["price"] == DEAR


def test_a_field_that_is_left_to_the_feed_again_shows_what_the_feed_says_by_then(shop: Shop) -> None:
    shop.said.change("c1", {"price": DEAR, "available": False})
    shop.apply()
    shop.read(record(price={"amount": "60.00", "currency": "EUR"}, updated_at="2026-11-21T00:00:00Z"))
    shop.said.clear("c1", ["price", "available"])
    shop.apply()

    shown = shop.shown()
    assert shown
    assert (shown["price"]["amount"], "available" in shown) == ("60.00", False)


def test_a_value_that_is_said_to_be_none_is_absent_whatever_the_feed_says(shop: Shop) -> None:
    shop.said.change("c1", {"price": None})
    shop.apply()

    shown = shop.shown()
    assert shown
    assert ("price" in shown, "price_usd" in shown) == (False, False)
    assert shop.index.found(query_from({"price_usd_missing": True, "facets": ["none"]})) == ["c1"]


def test_badges_that_the_marketplace_gives_come_to_those_of_the_feed(shop: Shop) -> None:
    shop.read(record(badges=["complete_profile"], updated_at="2026-11-21T00:00:00Z"))
    shown = []
    for badges in (["responsive"], ["responsive", "complete_profile"], ["experienced"], None):
        shop.said.change("c1", {"badges": badges})
        assert shop.apply() == 1
        shown.append((shop.shown() or {}).get("badges"))
    shop.said.clear("c1", ["badges"])
    shop.apply()

    both = ["complete_profile", "responsive"]
    assert shown == [both, both, ["complete_profile", "experienced"], None]
    assert (shop.shown() or {})["badges"] == ["complete_profile"]


def test_who_is_hidden_is_in_no_answer_and_comes_back_as_the_feed_says_by_then(shop: Shop) -> None:
    shop.said.change("c1", {"hidden": True, "available": True})
    shop.apply()
    shop.read(record(followers=9, updated_at="2026-11-21T00:00:00Z"))
    page = shop.index.search(ALL)
    assert (page.total, shop.shown(), list(shop.index.writer.ids("DE"))) == (1, None, ["c2"])

    shop.said.change("c1", {"hidden": False})
    shop.apply()
    shown = shop.shown()
    assert shown
    assert (shown["followers"], shown["available"], shop.index.search(ALL).total) == (9, True, 2)


def test_what_is_shown_already_is_not_made_again(shop: Shop) -> None:
    shop.said.change("c1", {"available": True})
    shop.said.change("unknown", {"available": True})

    assert (shop.apply(), shop.apply()) == (1, 0)
    assert shop.index.writer.states()["DE"].overlay == 2


def test_a_database_that_knows_less_than_the_index_changes_nothing(shop: Shop) -> None:
    shop.said.change("c1", {"available": True})
    shop.said.change("c1", {"available": False})
    shop.apply()
    shop.said = MemoryOverlays()
    shop.said.change("c1", {"available": True})

    assert shop.apply() == 0


@pytest.mark.parametrize("told_again", [True, False])
def test_who_is_hidden_is_hidden_although_the_run_that_hid_them_was_cut_off(shop: Shop, told_again: bool) -> None:
    shop.said.change("c1", {"hidden": True})
    (hidden,) = shop.made(record("c1"))
    with shop.index.writer.lock(), shop.index.writer.build("DE") as build:
        build.withhold({"c1": Withheld(hidden=hidden.body)})
    shop.index.forget()

    shop.read(record("c1")) if told_again else shop.apply()

    assert (shop.shown("c1"), shop.index.found(ALL)) == (None, ["c2"])
