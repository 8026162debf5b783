"""What is changed of what is published, without building it anew? The port that writers stand behind for deltas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.standing import Standing, Stored
from indexer.state import SyncState
from marketplace.creators.creator import Profile, Ready


@dataclass(frozen=True)
class Edit:
    """What is known of a creator before and after some records; `ready` when there is another profile to show."""

    id: str
    before: Standing
    after: Standing
    ready: Ready | None = None

    @property
    def lost_by(self) -> Stored | None:
        """The shown profile that must go and is not overwritten."""
        shown, now = self.before.shown, self.after.shown
        return shown if shown and (now is None or now.market != shown.market) else None

    @property
    def place(self) -> object:
        """Where an engine has the profile that is overwritten; None when there is none."""
        shown, now = self.before.shown, self.after.shown
        return shown.place if shown and now and now.market == shown.market else None

    @property
    def withholds(self) -> bool:
        """Whether another thing must be withheld than before."""
        return self.after.withheld != self.before.withheld


class Changes(Protocol):
    """Changes of what is published, seen when they are committed or before; everything raises EngineUnavailable."""

    def standing(self, ids: Sequence[str], *, likely: str | None = None) -> Mapping[str, Standing]:
        """What is known of these creators, by id, as of the last commit; nobody unknown is in it.

        `likely` is the market where most of them are: nobody is shown in two.
        """
        ...

    def profiles(self, shown: Mapping[str, Stored]) -> Mapping[str, Profile]:
        """The profiles of creators who are shown; those who are so no longer are missing."""
        ...

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make it so, or begin to; no id twice between two commits.

        What comes of it may be raised by a later call, by `commit` at the latest; SyncError is raised at once, before
        anything is changed.
        Nobody is seen twice, and who moves is missed for one refresh at most. When a call is cut off, nothing is lost
        that was not told by the records, and the same records end in the same.
        """
        ...

    def commit(self, states: Sequence[SyncState] = ()) -> None:
        """Let searches see all that was applied, and then keep these states of published markets."""
        ...
