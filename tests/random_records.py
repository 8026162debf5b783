"""What are feed records like that make every rule of a search bite? Derived from the field table."""

from __future__ import annotations

from random import Random
from typing import Any

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field, Kind
from marketplace.creators.topics import ids as topic_ids

MARKETS = ("DE", "FR", "US", "JP", "IL", "TH")
CURRENCIES = ("EUR", "EUR", "USD", "JPY", "GBP", "ILS")
LANGUAGES = ("en", "de", "fr", "ja", "he", "th", "tl")
COUNTRIES = ("DE", "US", "FR", "JP", "AD")
WORDS = (
    *("vegan", "vegane", "Vegan,", "food", "FOOD", "travel", "beauty", "Küche", "kuche", "straße", "STRASSE"),
    *("café", "CAFÉ!", "l'élégance", "tara_singh", "node.js", "İstanbul", "ısı", "ﬁt", "Ｆｉｔ", "Đà Nẵng", "da nang"),
    *("スキンケア", "旅行", "東京カフェ", "คาเฟ่", "ร้านอาหารไทย", "여행", "카페", "צה״ל", "מטבח", "مطبخ", "سَفَر"),
    *("красота", "ёлка", "मेकअप", "2026", "२०२६", "😀", "a", "é"),
)
TAGS = (
    "vegan",
    "Vegan",
    "vegán",
    "vegan food",
    "food",
    "travel",
    "スキンケア",
    "旅行",
    "여행",
    "צה״ל",
    "a/b",
    "50% off",
)
OPEN_VALUES = {
    "hashtags": (*TAGS, "c++", "a#", '"quoted"', "back\\slash", "😀", "x" * 100, "{json}", "semi;colon", "*", "İ"),
    "brands": ("Acme", "acme", "Ünï & Co", "H&M", "日清", "travel", "a", "L'Oréal", "…"),
    "city": ("Berlin", "berlin", "Paris", "東京", "תל אביב", "New York"),
    "region": ("DE-BE", "DE-BY", "FR-IDF", "JP-13"),
    "languages": LANGUAGES,
    "audience_countries": COUNTRIES,
}
FRACTIONS = (0.0, -0.0, 0.1, 0.10000000149011612, 0.3, 0.25, 0.5, 1 / 3, 1.0)
"""Zeros that are equal, and two rates that are one when they are kept in 32 bits."""

MOMENTS = (
    "1969-12-31T23:59:59.999999Z",
    "1970-01-01T00:00:00Z",
    "2019-05-01T12:00:00.000001Z",
    "2019-05-01T12:00:00.000002Z",
    "2026-10-23T00:00:00Z",
    "2026-11-15T00:00:00Z",
    "2026-11-14T23:59:59.999999Z",
    "2026-11-21T09:30:00+02:00",
    "2026-11-22T00:00:00Z",
)
DAYS = ("2026-11-21", "2026-11-22", "2026-11-29", "2026-12-25", "1960-02-29")


def random_record(rng: Random, number: int) -> dict[str, Any]:
    """A feed record that is valid; `number` makes its id."""
    record = {
        field.name: value
        for field in FIELDS.document
        if field.name != "id" and not field.derived and (value := _value(rng, field, number)) is not None
    }
    return {**record, "id": f"{rng.choice('aZ0')}{number}{rng.choice(('', '.x', ':y', '_z', '-w', '.:_-'))}"}


def _value(rng: Random, field: Field, number: int) -> Any:
    if not field.required and rng.random() < 0.35:
        return None
    if field.name == "updated_at":
        return rng.choice(MOMENTS[2:])
    if field.name == "handle":
        return rng.choice((f"{rng.choice(('Tara_Singh', 'vegan', 'ÉLODIE'))}{number % 7}", rng.choice(WORDS[:10])))
    if field.many:
        return [_one(rng, field) for _ in range(rng.choice((0, 1, 1, 2, 3)))]
    return _one(rng, field)


def _one(rng: Random, field: Field) -> Any:
    match field.kind:
        case Kind.TEXT:
            return rng.choice((" ", " ", ", ", "\n")).join(rng.choices(WORDS, k=rng.choice((1, 2, 3, 6))))
        case Kind.URL:
            return "https://example.com/a.png"
        case Kind.BOOLEAN:
            return rng.random() < 0.5
        case Kind.INTEGER:
            return rng.choice(integers_of(field))
        case Kind.NUMBER:
            return rng.choice([value for value in (*FRACTIONS, -1, *field.buckets) if value >= field.minimum])
        case Kind.TIME:
            return rng.choice(MOMENTS)
        case Kind.DATE:
            return rng.choice(DAYS)
        case Kind.MONEY:
            return {"amount": str(rng.choice((0, 50, 100, 100, 110, 15_000))), "currency": rng.choice(CURRENCIES)}
        case Kind.OBJECT:
            return {inner.key: _shares(rng, inner) for inner in FIELDS if inner.within == field.name}
        case _:
            return rng.choice(values_of(field))


def integers_of(field: Field) -> tuple[int, ...]:
    """Whole numbers at and around a field's edges, from 0 to the greatest."""
    edges = [int(edge) for edge in field.buckets[:3]]
    return (0, 7, 7, *edges, *(edge - 1 for edge in edges), 2**32 + 1, 2**53 - 2, 2**53 - 1)


def values_of(field: Field) -> tuple[str, ...]:
    """A few of the values of a keyword field."""
    if field.name == "market":
        return MARKETS
    if field.kind is Kind.TREE:
        return topic_ids()[:9]
    if field.name in OPEN_VALUES:
        return OPEN_VALUES[field.name]
    return field.values() if field.values else ()


def _shares(rng: Random, field: Field) -> dict[str, float]:
    keys = rng.sample(values_of(field), k=rng.choice((0, 1, 2, 2)))
    return {key: rng.choice((0, 0.1, 0.3, 0.30000000000000004, 0.5)) for key in keys}
