"""What does a creator look like to Tantivy?"""

from __future__ import annotations

from bisect import bisect_right

import orjson
import tantivy

from marketplace.creators.creator import Creator, Version
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import TEMPORAL, Kind, Role
from marketplace.embedded.schema import (
    BEGINNINGS,
    CREATOR,
    RANGE,
    STATE,
    STEMS,
    WORDS,
    build_schema,
    range_term,
    share_column,
)
from marketplace.search.query import RANK


def creator_document(creator: Creator) -> tantivy.Document:
    """The document of a creator, its types checked at once (a wrong one would fail the commit, and with it others)."""
    columns: dict[str, object] = {
        "id": creator.id,
        "kind": CREATOR,
        "handle": creator.handle,
        "tie": creator.tie,
        "version": orjson.dumps([creator.market, creator.version.updated_at, creator.version.digest]).decode(),
        "document": creator.document,
        "reading": orjson.dumps(creator.reading),
        **{name: list(values) for name, values in creator.keywords.items()},
        **{name: float(n) if FIELDS[name].kind is Kind.NUMBER else n for name, n in creator.numbers.items()},
        **{WORDS[match_class]: list(texts) for match_class, texts in creator.words.items() if texts},
        BEGINNINGS: " ".join(creator.beginnings),
        STEMS: " ".join(creator.stems),
        RANK: creator.rank,
    }
    if places := _ranges(creator):
        columns[RANGE] = places
    for group, shares in creator.shares.items():
        columns |= {share_column(group, key): share for key, share in shares.items()}
    if creator.absent:
        columns["absent"] = list(creator.absent)
    if creator.currency is not None:
        columns |= {"currency": creator.currency, "amount": creator.amount}
    return tantivy.Document.from_dict(columns, build_schema())


def _ranges(creator: Creator) -> list[str]:
    """The ranges that do not depend on the day, of every number that has them."""
    return [
        range_term(name, bisect_right(FIELDS[name].buckets, number))
        for name, number in creator.numbers.items()
        if Role.FACET in FIELDS[name].roles and FIELDS[name].kind not in TEMPORAL
    ]


def read_version(document: tantivy.Document) -> tuple[str, Version]:
    """The market and version of a stored creator."""
    market, updated_at, digest = orjson.loads(str(document.get_first("version")))
    return market, Version(updated_at, digest)


def state_document(market: str, state: bytes) -> tantivy.Document:
    """The document that keeps a market's sync state, in the commit that publishes the market."""
    return tantivy.Document.from_dict({"id": state_id(market), "kind": STATE, "document": state}, build_schema())


def state_id(market: str) -> str:
    """The id of a market's state: no creator's id has a slash."""
    return f"state/{market}"
