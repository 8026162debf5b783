"""What does a creator look like to Elasticsearch?"""

from __future__ import annotations

from typing import Any

import orjson

from marketplace.creators.creator import Creator, Ready
from marketplace.creators.fields import FIELDS
from marketplace.elastic.mapping import AMOUNT, BEGINNINGS, CURRENCY, STEMS, WORDS, share_column
from marketplace.search.query import RANK


def ready_creator(creator: Creator) -> Ready:
    """A creator as the two lines of a bulk request, and the words that it is found by."""
    action, body = orjson.dumps({"index": {"_id": creator.id}}), orjson.dumps(index_document(creator))
    words = {word for texts in creator.words.values() for text in texts for word in text.split()}
    return Ready(creator.id, creator.version, b"%b\n%b\n" % (action, body), " ".join(words), creator.overlay)


def index_document(creator: Creator) -> dict[str, Any]:
    """The body that is indexed, its columns as in the mapping; the API's JSON goes in as the bytes it is."""
    return {
        "document": orjson.Fragment(creator.document),
        "reading": creator.reading,
        "handle": creator.handle,
        "digest": creator.version.digest,
        "overlay": creator.overlay,
        "tie": creator.tie,
        "absent": creator.absent,
        RANK: creator.rank,
        STEMS: " ".join(creator.stems),
        BEGINNINGS: " ".join(creator.beginnings),
        **creator.keywords,
        **creator.numbers,
        **{WORDS[match_class]: texts for match_class, texts in creator.words.items()},
        **_shares(creator),
        **_price(creator),
        **({"feed": creator.feed} if creator.feed else {}),
    }


def _shares(creator: Creator) -> dict[str, float]:
    return {
        share_column(FIELDS[group], key): share
        for group, shares in creator.shares.items()
        for key, share in shares.items()
    }


def _price(creator: Creator) -> dict[str, Any]:
    if creator.amount is None:
        return {}
    return {CURRENCY: creator.currency, AMOUNT: creator.amount}
