"""What does Elasticsearch keep of a creator? The mapping from the field table, and the settings with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import Any

import orjson

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field, Kind, MatchClass, Role
from marketplace.search.query import MAX_PAGED, RANK
from marketplace.text import words

FORMAT = 5
"""Another number whenever a document is made in a way that neither mapping nor settings show.

5: aliases of markets carry the mapping, and a build of 4 has none that does.
"""

WORDS = {MatchClass.NAME: "words.name", MatchClass.TAGS: "words.tags", MatchClass.BIO: "words.bio"}
"""The columns of words: one text a value."""

STEMS = "words.stems"
BEGINNINGS = "words.beginnings"

CURRENCY = "price.currency"
AMOUNT = "price.amount"

MAX_HITS = MAX_PAGED + 1
"""Hits that one request can reach: those of the last numbered page, and the one that tells whether more follow."""

SETTINGS: dict[str, Any] = {
    # a market's creators fit one shard, and in one shard the counts of open sets are exact
    "number_of_shards": 1,
    # deeper pages go by search_after; more would let one request sort and hold as much
    "max_result_window": MAX_HITS,
    # "12" is no number and 1.5 no whole one: what convert let through by mistake is refused, not bent
    "mapping.coerce": False,
}
BUILDING: dict[str, Any] = {
    # nobody searches a build, and each refresh makes a segment that must be merged: count() refreshes once
    "refresh_interval": "-1",
    # a copy of each write is worth nothing before it is published: replicas copy the finished files
    "number_of_replicas": 0,
}
LIVE: dict[str, Any] = {
    # said, because an index without it stops refreshing when idle, and the first search after that waits
    "refresh_interval": "1s",
    # a second copy wherever there is a second node; a single node stays green
    "auto_expand_replicas": "0-1",
}


def index_mapping() -> dict[str, Any]:
    """The mapping of a market's index; a dotted name is a column inside an object."""
    return {
        # a document with a column that isn't here is refused: nothing is indexed by guess
        "dynamic": "strict",
        # the columns come again from every sync: keeping them once more would double the files
        "_source": {"includes": ["document", "reading", "feed"]},
        "properties": dict(_columns()),
    }


def mapping_hash() -> str:
    """8 hex digits that change with whatever the stored columns depend on."""
    stored = [FORMAT, words.VERSION, index_mapping(), SETTINGS]
    return blake2b(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS), digest_size=4).hexdigest()


@cache
def readable_columns() -> tuple[str, ...]:
    """The columns whose values can be read back: those that are kept by document, not by value alone."""
    columns = index_mapping()["properties"].items()
    return tuple(name for name, kept in columns if kept["type"] in READABLE and kept.get("doc_values", True))


def share_column(field: Field, key: str) -> str:
    """The column of one share, called as in the document: `audience.countries.DE`."""
    return f"{field.within}.{field.key}.{key}"


READABLE = ("keyword", "long", "double")
"""Types of columns that keep values by document unless told otherwise."""

Column = tuple[str, dict[str, Any]]


def _columns() -> Iterator[Column]:
    # passed through as it is, never parsed: what it holds is searched by the other columns
    for name in ("document", "reading", "feed"):
        yield name, {"type": "object", "enabled": False}
    yield "handle", _exact()
    yield "digest", {"type": "keyword", "index": False}
    yield "overlay", {"type": "long", "index": False}
    # indexed too: whom to leave out is found by it
    yield "tie", {"type": "long"}
    yield "absent", {"type": "keyword"}
    yield CURRENCY, _exact()
    yield AMOUNT, _compared("double")
    yield RANK, {"type": "long"}
    for column in WORDS.values():
        yield column, _words()
    for column in (STEMS, BEGINNINGS):
        # only found by, never in a phrase: no positions, no frequencies
        yield column, {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
    for field in FIELDS.indexed:
        yield field.name, _column(field)
        if field.kind is Kind.SHARES and field.values:
            for key in field.values():
                yield share_column(field, key), _compared("double")


def _column(field: Field) -> dict[str, Any]:
    if field.numeric:
        # times are microseconds: a date column would keep milliseconds. Rates are doubles: two may share a float
        return {"type": "double" if field.kind is Kind.NUMBER else "long"}
    if Role.FACET not in field.roles:
        return _exact()
    # booleans are keywords too: counting a boolean over a million took 20 ms, a keyword 1 ms.
    # Ordinals are made at the refresh, or the first search after it would make them
    return {"type": "keyword", "eager_global_ordinals": True}


def _exact() -> dict[str, Any]:
    """Found by its value, neither counted nor sorted."""
    return {"type": "keyword", "doc_values": False}


def _compared(kind: str) -> dict[str, Any]:
    """Compared with bounds, neither counted nor sorted."""
    return {"type": kind, "doc_values": False}


def _words() -> dict[str, Any]:
    """Words come divided and folded, so spaces are all there is to see; positions are for phrases.

    No norms: nothing is scored by length. The gap keeps a phrase from matching over two values of a list.
    """
    return {"type": "text", "analyzer": "whitespace", "norms": False, "position_increment_gap": 100}
