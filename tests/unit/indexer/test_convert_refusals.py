"""Which records are refused, for which field, with which reason?"""

from typing import Any

import pytest

from indexer.convert import Conversion, convert
from marketplace.creators.fields import FIELDS, RESERVED_IDS
from marketplace.creators.table import Kind
from marketplace.errors import InvalidRecord
from tests.creators import NOW, RATES
from tests.fakes import feed_record, tombstone

RUN = Conversion("DE", NOW, RATES)
TIME = "must be an RFC 3339 time like 2026-11-22T10:00:00Z"

REFUSED: list[tuple[str, object, str]] = [
    ("id", "-a", "must look like [A-Za-z0-9][A-Za-z0-9_.:-]*, '-a' does not"),
    ("id", "a/b", "must look like [A-Za-z0-9][A-Za-z0-9_.:-]*, 'a/b' does not"),
    ("id", "é", "must look like [A-Za-z0-9][A-Za-z0-9_.:-]*, 'é' does not"),
    ("id", "a\n", "must look like [A-Za-z0-9][A-Za-z0-9_.:-]*, 'a\\n' does not"),
    ("id", "x" * 65, "has 65 characters: at most 64"),
    ("id", 7, "must be a string, not a number"),
    ("handle", "x" * 65, "has 65 characters: at most 64"),
    ("handle", " ", "is empty: leave the field out"),
    ("display_name", "x" * 201, "has 201 characters: at most 200"),
    ("display_name", "", "is empty: leave the field out"),
    ("bio", "x" * 5_001, "has 5001 characters: at most 5000"),
    ("bio", ["text"], "must be a string, not a list"),
    ("bio", "\ud800", "holds half of a surrogate pair: send valid Unicode"),
    ("avatar_url", "http://example.com/a.png", "must be an https URL"),
    ("avatar_url", "https://", "must be an https URL"),
    ("avatar_url", "https://user@example.com/", "must be an https URL"),
    ("avatar_url", "https://e.com/" + "a" * 2_000, "has 2014 characters: at most 2000"),
    ("market", "FR", "is FR, but this is the feed of DE"),
    ("market", "XX", "has no value 'XX': see the field's list in the docs"),
    ("region", "Bayern", "must look like [A-Z]{2}-[A-Z0-9]{1,3}, 'Bayern' does not"),
    ("city", "x" * 101, "has 101 characters: at most 100"),
    ("languages", "de", "must be a list, not a string"),
    ("languages", ["de"] * 11, "has 11 values: at most 10"),
    ("languages", ["deu"], "has no value 'deu': see the field's list in the docs"),
    ("account_type", "robot", "has no value 'robot': see the field's list in the docs"),
    ("verified", "true", "must be true or false, not a string"),
    ("verified", 1, "must be true or false, not a number"),
    ("topics", ["food.unknown"], "has no value 'food.unknown': see the field's list in the docs"),
    ("topics", ["food"] * 21, "has 21 values: at most 20"),
    ("hashtags", ["x" * 101], "has 101 characters: at most 100"),
    ("hashtags", ["a"] * 101, "has 101 values: at most 100"),
    ("hashtags", [" "], "is empty: leave the field out"),
    ("hashtags", [7], "must be a string, not a number"),
    ("brands", ["a"] * 101, "has 101 values: at most 100"),
    ("followers", -1, "must be 0 to 9.0072e+15, not -1"),
    ("followers", 2**53, "must be 0 to 9.0072e+15, not 9.0072e+15"),
    ("followers", 1.5, "must be a whole number, not 1.5"),
    ("followers", "7", "must be a number, not a string"),
    ("followers", True, "must be a number, not a boolean"),
    ("likes", float("nan"), "must be a finite number"),
    ("likes", float("inf"), "must be a finite number"),
    ("engagement_rate", 1.01, "must be 0 to 1, not 1.01"),
    ("follower_growth_30d", -1.1, "must be -1 to 9.0072e+15, not -1.1"),
    ("response_hours", -0.5, "must be 0 to 9.0072e+15, not -0.5"),
    ("acceptance_rate", 2, "must be 0 to 1, not 2"),
    ("audience", [0.5], "must be an object, not a list"),
    ("audience", {"hobbies": {}}, "has an unknown key 'hobbies': known are ages, countries, devices, genders"),
    ("audience", {"ages": {"1-99": 1}}, "ages has no key '1-99'"),
    ("audience", {"ages": 1}, "ages must be an object of shares, not a number"),
    ("audience", {"countries": {"DE": 1.1}}, "countries.DE must be 0 to 1, not 1.1"),
    ("audience", {"genders": {"female": 0.6, "male": 0.42}}, "genders sum to 1.02: shares sum to at most 1.01"),
    ("price", "12 EUR", "must be an object with amount and currency, not a string"),
    (
        "price",
        {"amount": "1", "currency": "XXX"},
        "has a currency without a rate, 'XXX': known are those of rates.toml",
    ),
    ("price", {"amount": 12, "currency": "EUR"}, 'amount must be a decimal string like "120.00"'),
    ("price", {"amount": "-1", "currency": "EUR"}, 'amount must be a decimal string like "120.00"'),
    ("price", {"amount": "1e3", "currency": "EUR"}, 'amount must be a decimal string like "120.00"'),
    ("price", {"amount": "१२", "currency": "EUR"}, 'amount must be a decimal string like "120.00"'),
    ("price", {"amount": "1.5", "currency": "JPY"}, "amount has too many decimals for JPY: at most 0"),
    ("price", {"amount": "1.005", "currency": "EUR"}, "amount has too many decimals for EUR: at most 2"),
    ("price", {"amount": "1" * 16, "currency": "EUR"}, "amount has more than 15 digits"),
    ("price", {"amount": "1", "currency": "EUR", "negotiable": 1}, "negotiable must be true or false"),
    (
        "price",
        {"amount": "1", "currency": "EUR", "per": "post"},
        "has an unknown key 'per': known are amount, currency,",
    ),
    ("away_until", "2026-02-30", "must be a date that exists, like 2026-11-22"),
    ("away_until", "2026-11-22T10:00:00Z", "must be a date like 2026-11-22"),
    ("badges", ["famous"], "has no value 'famous': see the field's list in the docs"),
    ("monetisation", ["tips"] * 6, "has 6 values: at most 5"),
    ("joined_at", "2026-11-22", TIME),
    ("joined_at", "2026-11-22T10:00:00", TIME),
    ("joined_at", "2026-13-22T10:00:00Z", "must be a time that exists, like 2026-11-22T10:00:00Z"),
    ("joined_at", "9999-12-31T23:59:59.999999Z", "must be a time before the year 2255"),
    ("away_until", "2999-01-01", "must be a time before the year 2255"),
    ("hashtags", ["vegan", "#vegan"], "must look like [^#].*, '#vegan' does not"),
    ("handle", "@tara", "must look like [^@].*, '@tara' does not"),
    ("joined_at", 1_700_000_000, "must be a string, not a number"),
    ("updated_at", "1970-01-01T00:00:00Z", "is before 2005: it says when the profile last changed"),
    ("updated_at", "2004-12-31T23:59:59.999999Z", "is before 2005: it says when the profile last changed"),
    ("updated_at", "2100-01-01T00:00:00Z", "is more than 10 minutes ahead: check the feed's clock, and this machine's"),
    (
        "updated_at",
        "2026-11-22T10:10:00.000001Z",
        "is more than 10 minutes ahead: check the feed's clock, and this machine's",
    ),
    ("price_usd", 12.5, "is no field of a feed record: see the list of fields in the docs"),
    ("audience_ages", {"18-24": 1}, "is no field of a feed record: see the list of fields in the docs"),
    ("folowers", 1, "is no field of a feed record: see the list of fields in the docs"),
    ("deleted", False, "can only be true: leave it out of the record of a creator who is there"),
]


