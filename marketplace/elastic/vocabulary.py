"""Which words are there? An index of all words that creators are found by, a document a word, to look typos up in.

A word is written before the creators that bear it can be seen, and may outlive them: then it finds nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from threading import RLock
from typing import Any

from elasticsearch import Elasticsearch

from marketplace.creators.creator import Ready
from marketplace.elastic.bulk import action, bulk
from marketplace.elastic.errors import translated
from marketplace.elastic.making import make
from marketplace.elastic.names import words_index
from marketplace.elastic.words import MOST_SIMILAR

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {"word": {"type": "keyword"}},
}
SETTINGS: dict[str, Any] = {
    # in one shard one lookup sees all words
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # each refresh makes a segment that must be merged: `make_visible` refreshes before the words are needed
    "refresh_interval": "-1",
    "max_result_window": MOST_SIMILAR,
}

MOST_KNOWN = 200_000
"""Words that a writer remembers to have sent (some 20 MB); a million creators have half a million."""

THERE_ALREADY = 409

FOUND = ("docs._id", "docs.found")
"""What an answer says: a word that a shard can't tell of is one that is not seen."""


class Vocabulary:
    """Writes the words under a prefix; every method raises EngineUnavailable."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self._index = words_index(prefix)
        self._known: set[str] = set()
        self._texts: set[int] = set()
        self._there = False
        self._one_at_a_time = RLock()  # a build and the deltas beside it share what is known
        self._unseen = True  # a sync that was cut off may have left some

    def keep(self, creators: Iterable[Ready]) -> None:
        """Let the words of these creators be among those there are."""
        with self._one_at_a_time:
            # most changes bring the words that a creator had: to take them apart again is a tenth of a delta's time
            texts = {hash(one.words): one.words for one in creators}
            new = set().union(*[texts[one].split() for one in texts.keys() - self._texts]) - self._known
            if new:
                self._make()
                self._write(new - self._seen(new))
            if len(self._known) + len(new) > MOST_KNOWN or len(self._texts) > MOST_KNOWN:
                self._known.clear()
                self._texts.clear()
            self._known |= new
            self._texts |= texts.keys()

    def make_visible(self) -> None:
        """Let searches see all words kept so far."""
        with self._one_at_a_time:
            self._make()
            if self._unseen:
                with translated():
                    self._client.indices.refresh(index=self._index)
                self._unseen = False

    def _make(self) -> None:
        if self._there:
            return
        with translated():
            make(self._client, self._index, mappings=MAPPING, settings=SETTINGS)
        self._there = True

    def _seen(self, words: Collection[str]) -> set[str]:
        """Those of the words that searches see already.

        Asked before they are written: a refresh after each batch, for nothing, was a fifth of a delta's time.
        """
        with translated():
            found = self._client.mget(index=self._index, ids=sorted(words), realtime=False, filter_path=FOUND)
        return {one["_id"] for one in found.get("docs", ()) if one.get("found")}

    def _write(self, words: Collection[str]) -> None:
        if not words:
            return
        self._unseen = True
        # to create what is there already fails fast, to index it again would leave a deleted document each time
        actions = (action("create", word, document={"word": word}) for word in sorted(words))
        bulk(self._client, actions, index=self._index, accepted=(THERE_ALREADY,))
