"""What does a creator look like to Tantivy?"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache

import orjson
import tantivy

from marketplace.creators.creator import Creator, Profile, Ready, Version
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import TEMPORAL, Kind, Role
from marketplace.embedded.schema import (
    BEGINNINGS,
    BUILD,
    CREATOR,
    RANGE,
    STATE,
    STEMS,
    WITHHELD,
    WORDS,
    build_schema,
    range_term,
    share_column,
)
from marketplace.search.query import RANK


def ready_creator(creator: Creator) -> Ready:
    """A creator as `IndexWriter.add_json` of Tantivy takes it: to parse its text costs a fifth of making a document."""
    columns = found_columns(creator) | _stored_columns(creator)
    return Ready(creator.id, creator.version, orjson.dumps(columns).decode(), overlay=creator.overlay)


def _stored_columns(creator: Creator) -> dict[str, object]:
    columns: dict[str, object] = {
        "version": orjson.dumps([creator.market, *creator.version, creator.overlay]).decode(),
        # how Tantivy's JSON holds bytes
        "document": b64encode(creator.document).decode(),
        "reading": b64encode(orjson.dumps(creator.reading)).decode(),
    }
    if creator.feed:
        columns["feed"] = b64encode(orjson.dumps(creator.feed)).decode()
    return columns


def found_columns(creator: Creator) -> dict[str, object]:
    """Those by which a creator is found and put in order, and the id."""
    columns: dict[str, object] = {
        "id": creator.id,
        "kind": CREATOR,
        "handle": creator.handle,
        "tie": creator.tie,
        **creator.keywords,
        **{name: float(n) if name in _fractional() else n for name, n in creator.numbers.items()},
        **{WORDS[match_class]: texts for match_class, texts in creator.words.items()},
        BEGINNINGS: " ".join(creator.beginnings),
        STEMS: " ".join(creator.stems),
        RANK: creator.rank,
        RANGE: _ranges(creator),
        "absent": creator.absent,
    }
    for group, shares in creator.shares.items():
        columns |= {share_column(group, key): share for key, share in shares.items()}
    if creator.currency is not None:
        columns |= {"currency": creator.currency, "amount": creator.amount}
    return columns


@cache
def _fractional() -> frozenset[str]:
    return frozenset(field.name for field in FIELDS.indexed if field.kind is Kind.NUMBER)


def _ranges(creator: Creator) -> list[str]:
    """The ranges that do not depend on the day, of every number that has them."""
    buckets = _buckets()
    return [
        range_term(name, bisect_right(buckets[name], number))
        for name, number in creator.numbers.items()
        if name in buckets
    ]


@cache
def _buckets() -> Mapping[str, tuple[float, ...]]:
    fields = (field for field in FIELDS.indexed if Role.FACET in field.roles and field.kind not in TEMPORAL)
    return {field.name: field.buckets for field in fields if field.numeric}


def read_version(document: tantivy.Document) -> tuple[str, Version, int]:
    """The market and version of a stored creator, and the version of the overlay."""
    market, updated_at, digest, overlay = orjson.loads(str(document.get_first("version")))
    return market, Version(updated_at, digest), overlay


def read_profile(document: tantivy.Document) -> Profile:
    """The profile of a stored creator."""
    feed = document.get_first("feed")
    said = orjson.loads(bytes(document["feed"][0])) if feed is not None else {}
    return Profile(*read_version(document), bytes(document["document"][0]), said)


def withheld_document(creator_id: str, withheld: bytes) -> tantivy.Document:
    """The document that keeps what is known of a creator beside what is shown: no column by which it is found."""
    return tantivy.Document.from_dict(
        {"id": withheld_id(creator_id), "kind": WITHHELD, "document": withheld}, build_schema()
    )


def withheld_id(creator_id: str) -> str:
    """The id of that document: no creator's id has a slash."""
    return f"{WITHHELD}/{creator_id}"


def state_document(market: str, state: bytes) -> tantivy.Document:
    """The document that keeps a market's sync state, in the commit that publishes the market."""
    return tantivy.Document.from_dict({"id": state_id(market), "kind": STATE, "document": state}, build_schema())


def state_id(market: str) -> str:
    """The id of a market's state: no creator's id has a slash."""
    return f"state/{market}"


def build_document(market: str, name: str) -> tantivy.Document:
    """The document that names the build of a market, in the commit that publishes it."""
    kept = orjson.dumps({"market": market, "name": name})
    return tantivy.Document.from_dict({"id": build_id(market), "kind": BUILD, "document": kept}, build_schema())


def build_id(market: str) -> str:
    """The id of that document: no creator's id has a slash."""
    return f"{BUILD}/{market}"
