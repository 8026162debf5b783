"""What does a feed record become? A `Creator` with its index values, a `Tombstone`, or an `InvalidRecord`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from hashlib import blake2b

import orjson

from marketplace.creators.creator import Creator, Profile, Tombstone, Version
from marketplace.creators.fields import FIELDS, RESERVED_IDS
from marketplace.creators.money import Rates
from marketplace.creators.overlays import HIDDEN, Overlay
from marketplace.creators.quantities import Check
from marketplace.creators.table import Field
from marketplace.creators.times import MICROSECONDS, parse_moment, parse_time
from marketplace.creators.values import check_of
from marketplace.errors import InvalidRecord
from marketplace.indexing.columns import Document
from marketplace.indexing.making import creator_of

VERSION = 4
"""Raise it when a record is converted into something else than before: every market is built anew then."""

EARLIEST_UPDATE = parse_moment("2005-01-01")
CLOCK_SKEW = 10 * 60 * MICROSECONDS
AHEAD = "is more than 10 minutes ahead: check the feed's clock, and this machine's"
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


def convert(record: object, run: Conversion, *, overlay: Overlay | None = None) -> Creator | Tombstone:
    """The creator that a feed record describes, with what the overlay says above it, or the tombstone it is.

    Raises InvalidRecord. The version is that of the feed's record, whatever an overlay says.
    """
    if not isinstance(record, dict):
        raise InvalidRecord("record", "must be a JSON object")
    if "deleted" in record:
        return _tombstone(record, run)
    document = _document(record, run)
    version = _version(document, run)
    feed = {name: document.get(name) for name in overlay.fields if name != HIDDEN} if overlay else {}
    if overlay and feed:
        document = _overlaid(document, overlay, run=run)
    creator = creator_of(document, version)
    if overlay is None:
        return creator
    return replace(creator, overlay=overlay.version, feed=feed, hidden=overlay.hidden)


def shown_by(profile: Profile, rates: Rates) -> Creator:
    """The creator as a profile shows them, under the overlay that stands in it; raises InvalidRecord."""
    record = replace(profile, feed={}).record()
    made = convert(record, Conversion(profile.market, profile.version.updated_at, rates))
    assert isinstance(made, Creator)
    return replace(made, version=profile.version, overlay=profile.overlay, feed=profile.feed)


def _overlaid(document: Document, overlay: Overlay, *, run: Conversion) -> dict[str, object]:
    """The document with an overlay's values, in the table's order; what is derived is derived from them."""
    above = {name: _above(document.get(name), value, name=name) for name, value in overlay.fields.items()}
    said = {name: value for name, value in {**document, **above}.items() if value is not None}
    return _document({name: value for name, value in said.items() if name in FIELDS.delivered}, run)


def _above(feed: object, said: object, *, name: str) -> object:
    """What an overlay's value is to a field's in the feed: more of the same where both are lists that add up."""
    if name in FIELDS and FIELDS[name].added and isinstance(feed, list) and isinstance(said, list):
        return list(dict.fromkeys([*feed, *said]))
    return said


def _tombstone(record: Document, run: Conversion) -> Tombstone:
    if record["deleted"] is not True:
        raise InvalidRecord("deleted", "can only be true: leave it out of the record of a creator who is there")
    for key in record:
        if key not in TOMBSTONE_KEYS:
            raise InvalidRecord(str(key)[:64], "can't stand beside deleted: only id, market and updated_at can")
    fields = [FIELDS[name] for name in ("id", "market", "updated_at")]
    kept = {field.name: _kept(record, field, check=check_of(field)) for field in fields}
    return Tombstone(str(kept["id"]), run.market, _version(kept, run))


def _document(record: Document, run: Conversion) -> dict[str, object]:
    """The record's fields as the API gives them, in the table's order, with what is derived."""
    if not record.keys() <= FIELDS.delivered:
        unknown = next(name for name in record if name not in FIELDS.delivered)
        raise InvalidRecord(unknown[:64], "is no field of a feed record: see the list of fields in the docs")
    document: dict[str, object] = {}
    for name, field, check in _checks():
        if check is None:
            kept = DERIVED[name](document, run)
        elif (value := record.get(name, _NOTHING)) is _NOTHING and not field.required:
            continue
        elif value and not (isinstance(value, str) and value.isspace()):  # most values need no closer look
            try:
                kept = check(value)
            except ValueError as error:
                raise InvalidRecord(name, str(error)) from None
        else:
            kept = _kept(record, field, check=check)
        if kept is not None:
            document[name] = kept
    return document


@cache
def _checks() -> tuple[tuple[str, Field, Check | None], ...]:
    """The check of each field in the table's order; None for one that is derived."""
    return tuple((field.name, field, None if field.derived else check_of(field)) for field in FIELDS.document)


def _kept(record: Document, field: Field, *, check: Check) -> object:
    """A field's value as it is kept; None where it is absent: an empty list or object or an optional empty text is."""
    value = record.get(field.name, _NOTHING)
    if not value or (isinstance(value, str) and value.isspace()):
        if field.required and isinstance(value, (list, dict)):
            raise InvalidRecord(field.name, "is required")
        if not field.required and isinstance(value, (str, list, dict)):
            return None
    try:
        return check(value)
    except ValueError as error:
        raise InvalidRecord(field.name, str(error)) from None


_NOTHING: list[object] = []


def _version(document: Document, run: Conversion) -> Version:
    """The version of a record that is of this run; raises InvalidRecord where it is not."""
    if document["market"] != run.market:
        raise InvalidRecord("market", f"is {document['market']}, but this is the feed of {run.market}")
    if document["id"] in RESERVED_IDS:
        raise InvalidRecord("id", f"can't be {document['id']!r}: the API uses that word itself")
    updated_at = parse_time(str(document["updated_at"]))
    if updated_at < EARLIEST_UPDATE:
        raise InvalidRecord("updated_at", "is before 2005: it says when the profile last changed")
    if updated_at > run.now + CLOCK_SKEW:
        raise InvalidRecord("updated_at", AHEAD)
    # of what the feed says alone: the same record is the same version at whatever rates
    told = {name: value for name, value in document.items() if name not in DERIVED}
    content = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return Version(updated_at, blake2b(content, digest_size=16).hexdigest())
