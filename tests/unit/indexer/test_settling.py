"""Is what a build withholds brought up to what others have told since, on an engine that keeps it at once too?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from indexer.conversions import Work
from indexer.convert import Conversion
from indexer.intake import Intake
from indexer.ports import FeedRecord
from indexer.seen import Seen
from indexer.settling import Settling
from indexer.standing import NOTHING_WITHHELD, Standing, Withheld
from marketplace.creators.creator import Version
from tests.creators import NOW, RATES, make_creator
from tests.fakes import MemoryBuild, MemoryWriter, as_it_is, feed_record, stored_of, tombstone
from tests.overlays import MemoryOverlays

NEWER = "2026-11-20T09:00:00Z"


@dataclass
class Read:
    """DE, of which c1 is published, while its live feed is read whole; the marketplace hides c1 at first."""

    seen: Seen
    writer: MemoryWriter = field(default_factory=lambda: MemoryWriter({"DE": {"c1": make_creator()}}))

    def of(self, *records: dict[str, Any]) -> Intake:
        """What takes these records in, which it did."""
        overlays = MemoryOverlays()
        overlays.change("c1", {"hidden": True})
        work = Work(Conversion("DE", NOW, RATES), as_it_is, overlays)
        intake = Intake(work, self.seen, self.writer.standing, pytest.fail, MemoryBuild(self.writer), live=True)
        intake.read(FeedRecord(line, one) for line, one in enumerate(records, 1))
        return intake

    def settled(self, intake: Intake, *ids: str) -> dict[str, Standing]:
        """What is known of these creators when others have changed them and the build is about to be published."""
        with self.writer.changes() as changes:
            assert Settling(intake, changes.profiles).settle(ids)
        return dict(self.writer.standing(ids))


@pytest.fixture
def read() -> Iterator[Read]:
    with Seen() as seen:
        yield Read(seen)


def test_who_is_shown_again_in_an_older_version_than_was_read_is_kept_in_that_one(read: Read) -> None:
    intake = read.of(feed_record("c1", followers=9, updated_at=NEWER))
    newer = read.writer.withheld["c1"]
    read.writer.withheld["c1"] = NOTHING_WITHHELD

    assert read.settled(intake, "c1") == {"c1": Standing(stored_of(make_creator()), newer)}


def test_who_is_shown_again_in_the_version_that_was_read_is_kept_for_the_next_pass_of_the_overlays(read: Read) -> None:
    intake = read.of(feed_record("c1"))
    hidden = read.writer.withheld["c1"].hidden
    read.writer.withheld["c1"] = NOTHING_WITHHELD

    kept = read.settled(intake, "c1")["c1"].withheld.hidden

    assert hidden
    assert kept == replace(hidden, overlay=0)


def test_a_leaving_that_was_read_is_told_beside_what_other_markets_have_told_since(read: Read) -> None:
    intake = read.of(tombstone("c2", updated_at=NEWER))
    mine, others = read.writer.withheld["c2"], Withheld(left={"FR": Version(NOW, "")})
    read.writer.withheld["c2"] = others

    assert read.settled(intake, "c2")["c2"].withheld == Withheld(left={**mine.left, **others.left})
