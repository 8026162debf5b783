"""Is a creator of the TikTok One API translated exactly, and is what can't be translated never lost in silence?"""

from typing import Any

import pytest

from indexer.convert import Conversion, convert
from indexer.sources.tiktok_profiles import Translation, dictionary, dictionary_of, translated
from marketplace.creators.creator import Creator
from marketplace.creators.fields import AGES, DEVICES, GENDERS
from marketplace.creators.files import config
from marketplace.errors import InvalidRecord, SettingsError
from tests.creators import NOW, RATES
from tests.tiktok_server import tiktok_creator

TIME = "2026-11-22T10:00:00Z"
PROFILE = {
    "id": "70ada",
    "handle": "ada",
    "market": "DE",
    "bio": "Brot und Garten",
    "display_name": "Ada",
    "avatar_url": "https://p16.example/ada.jpeg",
    "followers": 48_210,
    "following": 12,
    "likes": 910_000,
    "posts": 341,
    "median_views": 20_500,
    "engagement_rate": 0.061,
    "price": {"amount": "350.5", "currency": "EUR"},
    "topics": ["beauty", "beauty.makeup"],
    "audience": {
        "countries": {"DE": 0.81, "AT": 0.12},
        "genders": {"female": 0.7, "male": 0.3},
        "ages": {"18-24": 0.6, "55up": 0.1},
        "devices": {"ios": 0.4, "android": 0.3, "other": 0.3},
    },
    "updated_at": TIME,
}


def profile(creator: object, market: str = "DE") -> Any:
    return translated(creator, dictionary(), market=market, updated_at=TIME).record


def converted(creator: object) -> Any:
    return convert(profile(creator), Conversion("DE", NOW, RATES))


def test_a_creator_becomes_the_profile_of_the_same_values() -> None:
    assert translated(tiktok_creator(), dictionary(), market="DE", updated_at=TIME) == Translation(PROFILE)
    assert isinstance(converted(tiktok_creator()), Creator)


def test_numbers_may_be_written_as_texts_and_handles_with_an_at() -> None:
    texts = tiktok_creator(followers_count="48210", engagement_rate="0.061", creator_price="350.5")

    assert profile({**texts, "handle_name": "@ada"}) == PROFILE


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_what_the_api_leaves_empty_is_absent(nothing: object) -> None:
    kept = ("creator_id", "handle_name", "display_name", "followers_count")
    whole = tiktok_creator()

    found = profile({**dict.fromkeys(whole, nothing), **{name: whole[name] for name in kept}})

    assert found == {
        name: PROFILE[name] for name in ("id", "handle", "market", "display_name", "followers", "updated_at")
    }


@pytest.mark.parametrize(
    ("written", "amount"),
    [(350, "350"), (0.1, "0.1"), (1e-7, "0.0000001"), (123456789.12, "123456789.12"), ("120.00", "120.00")],
)
def test_an_amount_is_kept_to_the_last_digit(written: object, amount: str) -> None:
    assert profile(tiktok_creator(creator_price=written))["price"]["amount"] == amount


def test_a_creator_without_a_country_is_of_the_market_that_was_asked_for() -> None:
    assert profile(tiktok_creator(country_code=None), market="FR")["market"] == "FR"


def test_labels_are_known_by_name_in_any_case_or_by_id() -> None:
    words = dictionary_of({**config("tiktok_one.toml"), "labels": {"Food": ["food"], "77": ["travel"], "Apps": []}})
    labels = [{"label_name": "FOOD"}, {"label_id": 77, "label_name": "Reisen"}, {"label_name": "apps"}]

    made = translated(tiktok_creator(industry_labels=labels, content_labels=None), words, market="DE", updated_at=TIME)

    assert isinstance(made.record, dict)
    assert (made.record["topics"], made.unmapped) == (["food", "travel"], ())


def test_labels_without_a_topic_are_told() -> None:
    labels = [{"label_id": "9", "label_name": "Zymurgy"}, {"label_id": "9", "label_name": "Zymurgy"}, "loose", 5]
    creator = tiktok_creator(content_labels=labels, industry_labels="odd")

    assert translated(creator, dictionary(), market="DE", updated_at=TIME).unmapped == (
        "odd",
        "Zymurgy (9)",
        "loose",
        "5",
    )


REFUSED = {
    "engagement_rate: must be 0 to 1, not 6.1": {"engagement_rate": 6.1},
    "followers: must be a number, not a string": {"followers_count": "48.2K"},
    "audience: countries.DE must be 0 to 1, not 81": {"audience_countries": [{"country": "DE", "percentage": 81}]},
    "audience: countries has no key 'XX'": {"audience_countries": [{"country": "XX", "percentage": 0.5}]},
    "audience: genders has no key 'OTHER'": {"audience_genders": [{"gender": "OTHER", "percentage": 0.5}]},
    "audience: ages must be an object of shares, not a list": {"audience_ages": [{"age": "18-24"}]},
    "audience: devices must be an object of shares, not a string": {"audience_devices": "mostly phones"},
    "market: is FR, but this is the feed of DE": {"country_code": "FR"},
    "market: has no value 'XX': see the field's list in the docs": {"country_code": "XX"},
    "price: has a currency without a rate, 'None': known are those of rates.toml": {"currency": None},
    "price: has a currency without a rate, 'XYZ': known are those of rates.toml": {"currency": "XYZ"},
    'price: amount must be a decimal string like "120.00"': {"creator_price": -5},
    "avatar_url: must be an https URL": {"profile_image": "http://p16.example/ada.jpeg"},
    "id: is required": {"creator_id": None},
}


@pytest.mark.parametrize(("reason", "fields"), REFUSED.items())
def test_what_cannot_be_translated_is_refused_by_the_rules_of_profiles(reason: str, fields: dict[str, object]) -> None:
    with pytest.raises(InvalidRecord) as refused:
        converted(tiktok_creator(**fields))

    assert str(refused.value) == reason


@pytest.mark.parametrize("creator", [None, 5, "ada", [tiktok_creator()]])
def test_what_is_no_creator_is_refused(creator: object) -> None:
    with pytest.raises(InvalidRecord, match="record: must be a JSON object"):
        converted(creator)


def test_the_id_may_come_from_the_handle_where_that_is_configured() -> None:
    words = dictionary_of({**config("tiktok_one.toml"), "id_from": ["creator_id", "handle_name"]})
    creators = [tiktok_creator(creator_id=None), tiktok_creator(creator_id=7012)]

    found: list[Any] = [translated(one, words, market="DE", updated_at=TIME).record for one in creators]

    assert [one["id"] for one in found] == ["ada", "7012"]


def test_every_topic_and_key_of_the_table_exists() -> None:
    keys = dictionary().keys

    assert set(keys["gender"].values()) <= set(GENDERS)
    assert set(keys["age"].values()) <= set(AGES)
    assert set(keys["device"].values()) <= set(DEVICES)
    assert dictionary().labels["makeup"] == ("beauty.makeup",)


def test_a_label_of_an_unknown_topic_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError) as refused:
        dictionary_of({**config("tiktok_one.toml"), "labels": {"Makeup": ["beauty.make_up"]}})

    assert str(refused.value) == (
        "config/tiktok_one.toml gives 'Makeup' the topic 'beauty.make_up', which is none: did you mean beauty.makeup?"
    )


def test_a_table_that_is_missing_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match=r"config/tiktok_one.toml has no labels"):
        dictionary_of({"id_from": ["creator_id"]})
