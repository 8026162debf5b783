"""Is everything that a URL can have wrong refused by name, with what to do about it?"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import errors

MANY = "&".join(f"hashtags=a{n}" for n in range(201))
WORDS = "+".join(["a"] * 21)

ROWS = [
    ("folowers_min=1", "folowers_min", "is unknown here: did you mean followers_min", "a misspelt name"),
    ("Market=DE", "Market", "is unknown here: did you mean market", "a name in another case"),
    ("=1", "", "is unknown here", "a value without a name"),
    ("zzzzzzzz=1", "zzzzzzzz", "see /docs for the list", "a name like no other"),
    ("bio=vegan", "bio", "is unknown here", "a field that can't filter"),
    ("verified_all=true", "verified_all", "is unknown here: did you mean verified", "all of a single value"),
    ("market_min=DE", "market_min", "is unknown here", "a bound of no number"),
    ("price_below=3", "price_below", "is unknown here", "a bound that prices don't have"),
    ("exclude_contacted=true", "exclude_contacted", "needs a key: accounts are off here", "whose contacts nobody says"),
    ("in_list=lst_1", "in_list", "needs a key: accounts are off here", "whose lists nobody says"),
    ("exclude_ids=anna", "exclude_ids", "is taken by POST", "what only a body takes"),
    ("limit=5&limit=50", "limit", "is there 2 times: give it once", "a doubled scalar"),
    ("q=a&q=b", "q", "is there 2 times: give it once", "a doubled q"),
    ("followers_min=1&followers_min=1", "followers_min", "is there 2 times: give it once", "a scalar doubled alike"),
    ("market=", "market", "is empty: leave it out", "an empty value"),
    ("market", "market", "is empty: leave it out", "a name without a value"),
    ("market=DE&market=", "market", "is empty: leave it out", "an empty value among others"),
    ("hashtags=%20", "hashtags", "is empty: leave it out", "a value of spaces"),
    ("followers_min=", "followers_min", "is empty: leave it out", "an empty number"),
    ("facets=", "facets", "is empty: leave it out", "empty facets"),
    ("facets=market,,topics", "facets", "is empty: leave it out", "an empty facet between commas"),
    ("cursor=", "cursor", "is empty: leave it out", "an empty cursor"),
    ("sort=", "sort", "is empty: leave it out", "an empty sort"),
    ("market=de", "market", "has no value 'de': did you mean DE?", "a closed set in another case"),
    ("market_not=XX", "market_not", "has no value 'XX': known are US, CA", "an unknown value of a closed set"),
    ("topics=beauty.makeupp", "topics", "did you mean beauty.makeup", "a misspelt topic"),
    ("languages_all=xx", "languages_all", "has no value 'xx'", "an unknown language"),
    ("badges=fast", "badges", "known are responsive, experienced, complete_profile", "an unknown badge"),
    ("price_min=1&price_currency=XXX", "price_currency", "has no value 'XXX'", "a currency without a rate"),
    (MANY, "hashtags", "has 201 values: at most 200 are taken", "too many values"),
    (f"facets={'market,' * 200}market", "facets", "has 201 values", "too many values between commas"),
    (f"city={'a' * 101}", "city", "has 101 characters: at most 100 are taken", "an over-long value"),
    (f"q={'a' * 201}", "q", "has 201 characters", "an over-long q"),
    (f"q={WORDS}", "q", "has 21 words", "too many words"),
    (f"sort={'a' * 101}", "sort", "has 101 characters", "an over-long sort"),
    (f"cursor={'a' * 501}", "cursor", "has 501 characters", "an over-long cursor"),
    ("q=%ff", "q", "is no UTF-8", "bytes that are no text"),
    ("city=a%ed%a0%80b", "city", "is no UTF-8", "a lone surrogate"),
    ("%ed%a0%80=1", "???", "is no UTF-8", "a lone surrogate in a name"),
    ("verified=yes", "verified", "must be true or false, not 'yes'", "a boolean in other words"),
    ("verified=True", "verified", "must be true or false", "a boolean in another case"),
    ("verified_missing=1", "verified_missing", "must be true or false", "a number for a boolean"),
    ("followers_min=many", "followers_min", "must be a whole number in ASCII digits", "a word for a number"),
    ("followers_min=7.5", "followers_min", "must be a whole number", "a fraction of a creator"),
    ("followers_min=1e3", "followers_min", "must be a whole number", "an exponent"),
    ("followers_min=%2B7", "followers_min", "must be a whole number", "a plus sign"),
    ("followers_min=+7", "followers_min", "must be a whole number", "a plus sign that is a space"),
    ("followers_min=1_000", "followers_min", "must be a whole number", "an underscore"),
    ("followers_min=%207%20", "followers_min", "must be a whole number", "spaces around a number"),
    ("followers_min=%D9%A1%D9%A2", "followers_min", "must be a whole number", "Arabic digits"),
    ("followers_min=%E0%A5%A7", "followers_min", "must be a whole number", "Devanagari digits"),
    ("followers_min=-1", "followers_min", "must be 0 to 9007199254740991, not -1", "a negative count"),
    ("followers_max=9007199254740992", "followers_max", "must be 0 to 9007199254740991", "more than 2^53-1"),
    (f"followers_max={'9' * 30}", "followers_max", "must be 0 to 9007199254740991", "a very great number"),
    ("engagement_rate_min=nan", "engagement_rate_min", "must be a number in ASCII digits", "not a number"),
    ("engagement_rate_min=inf", "engagement_rate_min", "must be a number in ASCII digits", "infinity"),
    ("engagement_rate_min=1e400", "engagement_rate_min", "must be a number in ASCII digits", "a number without end"),
    ("engagement_rate_min=.5", "engagement_rate_min", "must be a number", "a number without its zero"),
    ("engagement_rate_min=1.5", "engagement_rate_min", "must be 0 to 1, not 1.5", "a share above 1"),
    ("engagement_rate_below=-0.1", "engagement_rate_below", "must be 0 to 1, not -0.1", "a share below 0"),
    ("follower_growth_30d_min=-1.1", "follower_growth_30d_min", "must be -1 to", "a loss of more than all"),
    ("response_hours_max=-1", "response_hours_max", "must be at least 0, not -1", "negative hours"),
    ("joined_at_min=yesterday", "joined_at_min", "must be an RFC 3339 time", "a word for a time"),
    ("joined_at_min=2026-13-01", "joined_at_min", "must be a date that exists", "a month that isn't there"),
    ("joined_at_min=2026-11-22T10:00:00", "joined_at_min", "must be an RFC 3339 time", "a time without its zone"),
    ("joined_at_min=2026-11-22T10:00:00+02:00", "joined_at_min", "must be an RFC 3339 time", "a + that is a space"),
    ("joined_at_min=1700000000", "joined_at_min", "must be an RFC 3339 time", "seconds"),
    ("audience_countries=DE", "audience_countries", "must be a key and a share like", "a key without a share"),
    ("audience_countries=DE:1.1", "audience_countries", "must be 0 to 1, not 1.1", "a share of more than all"),
    ("audience_countries=DE:x", "audience_countries", "must be a number in ASCII digits", "a share that is a word"),
    ("audience_genders=divers:0.1", "audience_genders", "known are female, male", "an unknown key"),
    ("price_min=-1", "price_min", "must be an amount like 120 or 120.50, not '-1'", "a negative price"),
    ("price_min=1e3", "price_min", "must be an amount", "a price with an exponent"),
    ("price_min=1234567890123456", "price_min", "has more than 15 digits", "a price of too many digits"),
    ("price_currency=EUR", "price_currency", "needs price_min or price_max beside it", "a currency of nothing"),
    ("followers_min=2&followers_max=1", "followers_min", "is above the greatest value asked for", "min above max"),
    ("followers_min=5&followers_max=9&followers_below=4", "followers_min", "is above the greatest", "above one of two"),
    ("followers_min=2&followers_below=1", "followers_min", "is above the greatest value asked for", "min above below"),
    ("price_min=2&price_max=1", "price_min", "is above price_max", "a least price above the greatest"),
    ("limit=0", "limit", "must be 1 to 200, not 0", "a page of nothing"),
    ("limit=-1", "limit", "must be 1 to 200, not -1", "a page of less"),
    ("limit=10000", "limit", "must be 1 to 200, not 10000", "a page of too many"),
    ("page=0", "page", "must be 1 to 10000, not 0", "pages count from 1"),
    ("page=51&limit=200", "page", "times limit must be at most 10000", "pages end at 10,000"),
    ("facet_limit=1001", "facet_limit", "must be 1 to 1000, not 1001", "too many values a facet"),
    ("facets=bio", "facets", "has no value 'bio'", "a facet of what has none"),
    ("facets=price", "facets", "did you mean price_usd", "a facet of what has a derived one"),
    ("facets=none,market", "facets", "none can't stand beside other names", "nothing and something"),
    ("fields=audience_countries", "fields", "has no value", "part of a field"),
    ("sort=bio", "sort", "cannot sort by 'bio': sortable fields are followers", "a sort of what has no order"),
    ("sort=price", "sort", "cannot sort by 'price' (did you mean price_usd?)", "a sort of what has a derived one"),
    ("sort=--followers", "sort", "cannot sort by '--followers'", "two minuses"),
    ("sort=relevance", "sort", "relevance needs q", "relevance without words"),
    ("sort=relevance&q=!", "sort", "relevance needs q", "relevance without a letter"),
    ("cursor=abc", "cursor", "is of another index format", "a cursor that is none"),
    ("cursor=2abc", "cursor", "belongs to another q", "a forged cursor"),
    ("cursor=2%C3%BC", "cursor", "is no cursor", "a cursor of other letters"),
    ("lang=xx", "lang", "has no value 'xx'", "a language without labels"),
    ("lang=de-AT", "lang", "known are ar, de, en", "a language with its country"),
]


@pytest.mark.parametrize(("query", "name", "detail", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_a_wrong_parameter_is_named_with_what_to_do(
    client: FlaskClient, query: str, name: str, detail: str, reason: str
) -> None:
    ((where, named, said),) = errors(client.get(f"/v1/creators?{query}"))
    assert (where, named) == ("query", name)
    assert detail in said


def test_every_wrong_parameter_is_named_at_once(client: FlaskClient) -> None:
    named = errors(client.get("/v1/creators?limit=0&limit=5&market=de&verified=yes&folowers=1"))
    assert [name for _, name, _ in named] == ["folowers", "limit", "market", "verified"]


def test_no_more_than_50_wrong_parameters_are_listed(client: FlaskClient) -> None:
    named = errors(client.get("/v1/creators?" + "&".join(f"x{n}=1" for n in range(500))))
    assert len(named) == 50


UNKNOWN = [
    "/v1/creators/anna?market=DE",
    "/v1/creators/by-handle/anna?limit=1",
    "/v1/markets?market=DE",
    "/v1/topics?q=a",
    "/health/live?lang=de",
    "/health/ready?x=1",
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_no_endpoint_takes_what_it_does_not_know(client: FlaskClient, path: str) -> None:
    ((where, _, said),) = errors(client.get(path))
    assert where == "query"
    assert said.startswith("is unknown")


def test_a_path_that_is_no_utf8_is_refused(client: FlaskClient) -> None:
    response = client.get("/v1/creators/x", environ_overrides={"PATH_INFO": "/v1/creators/\xed\xa0\x80"})
    assert errors(response) == [("path", "", "the path is no UTF-8: percent-encode its UTF-8 bytes")]


def test_a_get_with_a_body_is_refused_rather_than_its_body_ignored(client: FlaskClient) -> None:
    response = client.get("/v1/creators", json={"market": "DE"})
    assert errors(response) == [("body", "", "GET takes no body: ask by the URL, or by POST")]
