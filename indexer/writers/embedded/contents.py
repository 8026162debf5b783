"""What does the embedded index hold of a creator, field by field?

What is stored: the document, why it is found (`reading`) and the feed's half. Columns are written from the same
`Creator` in the same call and can't be read back by document; to ask for each value of each creator would be too dear.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import tantivy

from indexer.ports import VERSION, Contents
from marketplace.creators.creator import Ready
from marketplace.embedded.clauses import every, keyword, keywords
from marketplace.embedded.schema import CREATOR


def held(searcher: tantivy.Searcher, market: str, *, ids: Sequence[str]) -> dict[str, Contents]:
    """The contents of those of these creators who are in a market."""
    if not ids:
        return {}
    asked = every([keyword("market", market), keyword("kind", CREATOR), keywords("id", ids)])
    documents = [searcher.doc(address) for _, address in searcher.search(asked, len(ids), count=False).hits]
    return {str(one.get_first("id")): _contents(_stored(one)) for one in documents}


def contents_of(ready: Ready) -> Contents:
    """The contents of a creator who was made ready, from the JSON that Tantivy takes."""
    columns = orjson.loads(ready.body)
    stored = {name: b64decode(columns[name]) for name in ("document", "reading", "feed") if name in columns}
    return _contents({"version": columns["version"], **stored})


def _stored(document: tantivy.Document) -> dict[str, Any]:
    there = [name for name in ("document", "reading", "feed") if document.get_first(name) is not None]
    return {"version": document.get_first("version"), **{name: bytes(document[name][0]) for name in there}}


def _contents(stored: Mapping[str, Any]) -> Contents:
    parts = {name: orjson.loads(what) for name, what in stored.items()}
    return {
        VERSION: parts["version"][1:],
        **parts["document"],
        **{f"reading of {name}": texts for name, texts in parts["reading"].items()},
        **{f"feed's {name}": value for name, value in parts.get("feed", {}).items()},
    }
