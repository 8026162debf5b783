"""What does a record become?"""

import json
from typing import Any

import pytest

from indexer.convert import Conversion, convert
from marketplace.creators.creator import Creator, Tombstone, tie_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import MatchClass
from marketplace.creators.times import parse_time
from tests.creators import NOW, RATES, make_creator
from tests.fakes import feed_record, tombstone

FULL: dict[str, Any] = {
    "id": "de-1",
    "handle": "Élodie_K",
    "display_name": "Élodie Köhler",
    "bio": "Straßenküche in Köln",
    "avatar_url": "https://example.com/a.png",
    "market": "DE",
    "region": "DE-NW",
    "city": "Köln",
    "languages": ["de", "fr"],
    "account_type": "creator",
    "verified": False,
    "topics": ["food.vegan", "beauty"],
    "hashtags": ["Vegan", "VEGÁN", "Köln Food"],
    "brands": ["Ünï & Co"],
    "followers": 12_000,
    "following": 5,
    "likes": 2**53 - 1,
    "posts": 0,
    "views_30d": 7,
    "posts_30d": 1,
    "average_views": 30,
    "median_views": 20,
    "engagement_rate": 0.25,
    "completion_rate": 1,
    "follower_growth_30d": -1,
    "credibility": 0,
    "audience": {"countries": {"DE": 0.8, "AT": 0.1}, "genders": {"female": 0.5, "male": 0.5}, "ages": {}},
    "price": {"amount": "120.50", "currency": "EUR", "negotiable": True},
    "available": True,
    "away_until": "2026-12-24",
    "response_hours": 1.5,
    "acceptance_rate": 0.9,
    "collaborations_completed": 3,
    "badges": ["responsive"],
    "monetisation": ["tips"],
    "creator_next": True,
    "joined_at": "2019-05-01T12:00:00+02:00",
    "last_posted_at": "2026-11-01T00:00:00.5Z",
    "updated_at": "2026-11-01T00:00:00Z",
}


def test_a_full_record_becomes_the_document_of_the_api() -> None:
    document = json.loads(make_creator(**FULL).document)

    assert document == {
        **FULL,
        "audience": {"countries": {"DE": 0.8, "AT": 0.1}, "genders": {"female": 0.5, "male": 0.5}},
        "price_usd": 132.55,
        "joined_at": "2019-05-01T10:00:00Z",
        "last_posted_at": "2026-11-01T00:00:00.500000Z",
    }
    assert list(document) == [field.name for field in FIELDS.document]


def test_keywords_are_exact_values_folded_hashtags_topics_with_roots_and_largest_groups() -> None:
    assert make_creator(**FULL).keywords == {
        "market": ("DE",),
        "region": ("DE-NW",),
        "city": ("Köln",),
        "languages": ("de", "fr"),
        "account_type": ("creator",),
        "verified": ("false",),
        "topics": ("food", "food.vegan", "beauty"),
        "hashtags": ("vegan", "koln food"),
        "brands": ("Ünï & Co",),
        "available": ("true",),
        "audience_countries": ("DE",),
        "audience_genders": ("female",),
        "badges": ("responsive",),
        "monetisation": ("tips",),
        "creator_next": ("true",),
    }


def test_numbers_are_kept_and_times_become_microseconds() -> None:
    creator = make_creator(**FULL)

    given = {name: FULL[name] for name in creator.numbers if name in FULL and not isinstance(FULL[name], str)}
    assert creator.numbers == {
        **given,
        "price_usd": 132.55,
        "away_until": parse_time("2026-12-24T00:00:00Z"),
        "joined_at": parse_time("2019-05-01T10:00:00Z"),
        "last_posted_at": parse_time("2026-11-01T00:00:00.5Z"),
        "updated_at": parse_time("2026-11-01T00:00:00Z"),
    }
    assert len(given) == 15


def test_words_are_kept_by_class_one_string_a_value() -> None:
    assert make_creator(**{**FULL, "topics": ["beauty"], "languages": ["en"]}).words == {
        MatchClass.NAME: ("elodie k", "elodie kohler"),
        MatchClass.BIO: ("strassenkuche in koln",),
        MatchClass.TAGS: ("beauty", "vegan", "vegan", "koln food", "uni co"),
    }


@pytest.mark.parametrize(("languages", "named"), [(["fr"], "beaute"), (["la"], None), (None, "schonheit")])
def test_topics_are_found_by_their_names_in_the_languages_of_the_creator_else_of_the_market(
    languages: list[str] | None, named: str | None
) -> None:
    words = make_creator(topics=["beauty"], languages=languages or []).words[MatchClass.TAGS]

    assert words[0] == "beauty"
    assert (named in words) if named else len(words) == 1


def test_the_price_is_kept_in_its_own_currency_and_the_rest_beside() -> None:
    creator = make_creator(**FULL)

    assert (creator.currency, creator.amount) == ("EUR", 120.5)
    assert (creator.handle, creator.tie) == ("elodie_k", tie_of("de-1"))
    assert creator.shares == {
        "audience_countries": {"DE": 0.8, "AT": 0.1},
        "audience_genders": {"female": 0.5, "male": 0.5},
    }
    assert creator.absent == ("audience_ages", "audience_devices")


def test_only_required_fields_are_needed_and_all_others_are_absent() -> None:
    creator = make_creator()

    needed = {"market", "followers", "updated_at"}
    assert creator.absent == tuple(field.name for field in FIELDS.indexed if field.name not in needed)
    assert json.loads(creator.document) == feed_record()
    assert (creator.currency, creator.amount, creator.shares) == (None, None, {})


EMPTY = [("bio", ""), ("bio", " \n"), ("hashtags", []), ("audience", {}), ("audience", {"ages": {}}), ("city", "  ")]


@pytest.mark.parametrize(("name", "value"), [*EMPTY, ("price", {}), ("badges", []), ("region", "")])
def test_what_is_empty_is_absent(name: str, value: object) -> None:
    fields: dict[str, Any] = {name: value}

    assert make_creator(**fields) == make_creator()


def test_values_of_a_list_come_once() -> None:
    assert json.loads(make_creator(brands=["Acme", "Acme", "acme"]).document)["brands"] == ["Acme", "acme"]


def test_a_version_is_its_time_and_content_whatever_the_order_of_keys() -> None:
    record: dict[str, Any] = {
        **FULL,
        "audience": {"genders": {"male": 0.5, "female": 0.5}, "countries": {"AT": 0.1, "DE": 0.8}},
    }
    shuffled: dict[str, Any] = dict(reversed(record.items()))

    assert make_creator(**shuffled).version == make_creator(**FULL).version
    assert make_creator(**{**FULL, "posts": 1}).version != make_creator(**FULL).version


def test_a_tombstone_is_an_id_and_a_version() -> None:
    made = convert(tombstone("a"), Conversion("DE", NOW, RATES))

    assert isinstance(made, Tombstone)
    assert (made.id, made.market, made.version.updated_at) == ("a", "DE", parse_time("2026-11-10T00:00:00Z"))


@pytest.mark.parametrize("ahead", ["2026-11-22T10:10:00Z", "2005-01-01T00:00:00Z"])
def test_a_profile_may_be_from_2005_on_and_10_minutes_ahead(ahead: str) -> None:
    assert isinstance(make_creator(updated_at=ahead), Creator)


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00Z", "2254-12-31T23:59:59Z"])
def test_other_times_may_lie_anywhere(moment: str) -> None:
    assert make_creator(joined_at=moment).numbers["joined_at"] == parse_time(moment)