def refusal(record: Any) -> tuple[str, str]:
    with pytest.raises(InvalidRecord) as caught:
        convert(record, RUN)
    return caught.value.field, caught.value.reason


@pytest.mark.parametrize(("name", "value", "reason"), REFUSED)
def test_a_value_that_breaks_its_fields_rule_refuses_the_record(name: str, value: object, reason: str) -> None:
    field, found = refusal({**feed_record(), name: value})

    assert (field, found[: len(reason)]) == (name, reason)


@pytest.mark.parametrize("name", [field.name for field in FIELDS if field.required])
def test_a_required_field_that_is_not_there_is_named(name: str) -> None:
    record = {key: value for key, value in feed_record().items() if key != name}

    assert refusal(record) == (name, "is required")


@pytest.mark.parametrize("name", [field.name for field in FIELDS.document if not field.derived])
def test_null_is_no_value_of_any_field(name: str) -> None:
    field, reason = refusal({**feed_record(), name: None})

    assert field == name
    assert reason.endswith(", not null")


@pytest.mark.parametrize("word", sorted(RESERVED_IDS))
def test_a_word_of_the_api_is_no_id(word: str) -> None:
    assert refusal(feed_record(word)) == ("id", f"can't be {word!r}: the API uses that word itself")


@pytest.mark.parametrize("record", [[], "text", 7, None, True])
def test_what_is_no_object_is_no_record(record: object) -> None:
    assert refusal(record) == ("record", "must be a JSON object")


TOMBSTONES = [
    ({"handle": "a"}, ("handle", "can't stand beside deleted: only id, market and updated_at can")),
    ({"market": "FR"}, ("market", "is FR, but this is the feed of DE")),
    (
        {"updated_at": "2100-01-01T00:00:00Z"},
        ("updated_at", "is more than 10 minutes ahead: check the feed's clock, and this machine's"),
    ),
    ({"id": "search"}, ("id", "can't be 'search': the API uses that word itself")),
    ({"deleted": 1}, ("deleted", "can only be true: leave it out of the record of a creator who is there")),
]


@pytest.mark.parametrize(("fields", "expected"), TOMBSTONES)
def test_a_tombstone_has_rules_too(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert refusal({**tombstone("a"), **fields}) == expected


def test_every_field_of_a_feed_has_a_refusal_here() -> None:
    ruled = {name for name, _, _ in REFUSED}
    alike = {field.name for field in FIELDS if field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.TIME)}

    assert {field.name for field in FIELDS.document} <= ruled | alike
