"""Are the sample feeds valid, the same every time, and believable?"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from statistics import correlation, median
from typing import Any

import orjson
import pycountry
import pytest

from indexer.sample import write_sample_feed
from indexer.sample.profiles import profiles
from indexer.sample.vocabulary import data
from marketplace.creators import money, topics
from marketplace.creators.fields import FIELDS
from marketplace.creators.markets import codes, languages, markets
from marketplace.creators.values import check_value

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
SCRIPTS = {
    "RU": r"[а-яё]",
    "IL": r"[א-ת]",
    "EG": r"[ء-ي]",
    "SA": r"[ء-ي]",
    "JP": r"[ぁ-ヿ一-鿿]",
    "KR": r"[가-힣]",
    "TW": r"[一-鿿]",
    "TH": r"[ก-๛]",
    "VN": r"[ăâđêôơưạảấầẩậắằẳặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửữựỳỵỷỹ]",
    "TR": r"[çğışöü]",
}
EVERY_MARKET = pytest.mark.parametrize("market", codes())


@cache
def some(market: str, count: int = 60, seed: int = 1) -> Sequence[dict[str, Any]]:
    return tuple(profiles(market, count=count, seed=seed, now=NOW))


def everyone(count: int = 60) -> list[dict[str, Any]]:
    return [profile for market in codes() for profile in some(market, count)]


@EVERY_MARKET
def test_every_value_is_kept_by_the_field_table_as_it_is(market: str) -> None:
    known = {field.name: field for field in FIELDS if not field.derived and not field.within}
    for profile in some(market):
        assert {name: check_value(known[name], value) for name, value in profile.items()} == profile
        assert {field.name for field in known.values() if field.required} <= profile.keys()
        assert not [name for name, value in profile.items() if value in (None, [], {}, "")]


@EVERY_MARKET
def test_a_region_is_one_of_the_market_and_a_city_lies_in_one_region(market: str) -> None:
    places = {(profile["region"], profile.get("city")) for profile in some(market, 400) if "region" in profile}
    cities = Counter(city for _, city in places if city)
    assert {pycountry.subdivisions.get(code=region).country_code for region, _ in places} == {market}
    assert set(cities.values()) == {1}
    assert len(cities) >= 7


@EVERY_MARKET
def test_creators_speak_every_language_of_their_market_and_write_the_first_they_name(market: str) -> None:
    assert {profile["languages"][0] for profile in some(market, 400)} == set(markets()[market].languages)
    assert set(data("markets.toml")[market]["speaks"]) == set(markets()[market].languages)


@pytest.mark.parametrize(("market", "script"), SCRIPTS.items())
def test_bios_are_in_the_script_of_the_market(market: str, script: str) -> None:
    bios = [profile["bio"].lower() for profile in some(market) if "bio" in profile]
    assert sum(bool(re.search(script, bio)) for bio in bios) >= len(bios) * (0.8 if market in ("TR", "VN") else 1)


def test_no_id_is_in_two_markets_and_no_handle_twice_in_one() -> None:
    assert len({profile["id"] for profile in everyone(400)}) == 400 * len(codes())
    assert len({(profile["market"], profile["handle"]) for profile in everyone(400)}) == 400 * len(codes())


def test_handles_are_ascii_and_rarely_need_a_number_to_be_unique() -> None:
    handles = [profile["handle"] for profile in some("KR", 2_000)]
    assert not [handle for handle in handles if not re.fullmatch(r"[a-z0-9._]{2,64}", handle)]
    assert sum(bool(re.search(r"_\d+$", handle)) for handle in handles) < 40


@EVERY_MARKET
def test_things_happened_in_order_and_not_after_now(market: str) -> None:
    for profile in some(market):
        joined = profile.get("joined_at", "2015-01-01T00:00:00Z")
        assert joined < profile["last_posted_at"] <= profile["updated_at"] <= "2026-11-22T00:00:00Z"
        assert (profile["last_posted_at"] > "2026-10-23") == bool(profile["posts_30d"]) == ("average_views" in profile)
        assert profile.get("away_until", "2026-11-23") > "2026-11-22"


@EVERY_MARKET
def test_a_price_is_in_the_currency_of_the_market_with_its_decimals(market: str) -> None:
    prices = [profile["price"] for profile in some(market) if "price" in profile]
    digits = {len(price["amount"].partition(".")[2]) for price in prices}
    assert {price["currency"] for price in prices} == {markets()[market].currency}
    assert digits == {money.decimals(markets()[market].currency)}
    assert 0.4 < sum(price["negotiable"] for price in prices) / len(prices) < 0.85


@EVERY_MARKET
def test_prices_rise_with_views_and_engagement_falls_with_followers(market: str) -> None:
    priced = [profile for profile in some(market, 400) if {"price", "average_views"} <= profile.keys()]
    active = [profile for profile in some(market, 400) if "engagement_rate" in profile]
    assert ranked([float(each["price"]["amount"]) for each in priced], [each["average_views"] for each in priced]) > 0.7
    assert ranked([each["followers"] for each in active], [each["engagement_rate"] for each in active]) < -0.3


def ranked(one: Sequence[float], other: Sequence[float]) -> float:
    places = [[sorted(values).index(value) for value in values] for values in (one, other)]
    return correlation(*places)


def test_followers_are_heavy_tailed() -> None:
    followers = sorted(profile["followers"] for profile in everyone(400))
    assert 8_000 < median(followers) < 18_000
    assert sum(followers[-96:]) > sum(followers) / 4, "one in a hundred has a quarter of all followers"
    assert 2_000_000 < followers[-1] <= 60_000_000


def test_topics_cohere() -> None:
    held = [[topic.partition(".")[0] for topic in profile["topics"]] for profile in everyone(400)]
    assert {len(roots) for roots in held} == {1, 2, 3, 4}
    assert sum(len(set(roots)) == 1 for roots in held) > len(held) * 0.6
    assert {root for roots in held for root in roots} == {
        topic.id for topic in topics.topics().values() if not topic.parent
    }


def test_badges_and_membership_are_earned() -> None:
    for profile in everyone():
        badges = profile.get("badges", [])
        assert ("responsive" in badges) == (profile.get("response_hours", 99) <= 48)
        assert ("experienced" in badges) == (profile.get("collaborations_completed", 0) >= 10)
        assert ("creator_next" in profile) == (profile["market"] in ("US", "GB", "DE", "FR", "IT", "ES"))
        if profile.get("creator_next"):
            assert profile["followers"] >= 10_000
            assert profile["views_30d"] >= 1_000
            assert profile["posts_30d"] >= 3
            assert profile.get("account_type") != "business"


def test_gaps_are_as_frequent_as_the_table_says() -> None:
    gaps: dict[str, float] = data("traits.toml")["gaps"]
    absent = {
        name: sum(name not in profile for profile in everyone(400)) / 9_600 for name in ("bio", "price", "audience")
    }
    assert absent == pytest.approx({name: gaps[name] for name in absent}, abs=0.02)


def test_the_tables_name_topics_and_languages_that_exist() -> None:
    traits, named = data("traits.toml"), set()
    for table in ("roots", "women", "only", "emoji"):
        named |= traits[table].keys()
    named |= {topic for code in languages() for topic in data(f"{code}.toml")["topics"]} | set(
        traits["popular"]["leaves"]
    )
    named |= {root for row in traits["roots"].values() for root in row["near"]} | data("brands.toml")["roots"].keys()
    named |= {root for row in data("markets.toml").values() for root in row["favourites"]}
    assert named <= set(topics.ids())


def test_a_larger_feed_begins_with_the_smaller_one() -> None:
    assert list(profiles("DE", count=10, seed=1, now=NOW)) == list(some("DE"))[:10]
    assert list(profiles("DE", count=10, seed=2, now=NOW)) != list(some("DE"))[:10]


def test_a_feed_is_the_same_whatever_else_is_written(tmp_path: Path) -> None:
    for market in codes():
        write_sample_feed(tmp_path / "all", market, now=NOW, creators=3)
    write_sample_feed(tmp_path / "one", "JP", now=NOW, creators=3)
    files = {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()}
    assert files.keys() == {f"{market}.ndjson" for market in codes()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()} == {"JP.ndjson": files["JP.ndjson"]}
    assert [orjson.loads(line) for line in files["JP.ndjson"].splitlines()] == list(some("JP"))[:3]


def test_a_feed_that_could_not_be_written_whole_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "DE.ndjson").write_bytes(b"old")
    with pytest.raises(OverflowError):
        write_sample_feed(tmp_path, "DE", now=dt.datetime.min.replace(tzinfo=dt.UTC))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"DE.ndjson": b"old"}


def test_an_unknown_market_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no sample data for market 'XX': known are US, CA"):
        write_sample_feed(tmp_path, "XX", now=NOW)
