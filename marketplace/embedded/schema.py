"""What does the embedded index keep of a creator? Its columns, from the field table."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import version

import tantivy

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field, Kind, MatchClass
from marketplace.search.query import RANK
from marketplace.text import words

FORMAT = 4
"""Another number whenever the columns change in a way that the field table doesn't show."""

CREATOR = "creator"
STATE = "state"
BUILD = "build"
WITHHELD = "withheld"
"""What a document is, in the column `kind`."""

WHOLE = ("tie", RANK)
"""Columns of whole numbers beside those of the field table."""

RANGE = "range"
"""The column of the ranges that a creator's numbers lie in: `followers=3` is the fourth range of the facet."""

STEMS = "stems"
BEGINNINGS = "beginnings"
WORDS = {MatchClass.NAME: "words_name", MatchClass.TAGS: "words_tags", MatchClass.BIO: "words_bio"}


@cache
def build_schema() -> tantivy.Schema:
    """The schema: keyword columns are whole values, words come divided already."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "kind", "handle", "absent", "currency", RANGE):
        _keyword(builder, name, stored=name == "id", fast=name == "absent")
    for name in WORDS.values():
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in (STEMS, BEGINNINGS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for field in FIELDS.indexed:
        _column(builder, field)
    builder.add_float_field("amount", fast=True)
    for name in WHOLE:
        builder.add_integer_field(name, fast=True)
    builder.add_text_field("version", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("document", "reading", "feed"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def _keyword(builder: tantivy.SchemaBuilder, name: str, *, stored: bool = False, fast: bool = False) -> None:
    builder.add_text_field(name, stored=stored, fast=fast, tokenizer_name="raw", index_option="basic")


def _column(builder: tantivy.SchemaBuilder, field: Field) -> None:
    if field.kind is Kind.NUMBER:
        builder.add_float_field(field.name, fast=True)
    elif field.numeric:
        builder.add_integer_field(field.name, fast=True)
    else:
        _keyword(builder, field.name, fast=True)
    if field.kind is Kind.SHARES:
        for key in field.values() if field.values else ():
            builder.add_float_field(share_column(field.name, key), fast=True)


def range_term(field: str, place: int | str) -> str:
    """The term of one of a facet's ranges, by its place from 0; of no place, what those of the field begin with."""
    return f"{field}={place}"


def share_column(group: str, key: str) -> str:
    """The column of one share: `audience_countries.DE` has a column for each country."""
    return f"{group}={key}"


@cache
def schema_hash() -> str:
    """16 hex digits that change with whatever the stored columns depend on; the name of the index's folder."""
    columns = [
        (
            field.name,
            field.kind.value,
            field.indexed,
            field.closed,
            field.folded,
            field.buckets,
            field.words and field.words.value,
        )
        for field in FIELDS
    ]
    shares = [field.values() for field in FIELDS if field.kind is Kind.SHARES and field.values]
    return blake2b(
        repr((FORMAT, words.VERSION, version("tantivy"), columns, shares)).encode(), digest_size=8
    ).hexdigest()
