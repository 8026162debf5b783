"""Is a creator who moves between markets seen once at any moment, whatever fails behind it?"""

from indexer.ports import Takeover
from marketplace.search.asked import query_from
from tests.contract.test_changes import change
from tests.creators import make_creator
from tests.elastic.conftest import Place

ALL = query_from({"facets": ["market"], "sort": "followers"})


def test_who_moved_is_seen_once_although_the_market_left_cannot_be_written(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="first"), make_creator(id="second"), make_creator(id="stays"))
    (german,) = place.names()
    place.client.indices.put_settings(index=german, settings={"index.blocks.write": True})
    index.publish("FR", make_creator(id="first", market="FR"), takeover=Takeover({"DE": ("first",)}))
    index.publish("JP", make_creator(id="second", market="JP"), takeover=Takeover({"DE": ("second",)}))
    markets = {str(one["id"]): one["market"] for one in index.search(ALL).creators}
    assert (index.search(ALL).total, markets) == (3, {"first": "FR", "second": "JP", "stays": "DE"})
    assert list(index.writer.ids("DE")) == ["stays"]
    assert index.writer.standing(("first",))["first"].kept.market == "FR"


def test_who_moved_is_deleted_where_they_were_and_hidden_no_longer(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="moves"), make_creator(id="stays"))
    (german,) = place.names()
    index.publish("FR", make_creator(id="moves", market="FR"), takeover=Takeover({"DE": ("moves",)}))
    assert place.client.count(index=german)["count"] == 1
    aliases = place.client.indices.get_alias(index=german)[german]["aliases"]
    assert aliases == {place.prefix: {}, place.alias("DE"): {}}


def test_who_could_not_be_deleted_stays_hidden_when_others_move_later(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="first"), make_creator(id="second"))
    (german,) = place.names()
    place.client.indices.put_settings(index=german, settings={"index.blocks.write": True})
    index.publish("FR", make_creator(id="first", market="FR"), takeover=Takeover({"DE": ("first",)}))
    place.client.indices.put_settings(index=german, settings={"index.blocks.write": None})
    index.publish("JP", make_creator(id="second", market="JP"), takeover=Takeover({"DE": ("second",)}))
    assert sorted(str(one["market"]) for one in index.search(ALL).creators) == ["FR", "JP"]


def test_who_comes_back_where_they_could_not_be_deleted_is_seen_there(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="moves"), make_creator(id="stays"))
    (german,) = place.names()
    place.client.indices.put_settings(index=german, settings={"index.blocks.write": True})
    index.publish("FR", make_creator(id="moves", market="FR"), takeover=Takeover({"DE": ("moves",)}))
    place.client.indices.put_settings(index=german, settings={"index.blocks.write": None})
    change(index, make_creator(id="moves", updated_at="2026-11-20T00:00:00Z"))

    assert [one["market"] for one in index.search(ALL).creators if one["id"] == "moves"] == ["DE"]
    assert index.search(ALL).total == 2
