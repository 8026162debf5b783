"""What does a feed record become? A `Creator` with its index values, a `Tombstone`, or an `InvalidRecord`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

import orjson

from marketplace.creators.creator import Creator, Number, Tombstone, Version
from marketplace.creators.fields import FIELDS, RESERVED_IDS
from marketplace.creators.markets import markets
from marketplace.creators.money import Rates
from marketplace.creators.table import TEMPORAL, Field, Kind, MatchClass
from marketplace.creators.times import MICROSECONDS, parse_moment
from marketplace.creators.topics import topics, with_roots
from marketplace.creators.values import check_value
from marketplace.errors import InvalidRecord
from marketplace.text.fold import fold
from marketplace.text.words import words

EARLIEST_UPDATE = parse_moment("2005-01-01")
CLOCK_SKEW = 10 * 60 * MICROSECONDS
TOMBSTONE_KEYS = frozenset({"id", "market", "updated_at", "deleted"})

Document = Mapping[str, object]


@dataclass(frozen=True)
class Conversion:
    """What holds for all records of a run: whose feed it is, when it is read (microseconds), and the rates."""

    market: str
    now: int
    rates: Rates


def _price_usd(document: Document, run: Conversion) -> float | None:
    price = document.get("price")
    return run.rates.to_usd(Decimal(price["amount"]), price["currency"]) if isinstance(price, dict) else None


DERIVED: Mapping[str, Callable[[Document, Conversion], object]] = {"price_usd": _price_usd}
"""How a derived field comes from those before it in the table; None where there is nothing to make it from."""


def convert(record: object, run: Conversion) -> Creator | Tombstone:
    """The creator that a feed record describes, or the tombstone it is; raises InvalidRecord."""
    if not isinstance(record, dict):
        raise InvalidRecord("record", "must be a JSON object")
    if "deleted" in record:
        return _tombstone(record, run)
    document = _document(record, run)
    keywords, numbers, shares = _keywords(document), _numbers(document), _shares(document)
    present = keywords.keys() | numbers.keys()
    price = document.get("price")
    return Creator(
        id=str(document["id"]),
        market=run.market,
        version=_version(document),
        document=orjson.dumps(document),
        handle=fold(str(document["handle"])),
        keywords=keywords,
        numbers=numbers,
        shares=shares,
        words=_words(document),
        currency=str(price["currency"]) if isinstance(price, dict) else None,
        amount=float(price["amount"]) if isinstance(price, dict) else None,
        absent=tuple(field.name for field in FIELDS.indexed if field.name not in present),
    )


def _tombstone(record: Document, run: Conversion) -> Tombstone:
    if record["deleted"] is not True:
        raise InvalidRecord("deleted", "can only be true: leave it out of the record of a creator who is there")
    for key in record:
        if key not in TOMBSTONE_KEYS:
            raise InvalidRecord(str(key)[:64], "can't stand beside deleted: only id, market and updated_at can")
    kept = {name: _checked(name, record) for name in ("id", "market", "updated_at")}
    _check_identity(kept, run)
    return Tombstone(str(kept["id"]), run.market, _version(kept))


def _document(record: Document, run: Conversion) -> dict[str, object]:
    """The record's fields as the API gives them, in the table's order, with what is derived."""
    for name in record:
        if name not in FIELDS or FIELDS[name].within or FIELDS[name].derived:
            raise InvalidRecord(str(name)[:64], "is no field of a feed record: see the list of fields in the docs")
    document: dict[str, object] = {}
    for field in FIELDS.document:
        value = DERIVED[field.name](document, run) if field.derived else _checked(field.name, record)
        if value is not None:
            document[field.name] = value
    _check_identity(document, run)
    return document


def _checked(name: str, record: Document) -> object:
    """A field's value as it is kept; None where it is absent: an empty list or object or an optional empty text is."""
    field = FIELDS[name]
    value = record.get(name)
    empty = value in ([], {}) or (isinstance(value, str) and not value.strip() and not field.required)
    if name not in record or empty:
        if field.required:
            raise InvalidRecord(name, "is required")
        return None
    try:
        kept = check_value(field, value)
    except ValueError as error:
        raise InvalidRecord(name, str(error)) from None
    if isinstance(kept, dict) and field.kind is Kind.OBJECT:
        return {key: inner for key, inner in kept.items() if inner} or None
    return kept


