"""Is an older build published again without those who left, moved or were hidden since, on every engine?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.ports import Takeover
from indexer.rollback import RolledBack, roll_back
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Role
from marketplace.creators.times import DAY, MICROSECONDS
from marketplace.search.asked import query_from
from tests.contract.index import Index
from tests.contract.test_changes import change, leaving, profile
from tests.contract.test_shown_overlays import DEAR, PRICE, Shop, record
from tests.creators import NOW, make_creator, make_creators

ALL = query_from({"facets": ["market"], "sort": "followers"})
STAYS = make_creator(id="stays", followers=9)


@pytest.fixture
def index(empty: Index) -> Index:
    """An index in which nothing is published, and whose writer's clock is the test's."""
    return empty


def seen(index: Index) -> list[str]:
    """The ids of all who are found."""
    return sorted(map(str, index.found(ALL)))


def rolled(index: Index, to: str | None = None) -> RolledBack:
    """Roll DE back."""
    index.clock.now += MICROSECONDS
    with index.writer.lock():
        done = roll_back(index.writer, "DE", to=to)
    index.forget()
    return done


def replaced(index: Index, *old: object) -> None:
    """Publish these creators of DE, and a second later a build of one who stays; FR and US have one each, too."""
    for market in ("FR", "US"):
        index.publish(market, make_creator(id=market, market=market, followers=1))
    index.publish("DE", *old, as_of=NOW - DAY)  # type: ignore[arg-type]
    index.clock.now += MICROSECONDS
    index.publish("DE", STAYS)


def test_the_newest_build_that_was_replaced_is_published_with_its_state(index: Index) -> None:
    replaced(index, STAYS, make_creator(id="lost", followers=5))
    before = {one.name for one in index.writer.builds() if one.published}
    done = rolled(index)
    state = index.writer.states()["DE"]
    assert seen(index) == ["FR", "US", "lost", "stays"]
    assert (state.as_of, state.creators, state.refused) == (NOW - DAY, 2, "feed of DE")
    assert (done.ended, done.state, done.replaced in before, done.build in before) == (0, state, True, False)
    assert index.engine.published().markets["DE"].as_of == NOW - DAY


def test_what_is_published_again_is_found_and_counted_as_before(index: Index) -> None:
    creators = [one for one in make_creators(150, seed=7) if one.market in ("DE", "FR")]
    index.fill(creators)
    facets = [field.name for field in FIELDS.indexed if Role.FACET in field.roles]
    query = query_from({"facets": facets, "limit": 100, "sort": "-price_usd"})
    found, worded = index.search(query), index.search(query_from({"q": "beauty"}))
    index.clock.now += MICROSECONDS
    index.publish("DE", *[one for one in make_creators(90, seed=8) if one.market == "DE"])
    rolled(index)
    ids = [one.id for one in creators if one.market == "DE"]
    ready = {one.id: index.writer.contents_of(index.ready(one)[0]) for one in creators if one.id in ids}
    assert (index.search(query), index.search(query_from({"q": "beauty"}))) == (found, worded)
    assert index.writer.contents("DE", ids) == ready


def test_a_market_goes_forward_again_to_a_build_by_name(index: Index) -> None:
    replaced(index, make_creator(id="old", followers=5))
    done = rolled(index)
    assert rolled(index, to=done.replaced).build == done.replaced
    assert seen(index) == ["FR", "US", "stays"]
    assert (index.writer.states()["DE"].refused, index.writer.states()["DE"].as_of) == ("", NOW)
    change(index, profile("comes", "DE", 7))
    assert seen(index) == ["FR", "US", "comes", "stays"]


def test_what_was_rolled_back_from_first_stays_refused(index: Index) -> None:
    replaced(index, make_creator(id="oldest"))
    index.clock.now += MICROSECONDS
    with index.writer.lock(), index.writer.build("DE") as build:
        build.write(index.ready(make_creator(id="bad")))
        build.publish(replace(index.writer.states()["DE"], feed="the bad feed", fingerprint=""), Takeover())
    oldest = [one.name for one in index.writer.builds() if one.market == "DE"][-1]
    assert [rolled(index).state.refused, rolled(index, to=oldest).state.refused] == ["the bad feed"] * 2


def test_who_left_since_is_not_shown_again(index: Index) -> None:
    replaced(index, profile("left", "DE", 1), profile("returned", "DE", 3), STAYS)
    change(index, leaving("left", "DE", 2), leaving("returned", "DE", 2))
    done = rolled(index)
    assert seen(index) == ["FR", "US", "returned", "stays"]
    assert (done.ended, done.state.creators) == (1, 2)


def test_who_left_and_came_back_since_in_a_newer_profile_is_not_shown_in_the_older_one(index: Index) -> None:
    replaced(index, profile("c1", "DE", 1), STAYS)
    change(index, profile("c1", "DE", 2), leaving("c1", "DE", 3), profile("c1", "DE", 4))
    rolled(index)
    assert seen(index) == ["FR", "US", "stays"]


def test_who_moved_since_stays_in_the_new_market_alone(index: Index) -> None:
    replaced(index, profile("moved", "DE", 2), profile("late", "DE", 4), STAYS)
    change(index, profile("moved", "FR", 3), profile("late", "FR", 3))
    rolled(index)
    markets = {str(one["id"]): one["market"] for one in index.search(ALL).creators}
    assert markets == {"stays": "DE", "moved": "FR", "late": "DE", "FR": "FR", "US": "US"}
    assert (index.search(ALL).total, index.writer.states()["DE"].creators) == (5, 2)
    assert index.writer.states()["FR"].fingerprint == ""


def test_who_was_hidden_since_is_not_shown_again(index: Index) -> None:
    shop = Shop(index)
    for _ in range(2):
        shop.read(record("c1"), record("c2"), whole=True)
        index.clock.now += MICROSECONDS
    shop.said.change("c1", {"hidden": True})
    shop.apply()
    assert rolled(shop.index).ended == 1
    assert (shop.shown("c1"), shop.shown("c2") is None) == (None, False)
    shop.said.clear("c1", ["hidden"])
    shop.apply()
    assert shop.shown("c1")


def test_an_overlay_of_since_is_shown_by_the_next_pass(index: Index) -> None:
    shop = Shop(index)
    for _ in range(2):
        shop.read(record("c1"), record("c2"), whole=True)
        index.clock.now += MICROSECONDS
    shop.said.change("c1", {"available": False})
    shop.apply()
    rolled(shop.index)
    assert shop.index.writer.states()["DE"].overlay == 0
    assert (shop.apply(), (shop.shown("c1") or {})["available"]) == (1, False)


def test_what_the_marketplace_said_then_is_shown_again(index: Index) -> None:
    shop = Shop(index)
    shop.said.change("c1", {"available": False, "price": DEAR})
    shop.read(record("c1"), record("c2"), whole=True)
    before, stored = shop.shown("c1"), index.writer.copies(["c1"])
    index.clock.now += MICROSECONDS
    shop.read(record("c2"), whole=True)
    rolled(index)
    assert (shop.shown("c1"), (before or {})["price"], index.writer.copies(["c1"])) == (before, DEAR, stored)
    shop.said.clear("c1", ["price", "available"])
    assert (shop.apply(), (shop.shown("c1") or {})["price"]) == (1, PRICE)


def test_markets_are_read_again_whose_creators_may_have_gone_with_the_build(index: Index) -> None:
    index.publish("FR", make_creator(id="taken", market="FR"), make_creator(id="FR", market="FR"))
    index.publish("DE", make_creator(id="old"))
    index.clock.now += MICROSECONDS
    index.publish("DE", make_creator(id="old"), make_creator(id="taken"), takeover=Takeover({"FR": ("taken",)}))
    with index.writer.lock(), index.writer.changes() as changes:
        changes.commit([replace(index.writer.states()["FR"], fingerprint="read since")])
    rolled(index)
    assert seen(index) == ["FR", "old"]
    assert {market: one.fingerprint for market, one in index.writer.states().items()} == {"DE": "feed of DE", "FR": ""}


def test_other_markets_are_not_read_again_when_nobody_is_gone(index: Index) -> None:
    replaced(index, STAYS, make_creator(id="lost"))
    rolled(index)
    assert index.writer.states()["FR"].fingerprint == "feed of FR"
