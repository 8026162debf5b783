"""Does anybody wait for a feed while they keep all others from changing the index?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import get_ident

import pytest

from indexer.ports import Feed, FeedRecord
from indexer.watching.applier import Applier
from tests.creators import NOW
from tests.fakes import MemoryWriter, feed_record
from tests.unit.indexer.watching.markets import Interrupted, Markets


class Asked(Interrupted):
    """Feeds that note of each question whether whoever asks has the index to themselves: by `alone`."""

    def __init__(self, applier: Applier, **feeds: list[object]) -> None:
        super().__init__(**feeds)
        self.applier, self.as_of = applier, NOW + 1
        self.alone: dict[str, set[bool]] = {}

    def feed(self, market: str) -> Feed:
        self._note("feed")
        return super().feed(market)

    def records(self, market: str) -> Iterator[FeedRecord]:
        for record in super().records(market):
            self._note("records")
            yield record

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        for record in super().changes(market, since):
            self._note("changes")
            yield record

    def _note(self, question: str) -> None:
        self.alone.setdefault(question, set()).add(self.applier._alone._holder == get_ident())


@pytest.mark.parametrize(
    ("rebuild", "questions"), [(True, ["changes", "feed", "records"]), (False, ["changes", "feed"])]
)
def test_no_feed_is_asked_by_one_who_has_the_index_to_themselves(
    tmp_path: Path, questions: list[str], *, rebuild: bool
) -> None:
    markets = Markets(tmp_path, MemoryWriter())
    markets.source = asked = Asked(markets.applier, **markets.source.feeds)
    asked.told["DE"] = [feed_record("c3")]

    markets.syncs("DE", rebuild=rebuild)

    assert dict(sorted(asked.alone.items())) == {one: {False} for one in questions}
    assert markets.shown()["DE"] == ["c1", "c2", "c3"]
