"""Is an index that was damaged told from its feed and mended, on every engine?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.changes import Edit
from indexer.credible import Limits
from indexer.ports import Takeover
from indexer.standing import Standing, Stored
from indexer.sync import SyncOptions, sync_market
from indexer.verify import How, Repair, compare_market
from indexer.verifying import walked
from indexer.verifying.comparison import FAULTS, Comparison
from indexer.verifying.rows import Rows
from indexer.verifying.walked import Walked
from marketplace.creators.creator import Creator
from tests.contract.index import Index
from tests.creators import NOW, make_creator
from tests.fakes import MemorySource, feed_record
from tests.overlays import MemoryOverlays

LIMITS = Limits(credible_share=0.5, max_reject_share=0.5)
OLD, NEW = "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"
PRICE = {"amount": "50.00", "currency": "EUR"}


class Shop:
    """An index of DE and FR, made by syncs, in which h1 is hidden and p1 has another price than in the feed."""

    def __init__(self, index: Index, folder: Path) -> None:
        self.index = index
        self.overlays = MemoryOverlays()
        self.overlays.change("h1", {"hidden": True})
        self.overlays.change("p1", {"price": PRICE})
        named = [*(f"c{number}" for number in range(20)), "h1", "p1"]
        french = [feed_record(f"f{number}", market="FR") for number in range(5)]
        self.source = MemorySource(DE=[feed_record(one, bio="vegan") for one in named], FR=french)
        options = SyncOptions(rejects_dir=folder, limits=LIMITS, overlays=self.overlays)
        with index.writer.lock():
            for market in ("DE", "FR"):
                sync_market(market, source=self.source, writer=index.writer, options=options, clock=lambda: NOW)
        index.forget()

    def write(self, *creators: Creator) -> None:
        """Put creators into the index, whatever the feed says."""
        known = self.index.writer.standing([one.id for one in creators])
        edits = []
        for one, ready in zip(creators, self.index.ready(*creators), strict=True):
            before = known.get(one.id, Standing())
            place = before.shown.place if before.shown else None
            after = Standing(Stored(one.market, one.version, one.overlay, place=place), before.withheld)
            edits.append(Edit(one.id, before, after, ready))
        self._apply(edits)

    def remove(self, creator_id: str) -> None:
        """Take a creator out of the index."""
        before = self.index.writer.standing([creator_id])[creator_id]
        self._apply([Edit(creator_id, before, Standing(None, before.withheld))])

    def compared(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        """Who differs in each market, by way."""
        with Rows(walked.SCHEMA) as rows:
            how, writer = How(self.overlays, walked=Walked(rows)), self.index.writer
            found = [compare_market(one, source=self.source, writer=writer, now=NOW, how=how) for one in ("DE", "FR")]
        return {one.market: ways(one) for one in found}

    def repair(self) -> None:
        """Mend both markets."""
        with self.index.writer.lock(), Rows(walked.SCHEMA) as rows:
            repair, how = Repair(self.index.writer, LIMITS), How(self.overlays, walked=Walked(rows))
            for market in ("DE", "FR"):
                assert not repair.market(market, source=self.source, now=NOW, how=how).failure
        self.index.forget()

    def _apply(self, edits: list[Edit]) -> None:
        with self.index.writer.lock(), self.index.writer.changes() as changes:
            changes.apply(edits)
            changes.commit()
        self.index.forget()


def ways(found: Comparison) -> dict[str, tuple[str, ...]]:
    """Who differs, by way; also when the counts do."""
    assert found.failure is None
    differing = {way: getattr(found, way).ids for way in (*FAULTS, "behind") if getattr(found, way).count}
    return differing or ({} if found.agrees else {"counts": ()})


@pytest.fixture
def shop(empty: Index, tmp_path: Path) -> Shop:
    return Shop(empty, tmp_path)


AGREED: dict[str, dict[str, tuple[str, ...]]] = {"DE": {}, "FR": {}}


def test_what_was_synced_agrees_with_overlays_and_hidden_ones(shop: Shop) -> None:
    assert shop.compared() == AGREED


def test_each_kind_of_damage_is_told_and_mended(shop: Shop) -> None:
    right = make_creator(id="c1", bio="vegan")
    shop.write(replace(make_creator(id="c1", bio="wrong"), version=right.version), make_creator(id="c2", bio="another"))
    shop.write(make_creator(id="extra"))
    shop.remove("c3")
    told = {"altered": ("c1",), "different": ("c2",), "extra": ("extra",), "missing": ("c3",)}
    assert shop.compared() == {"DE": told, "FR": {}}

    shop.repair()

    assert (shop.compared(), shop.index.writer.states()["DE"].creators) == (AGREED, 21)
    assert shop.index.engine.get(("c1",))["c1"]["bio"] == "vegan"


def test_a_hidden_creator_who_shows_is_hidden_again(shop: Shop) -> None:
    shop.write(make_creator(id="h1", bio="vegan"))
    assert shop.compared()["DE"] == {"hidden": ("h1",)}

    shop.repair()

    assert (shop.compared(), shop.index.engine.get(("h1",))) == (AGREED, {})


def test_an_overlay_that_does_not_show_is_shown_again(shop: Shop) -> None:
    shop.write(make_creator(id="p1", bio="vegan"))
    assert shop.compared()["DE"] == {"different": ("p1",)}

    shop.repair()

    assert (shop.compared(), shop.index.engine.get(("p1",))["p1"]["price"]) == (AGREED, PRICE)


@pytest.mark.parametrize("newer", ["DE", "FR"])
def test_a_creator_in_two_markets_is_left_in_the_newer(shop: Shop, newer: str) -> None:
    times = {market: NEW if market == newer else OLD for market in ("DE", "FR")}
    for market, time in times.items():
        record = feed_record("both", market=market, updated_at=time)
        shop.source.feeds[market].append(record)
        kept = shop.index.writer.states()[market]
        others = [make_creator(**one) for one in shop.source.feeds[market] if one["id"] not in ("h1", "p1")]
        with shop.index.writer.lock(), shop.index.writer.build(market) as build:
            build.write(shop.index.ready(*others))
            build.publish(replace(kept, creators=len(others)), Takeover())
    assert shop.compared()["FR"]["twice"] == ("both",)
    shop.repair()

    assert [one.market for one in shop.index.writer.copies(["both"])["both"]] == [newer]
    assert shop.compared() == AGREED
