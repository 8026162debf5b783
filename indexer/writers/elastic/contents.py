"""What does Elasticsearch hold of a creator, field by field?

The stored document, why it is found (`reading`), the feed's half, and the columns that can be read back. Columns
that are only found by (words, stems, the handle, shares, amounts) are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from elasticsearch import Elasticsearch

from indexer.ports import VERSION, Contents
from marketplace.creators.creator import Ready
from marketplace.elastic.asking import multi_search
from marketplace.elastic.lookups import compile_contents
from marketplace.elastic.mapping import readable_columns


def held(client: Elasticsearch, index: str | None, *, ids: Sequence[str]) -> dict[str, Contents]:
    """The contents of those of these creators who are in an index."""
    if index is None or not ids:
        return {}
    answers = multi_search(client, [compile_contents(index, ids)])
    hits = [hit for answer in answers if answer for hit in answer["hits"]["hits"]]
    return {hit["_id"]: _contents(hit["_source"], hit.get("fields", {})) for hit in hits}


def contents_of(ready: Ready) -> Contents:
    """The contents of a creator who was made ready, from the second line of the bulk request."""
    body = orjson.loads(ready.body.partition(b"\n")[2])
    return _contents(body, {name: body[name] for name in readable_columns() if name in body})


def _contents(source: Mapping[str, Any], columns: Mapping[str, Any]) -> Contents:
    values = {name: _values(found) for name, found in columns.items()}
    version = [values.get(name, [None])[0] for name in ("updated_at", "digest", "overlay")]
    return {
        VERSION: version,
        **source["document"],
        **{f"reading of {name}": texts for name, texts in source["reading"].items()},
        **{f"feed's {name}": value for name, value in source.get("feed", {}).items()},
        **{f"column {name}": found for name, found in values.items() if found},
    }


def _values(found: object) -> list[Any]:
    """The values of a column as they are read back: in order, each text once."""
    several = found if isinstance(found, list) else [found]
    return sorted(set(several))
