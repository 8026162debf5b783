"""How is what a `MemoryWriter` has published changed?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.changes import Edit
from indexer.standing import Standing, Stored
from indexer.state import SyncState
from marketplace.creators.creator import Profile

if TYPE_CHECKING:
    from tests.fakes import MemoryWriter


@dataclass
class MemoryChanges:
    """The `Changes` of a `MemoryWriter`; seen at once."""

    writer: MemoryWriter

    def standing(self, ids: Sequence[str], *, likely: str | None = None) -> Mapping[str, Standing]:
        del likely
        return self.writer.standing(ids)

    def profiles(self, shown: Mapping[str, Stored]) -> Mapping[str, Profile]:
        found = {one: self.writer.published[stored.market][one] for one, stored in shown.items()}
        return {
            one: Profile(creator.market, creator.version, creator.overlay, creator.document, creator.feed)
            for one, creator in found.items()
        }

    def apply(self, edits: Sequence[Edit]) -> None:
        self.writer.on_write([edit.ready for edit in edits if edit.ready])
        for edit in edits:
            if edit.lost_by:
                del self.writer.published[edit.lost_by.market][edit.id]
            if edit.ready and edit.after.shown:
                self.writer.published[edit.after.shown.market][edit.id] = edit.ready.body
            self.writer.withheld[edit.id] = edit.after.withheld

    def commit(self, states: Sequence[SyncState] = ()) -> None:
        self.writer.kept_states.update({state.market: state for state in states})
