"""Are rules that are wrong, or contradict themselves, refused with the place of every mistake?"""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from marketplace.creators.files import config
from marketplace.creators.markets import codes
from marketplace.errors import SettingsError
from marketplace.programme.reading_rules import load_rules, rules_of
from marketplace.programme.rules import Feature

DAY = dt.date(2025, 1, 1)
PERIOD = {"begins": DAY, "usd_per_1000_views": "1"}


def table_with(**changes: object) -> dict[str, Any]:
    """The rules that come with the service, with other values at places like `markets__DE__features`."""
    table = deepcopy(config("creator_next.toml"))
    for place, value in changes.items():
        *above, name = place.split("__")
        within = reduce(lambda inner, key: inner[int(key) if key.isdigit() else key], above, table)
        if value is None:
            del within[name]
        else:
            within[name] = value
    return table


def refused(**changes: object) -> str:
    with pytest.raises(SettingsError) as raised:
        rules_of(table_with(**changes))
    text = str(raised.value)
    assert text.startswith("the rules of Creator Next in creator_next.toml are wrong: ")
    return text.removeprefix("the rules of Creator Next in creator_next.toml are wrong: ")


def test_the_rules_that_come_with_the_service_are_read() -> None:
    rules = load_rules()

    assert [*rules.markets] == sorted(codes(), key=[*rules.markets].index)
    assert {one.code for one in rules.markets.values() if one.is_open(dt.date(2026, 11, 26))} == {
        "US", "GB", "DE", "FR", "IT", "ES",
    }  # fmt: skip
    assert (rules.markets["JP"].requirements.minimum_age, rules.markets["JP"].requirements.minimum_posts_30d) == (20, 3)
    assert rules.fund.rate("US", DAY) == Decimal("0.00004")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"markets__XX": {"time_zone": "UTC"}}, "markets.XX is no market of markets.toml"),
        ({"markets__DE": None}, "markets.DE has no table: every market needs its time zone"),
        ({"markets__DE__time_zone": "Europe/Bonn"}, "markets.DE.time_zone 'Europe/Bonn' is unknown"),
        ({"markets__DE__time_zone": "../etc/passwd"}, "markets.DE.time_zone '../etc/passwd' is unknown"),
        ({"markets__DE__minimum_age": 12}, "markets.DE.minimum_age must be 13 to 120, not 12"),
        ({"markets__DE__minimum_age": 121}, "markets.DE.minimum_age must be 13 to 120, not 121"),
        ({"requirements__minimum_age": None}, "markets.DE.minimum_age must be 13 to 120, not None"),
        ({"markets__DE__features": []}, "markets.DE.features is empty, but the market opens"),
        ({"markets__DE__features": ["tips", "tips"]}, "markets.DE.features names one twice"),
        ({"markets__DE__opens_on": dt.date(2024, 12, 31)}, "DE.opens_on 2024-12-31 is before the first of"),
        ({"fund__periods": []}, "markets.DE.opens_on 2025-01-01 is before the first of fund.periods"),
        ({"requirements_of__tips": None}, "requirements_of.tips is missing"),
        ({"popularity__live_gifts": None}, "popularity.live_gifts is missing"),
        ({"withdrawal__minimum_usd": "1000.01"}, "withdrawal.minimum_usd is more than daily_limit_usd"),
        ({"diamonds__per_usd": 0}, "diamonds.per_usd must be 1 at least"),
        ({"tips__fee_share": "1.01"}, "tips: fee_share is a share, 0 to 1, not 1.01"),
        ({"tips__fee_share_of": {"DE": "2"}}, "tips: DE is a share, 0 to 1, not 2"),
        ({"tips__fee_share_of": {"XX": "0.1"}}, "'XX' is no market of markets.toml, but has a rate or a fee"),
        ({"fund__periods__0__usd_per_1000_views_of": {"YY": "0.1"}}, "'YY' is no market of markets.toml"),
        ({"fund__periods": [PERIOD, PERIOD]}, "fund.periods: two begin on the same day"),
    ],
)
def test_what_contradicts_itself_is_named_with_its_place(changes: dict[str, object], said: str) -> None:
    assert said in refused(**changes)


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ({"retry_days": -1}, "retry_days", "must be a whole number that is not negative, not -1"),
        ({"retry_days": True}, "retry_days", "must be a whole number that is not negative, not True"),
        ({"retry_days": 30.5}, "retry_days", "must be a whole number that is not negative, not 30.5"),
        ({"terms_version": ""}, "terms_version", "must be a text, not ''"),
        ({"terms_version": None}, "", "terms_version"),
        ({"fund__minimum_usd": 10}, "fund.minimum_usd", 'must be an amount as a text, like "0.03", not 10'),
        ({"fund__minimum_usd": "-1"}, "fund.minimum_usd", "must be an amount that is not negative"),
        ({"fund__minimum_usd": "NaN"}, "fund.minimum_usd", "must be an amount that is not negative"),
        ({"fund__minimum_usd": "ten"}, "fund.minimum_usd", "must be an amount that is not negative"),
        ({"markets__DE__opens_on": "2025-01-01"}, "markets['DE'].opens_on", "must be a date like 2025-01-01"),
        ({"requirements_of__tips__unaffiliated": 1}, "requirements_of", "must be true or false, not 1"),
        ({"features": ["gold"]}, "features", "gold"),
        ({"requirements__maximum_age": 90}, "requirements", "maximum_age"),
        ({"colour": "red"}, "", "colour"),
    ],
)
def test_what_has_the_wrong_shape_is_named_with_its_place(changes: dict[str, object], place: str, said: str) -> None:
    text = refused(**changes)

    assert said in text
    assert place in text


def test_all_mistakes_are_named_at_once() -> None:
    text = refused(diamonds__per_usd=0, markets__DE__minimum_age=1, markets__FR__features=[])

    assert [one for one in ("per_usd", "DE.minimum_age", "FR.features") if one not in text] == []


def test_a_market_without_features_may_be_closed() -> None:
    assert rules_of(table_with(markets__BR__features=[])).markets["BR"].features == ()


def test_a_market_may_ask_for_more_and_offer_less() -> None:
    rules = rules_of(table_with(markets__DE__minimum_followers=50_000, markets__DE__features=["tips"]))

    market = rules.markets["DE"]
    assert (market.requirements.minimum_followers, market.features) == (50_000, (Feature.TIPS,))
    assert market.requirements.minimum_posts_30d == rules.markets["FR"].requirements.minimum_posts_30d


@pytest.mark.parametrize("content", [None, b"features = [", b"\xff"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "rules.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SettingsError, match=r"can't be read from .*rules\.toml: "):
        load_rules(str(file))
