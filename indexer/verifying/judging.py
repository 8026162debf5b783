"""Is a creator who differs wrong, or is there a reason?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.ports import Feed, IndexWriter
from indexer.seen import Outcome, Seen
from indexer.standing import UNKNOWN, Standing, Stored
from indexer.state import SyncState
from indexer.verifying.expected import Wanted
from indexer.verifying.findings import Findings


def is_passed_over(known: Standing, wanted: Wanted, *, market: str, live: bool) -> bool:
    """Whether a market doesn't show a creator of its feed for what an index knows otherwise.

    Another market has them in a newer version, or a live feed has told that they left since.
    """
    kept, withheld = known.kept, known.withheld
    if kept and kept.market != market and kept.version >= wanted.version:
        return True
    left = withheld.left.get(market)
    return live and any(ended is not None and ended >= wanted.version for ended in (left, withheld.passed))


@dataclass
class Judging:
    """Sorts the creators of a market who differ into the ways; `passed_over` counts those whom it rightly lacks."""

    writer: IndexWriter
    seen: Seen
    feed: Feed
    state: SyncState | None
    findings: Findings
    passed_over: int = 0

    def lacking(self, found: Sequence[tuple[str, Wanted]], *, way: str) -> None:
        """Creators of the feed who were not found, or not as they must be."""
        known = self.writer.standing([one for one, _ in found])
        for one, wanted in found:
            standing = known.get(one, UNKNOWN)
            if self._passed_over(standing, wanted):
                self.passed_over += not wanted.hidden
            elif not self._is_there(standing, wanted):
                self.findings.add("behind" if self.is_behind(wanted) else way, [one])

    def different(self, found: Mapping[str, tuple[Wanted, Stored]]) -> None:
        """Creators who are shown, in another version than the feed's or though they are hidden."""
        known = self.writer.standing(list(found))
        for one, (wanted, stored) in found.items():
            standing = known.get(one, UNKNOWN)
            if self._passed_over(standing, wanted):
                self.passed_over += not wanted.hidden
                self.findings.add("extra", [one])
            elif not self._is_there(standing, wanted):
                behind = self.is_behind(wanted) or self._is_ahead(stored)
                self.findings.add("behind" if behind else "hidden" if wanted.hidden else "different", [one])

    def added(self, found: Mapping[str, Stored]) -> None:
        """Creators who are shown and not in the feed."""
        copies, sightings = self.writer.copies(list(found)), self.seen.find(list(found))
        for one, stored in found.items():
            if any(copy.market == self.feed.market for copy in copies.get(one, ())):
                sighting = sightings.get(one)
                gone = sighting is not None and sighting.outcome is Outcome.DELETED
                left = gone and sighting is not None and self._is_new(sighting.version.updated_at)
                self.findings.add("behind" if left or self._is_ahead(stored) else "extra", [one])

    def is_behind(self, wanted: Wanted) -> bool:
        """Whether what the feed and the overlays say is newer than what the market's state vouches for."""
        newer = self.state is not None and wanted.overlay > self.state.overlay
        return newer or self._is_new(wanted.version.updated_at)

    def _is_new(self, updated_at: int) -> bool:
        return self.feed.tells and self.state is not None and updated_at >= self.state.as_of

    def _is_ahead(self, stored: Stored) -> bool:
        """Whether what is shown came after the feed was read."""
        return self.feed.tells and stored.version.updated_at >= self.feed.as_of

    def _passed_over(self, standing: Standing, wanted: Wanted) -> bool:
        return is_passed_over(standing, wanted, market=self.feed.market, live=self.feed.live)

    def _is_there(self, standing: Standing, wanted: Wanted) -> bool:
        """Whether it has come right since it was walked past."""
        kept = standing.kept
        right = kept is not None and kept.market == self.feed.market and kept.age == wanted.age
        return right and kept is not None and kept.hidden == wanted.hidden and (not wanted.hidden or not standing.shown)
