"""How do the changes of a live feed get into its market?"""

from pathlib import Path
from typing import Any

import pytest

from indexer import delta
from indexer.applying import Applying
from indexer.credible import Limits
from indexer.report import MarketReport, Tally
from indexer.sync import SyncOptions, sync_market
from marketplace.errors import FeedError
from tests.creators import NOW
from tests.fakes import Clock, MemoryWriter, feed_record, tombstone
from tests.live import LiveSource
from tests.unit.indexer.syncs import Shared

SECOND = 1_000_000
LIMITS = Limits(credible_share=0.5, max_reject_share=0.1)


class Market:
    """A market that was read whole a moment ago, of these creators, and the folder of its rejects."""

    def __init__(self, folder: Path, *ids: str, **others: list[Any]) -> None:
        self.folder = folder
        self.applying: Applying | None = None
        self.writer = MemoryWriter()
        self.source = LiveSource(DE=[feed_record(one) for one in ids], **others)
        for market in self.source.feeds:
            self.sync(market)
        self.source.as_of = NOW + SECOND

    def sync(self, market: str = "DE", limits: Limits = LIMITS) -> MarketReport:
        """Sync it."""
        options = SyncOptions(rejects_dir=self.folder, limits=limits, applying=self.applying)
        return sync_market(market, source=self.source, writer=self.writer, options=options, clock=Clock())

    def changed(self, *records: object, limits: Limits = LIMITS) -> MarketReport:
        """Sync it after the feed has told these."""
        self.source.told["DE"] = list(records)
        return self.sync(limits=limits)


NEWER = {"updated_at": "2026-11-22T09:00:00Z"}


