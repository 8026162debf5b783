"""Are words seen before the creators that bear them, whoever else writes words at the same time?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Thread
from typing import Any

import orjson
import pytest

from marketplace.creators.creator import Ready, Version
from marketplace.elastic.vocabulary import Vocabulary

PATIENCE_SECONDS = 0.05
"""For somebody else to do what they may do meanwhile; they are kept waiting where all is well."""


class Node:
    """An index of words, `seen` from a refresh on; of the first bulk request something happens `meanwhile`."""

    def __init__(self) -> None:
        self.indices = self
        self.kept: set[str] = set()
        self.seen: set[str] = set()
        self.meanwhile: Callable[[], object] | None = None

    def create(self, **_: object) -> None:
        pass

    def refresh(self, **_: object) -> None:
        self.seen = set(self.kept)

    def mget(self, *, ids: Sequence[str], realtime: bool, **_: object) -> Mapping[str, Any]:
        there = self.kept if realtime else self.seen
        return {"docs": [{"_id": one, "found": one in there} for one in ids]}

    def bulk(self, *, operations: Sequence[bytes], **_: object) -> Mapping[str, Any]:
        happens, self.meanwhile = self.meanwhile, None
        if happens:
            happens()
        self.kept |= {orjson.loads(line)["word"] for line in b"\n".join(operations).split(b"\n")[1::2]}
        return {"errors": False}


@pytest.mark.parametrize("theirs", ["vegan", ""])
def test_words_are_seen_that_were_being_written_while_somebody_else_let_theirs_be_seen(theirs: str) -> None:
    node, seen = Node(), []
    vocabulary = Vocabulary(node, "creators")  # type: ignore[arg-type]

    def publishes(words: str) -> None:
        if words:
            vocabulary.keep([Ready("c1", Version(1, ""), None, words)])
        vocabulary.make_visible()
        seen.append(set(words.split()) <= node.seen)

    beside = Thread(target=publishes, args=(theirs,))
    node.meanwhile = lambda: (beside.start(), beside.join(PATIENCE_SECONDS))
    publishes("vegan anna")
    beside.join()

    assert seen == [True, True]
