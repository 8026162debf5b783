"""What does a feed record become? A `Creator` with its index values, a `Tombstone`, or an `InvalidRecord`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

import orjson

from indexer import columns
from indexer.columns import Document
from marketplace.creators.creator import Creator, Tombstone, Version
from marketplace.creators.fields import FIELDS, RESERVED_IDS
from marketplace.creators.money import Rates
from marketplace.creators.table import Field, Kind
from marketplace.creators.times import MICROSECONDS, parse_moment
from marketplace.creators.values import check_value
from marketplace.errors import InvalidRecord
from marketplace.text.fold import fold

VERSION = 1
"""Raise it when a record is converted into something else than before: every market is built anew then."""

EARLIEST_UPDATE = parse_moment("2005-01-01")
CLOCK_SKEW = 10 * 60 * MICROSECONDS
TOMBSTONE_KEYS = frozenset({"id", "market", "updated_at", "deleted"})


@dataclass(frozen=True)
class Conversion:
    """What holds for all records of a run: whose feed it is, when it is read (microseconds), and the rates."""

    market: str
    now: int
    rates: Rates


def _price_usd(document: Document, run: Conversion) -> float | None:
    price = document.get("price")
    return run.rates.to_usd(Decimal(price["amount"]), price["currency"]) if isinstance(price, dict) else None


DERIVED: Mapping[str, Callable[[Document, Conversion], object]] = {
    "price_usd": _price_usd,
}
"""How a derived field comes from those before it in the table; None where there is nothing to make it from."""


def convert(record: object, run: Conversion) -> Creator | Tombstone:
    """The creator that a feed record describes, or the tombstone it is; raises InvalidRecord."""
    if not isinstance(record, dict):
        raise InvalidRecord("record", "must be a JSON object")
    if "deleted" in record:
        return _tombstone(record, run)
    document = _document(record, run)
    keywords, numbers = columns.keywords(document), columns.numbers(document)
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
        shares=columns.shares(document),
        words=columns.texts(document),
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
    kept = {name: _checked(FIELDS[name], record) for name in ("id", "market", "updated_at")}
    _check_identity(kept, run)
    return Tombstone(str(kept["id"]), run.market, _version(kept))


def _document(record: Document, run: Conversion) -> dict[str, object]:
    """The record's fields as the API gives them, in the table's order, with what is derived."""
    if not record.keys() <= FIELDS.delivered:
        unknown = next(name for name in record if name not in FIELDS.delivered)
        raise InvalidRecord(unknown[:64], "is no field of a feed record: see the list of fields in the docs")
    document: dict[str, object] = {}
    for field in FIELDS.document:
        value = DERIVED[field.name](document, run) if field.derived else _checked(field, record)
        if value is not None:
            document[field.name] = value
    _check_identity(document, run)
    return document


def _checked(field: Field, record: Document) -> object:
    """A field's value as it is kept; None where it is absent: an empty list or object or an optional empty text is."""
    if field.name not in record or _is_empty(field, record[field.name]):
        if field.required:
            raise InvalidRecord(field.name, "is required")
        return None
    try:
        kept = check_value(field, record[field.name])
    except ValueError as error:
        raise InvalidRecord(field.name, str(error)) from None
    if field.kind is Kind.OBJECT and isinstance(kept, dict):
        return {key: inner for key, inner in kept.items() if inner} or None
    return kept


def _is_empty(field: Field, value: object) -> bool:
    if isinstance(value, str):
        return not field.required and not value.strip()
    return not value and isinstance(value, (list, dict))


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