def test_changes_are_asked_since_the_checkpoint_which_moves_on(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1", "c2")

    report = market.changed(feed_record("c1", followers=5, **NEWER), feed_record("c3"), tombstone("c2", **NEWER))

    assert (report.action, report.reason) == ("delta", "changes since 2026-11-22T10:00:00Z")
    assert report.tally == Tally(read=3, indexed=2, deleted=1)
    assert market.source.asked == [("DE", NOW)]
    assert market.writer.creators() == {"DE": ["c1", "c3"]}
    state = market.writer.kept_states["DE"]
    assert (state.as_of, state.creators, state.read) == (NOW + SECOND, 2, 2)


def test_changes_that_are_told_again_change_nothing(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1")
    market.changed(feed_record("c2"), tombstone("c3"))

    assert market.changed(feed_record("c2"), tombstone("c3"), feed_record("c1")).tally == Tally(read=3, unchanged=3)


def test_a_feed_that_breaks_leaves_the_checkpoint_where_it_was(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1")

    report = market.changed(feed_record("c2"), FeedError("page 2 is cut"))

    assert str(report.failure) == "page 2 is cut"
    assert market.writer.kept_states["DE"].as_of == NOW
    market.changed(feed_record("c2"), feed_record("c3"))
    assert market.writer.creators() == {"DE": ["c1", "c2", "c3"]}
    assert market.writer.kept_states["DE"].creators == 3


def test_a_change_that_breaks_a_rule_is_refused_by_itself(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1")

    report = market.changed({"id": "c2"}, feed_record("c3"))

    assert report.tally == Tally(read=2, indexed=1, rejected=1)
    assert '"line":1' in (tmp_path / "DE.changes.ndjson").read_text()
    assert market.writer.kept_states["DE"].rejected_changes == 1


def test_the_last_refused_changes_stay_until_others_are_refused(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1")
    market.changed({"id": "c2"})
    market.changed(feed_record("c3"))

    assert (tmp_path / "DE.changes.ndjson").exists()


def test_changes_of_which_many_are_refused_are_not_believed(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1")
    records = [{"id": str(number)} for number in range(100)] + [feed_record("c2")]

    report = market.changed(*records)

    assert str(report.failure).startswith("100 of 100 changes are rejected, more than 10%")
    assert market.writer.creators() == {"DE": ["c1"]}
    assert market.changed(*records, limits=Limits(credible_share=0, max_reject_share=0, force=True)).failure is None


def test_half_of_a_market_does_not_leave_at_once(tmp_path: Path) -> None:
    ids = [f"c{number}" for number in range(199)]
    market = Market(tmp_path, *ids)

    report = market.changed(*[tombstone(one, **NEWER) for one in ids[:100]])

    assert str(report.failure).startswith("100 of 199 creators leave at once, of which 50% must stay")
    assert len(market.writer.creators()["DE"]) == 199


def test_who_leaves_a_batch_after_the_other_is_counted_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delta, "BATCH", 60)
    ids = [f"c{number}" for number in range(199)]
    market = Market(tmp_path, *ids)

    report = market.changed(*[tombstone(one, **NEWER) for one in ids[:100]])

    assert str(report.failure).startswith("100 of 199 creators leave at once")
    assert len(market.writer.creators()["DE"]) == 139


def test_tombstones_that_are_told_again_take_nobody_away(tmp_path: Path) -> None:
    ids = [f"c{number}" for number in range(120)]
    market = Market(tmp_path, *ids)
    left = [tombstone(one, **NEWER) for one in ids[:99]]
    assert market.changed(*left).tally == Tally(read=99, deleted=99)

    report = market.changed(*left, tombstone("c99", **NEWER), tombstone("nobody", **NEWER))

    assert (report.failure, report.tally) == (None, Tally(read=101, deleted=2, unchanged=99))


def test_the_checkpoint_stays_where_what_was_applied_was_dropped_meanwhile(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1")
    market.applying = shared = Shared(market.writer)
    market.writer.on_write = lambda _: setattr(shared, "losses", 1)

    report = market.changed(feed_record("c2"))

    assert str(report.failure) == "what was applied was dropped"
    assert market.writer.kept_states["DE"].as_of == NOW


def test_who_moves_is_counted_in_the_new_market(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1", FR=[feed_record("f1", market="FR"), feed_record("f2", market="FR")])

    market.changed(feed_record("f1", **NEWER))

    assert market.writer.creators() == {"DE": ["c1", "f1"], "FR": ["f2"]}
    assert {code: state.creators for code, state in market.writer.kept_states.items()} == {"DE": 2, "FR": 1}
    assert market.writer.kept_states["FR"].as_of == NOW


@pytest.mark.parametrize("late", ["2026-11-01T00:00:00Z", "2026-11-10T00:00:00Z"])
def test_a_whole_feed_that_tells_late_does_not_bring_back_who_left(tmp_path: Path, late: str) -> None:
    market = Market(tmp_path, "c1")
    market.changed(tombstone("c2", updated_at="2026-11-15T00:00:00Z"))
    market.source.feeds["DE"].append(feed_record("c2", updated_at=late))
    market.writer.kept_states["DE"] = market.writer.kept_states["DE"].__class__(
        **{**vars(market.writer.kept_states["DE"]), "fingerprint": ""}
    )

    assert market.sync().action == "full"
    assert market.writer.creators() == {"DE": ["c1"]}


MOVED, LEFT = {"updated_at": "2026-11-22T08:10:00Z"}, {"updated_at": "2026-11-22T08:20:00Z"}


@pytest.mark.parametrize("in_order", [True, False])
@pytest.mark.parametrize("among", [0, 1_500])
def test_who_moved_and_left_again_is_nowhere_though_the_old_market_told_nothing(
    tmp_path: Path, among: int, *, in_order: bool
) -> None:
    market = Market(tmp_path, "c1", "c2")
    two = [feed_record("c1", market="FR", **MOVED), tombstone("c1", market="FR", **LEFT)]
    between = [feed_record(f"f{number}", market="FR") for number in range(among)]
    first, second = two if in_order else reversed(two)
    market.source.feeds["FR"] = [feed_record("f", market="FR"), first, *between, second]

    report = market.sync("FR")

    assert report.failure is None
    assert market.writer.creators()["DE"] == ["c2"]
    assert "c1" not in market.writer.creators()["FR"]
    assert market.writer.standing(["c1"])["c1"].withheld.passed
    market.changed(feed_record("c1"))
    assert market.writer.creators()["DE"] == ["c2"]
