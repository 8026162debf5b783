"""How does a document become a `Creator`? All that engines keep of it is made of the document alone."""

from __future__ import annotations

from functools import cache

import orjson

from marketplace.creators.creator import Creator, Version
from marketplace.creators.fields import FIELDS
from marketplace.creators.rank import rank_of
from marketplace.indexing import columns
from marketplace.indexing.columns import Document
from marketplace.indexing.wording import wording
from marketplace.text.fold import fold


def creator_of(document: Document, version: Version) -> Creator:
    """The creator of a document that is valid, as the API gives it."""
    shares = columns.shares(document)
    keywords, numbers = columns.keywords(document, shares), columns.numbers(document)
    worded = wording(document)
    price = document.get("price")
    return Creator(
        id=str(document["id"]),
        market=str(document["market"]),
        version=version,
        document=orjson.dumps(document),
        handle=fold(str(document["handle"])),
        keywords=keywords,
        numbers=numbers,
        shares=shares,
        words=worded.words,
        stems=worded.stems,
        beginnings=worded.beginnings,
        reading=worded.reading,
        rank=rank_of(document),
        currency=str(price["currency"]) if isinstance(price, dict) else None,
        amount=float(price["amount"]) if isinstance(price, dict) else None,
        absent=tuple([name for name in _indexed() if name not in keywords and name not in numbers]),
    )


@cache
def _indexed() -> tuple[str, ...]:
    return tuple(field.name for field in FIELDS.indexed)