def _check_identity(document: Document, run: Conversion) -> None:
    if document["market"] != run.market:
        raise InvalidRecord("market", f"is {document['market']}, but this is the feed of {run.market}")
    if document["id"] in RESERVED_IDS:
        raise InvalidRecord("id", f"can't be {document['id']!r}: the API uses that word itself")
    updated_at = parse_moment(str(document["updated_at"]))
    if updated_at < EARLIEST_UPDATE:
        raise InvalidRecord("updated_at", "is before 2005: it says when the profile last changed")
    if updated_at > run.now + CLOCK_SKEW:
        raise InvalidRecord("updated_at", "is more than 10 minutes ahead: check the feed's clock")


def _version(document: Document) -> Version:
    content = orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    return Version(parse_moment(str(document["updated_at"])), blake2b(content, digest_size=16).hexdigest())


def _keywords(document: Document) -> dict[str, tuple[str, ...]]:
    found = {field.name: _keyword(field, document) for field in FIELDS.indexed if not field.numeric}
    return {name: values for name, values in found.items() if values}


def _keyword(field: Field, document: Document) -> tuple[str, ...]:
    if field.kind is Kind.SHARES:
        shares = _group(field, document)
        largest = max(shares.values(), default=0)
        return tuple(key for key in _ordered(field) if shares.get(key) == largest)[:1] if shares else ()
    value = document.get(field.name)
    if value is None:
        return ()
    if isinstance(value, bool):
        return (str(value).lower(),)
    values = tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
    if field.folded:
        return tuple(dict.fromkeys(fold(item) for item in values))
    return with_roots(values) if field.kind is Kind.TREE else values


def _ordered(field: Field) -> tuple[str, ...]:
    assert field.values
    return field.values()


def _numbers(document: Document) -> dict[str, Number]:
    found = ((field, document.get(field.name)) for field in FIELDS.indexed if field.numeric)
    return {field.name: _number(field, value) for field, value in found if value is not None}


def _number(field: Field, value: object) -> Number:
    if field.kind in TEMPORAL:
        return parse_moment(str(value))
    assert isinstance(value, int | float)
    return value


def _shares(document: Document) -> dict[str, Mapping[str, float]]:
    groups = {field.name: _group(field, document) for field in FIELDS if field.kind is Kind.SHARES}
    return {name: shares for name, shares in groups.items() if shares}


def _group(field: Field, document: Document) -> Mapping[str, float]:
    parent = document.get(field.within)
    return parent.get(field.key, {}) if isinstance(parent, dict) else {}


def _words(document: Document) -> dict[MatchClass, tuple[str, ...]]:
    found: dict[MatchClass, tuple[str, ...]] = {}
    for field in FIELDS:
        if field.words:
            texts = (" ".join(words(text)) for text in _texts(field, document))
            found[field.words] = (*found.get(field.words, ()), *(text for text in texts if text))
    return found


def _texts(field: Field, document: Document) -> tuple[str, ...]:
    value = document.get(field.name, ())
    values = tuple(str(item) for item in value) if isinstance(value, list) else (str(value),) if value else ()
    return _labels(values, document) if field.kind is Kind.TREE else values


def _labels(chosen: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """The names of the topics in English and the creator's languages (else the market's), each name once."""
    languages = document.get("languages") or markets()[str(document["market"])].languages
    assert isinstance(languages, list | tuple)
    labels = (topics()[topic].labels for topic in chosen)
    return tuple(
        dict.fromkeys(named[language] for named in labels for language in ("en", *languages) if language in named)
    )
