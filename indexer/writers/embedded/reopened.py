"""How is an older build of the embedded index published again? Its profiles are made ready anew, and loaded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from indexer.convert import shown_by
from indexer.ports import Takeover
from indexer.standing import Stored
from indexer.state import SyncState
from indexer.writers.embedded.build import EmbeddedBuild
from indexer.writers.embedded.kept_file import KeptFile
from marketplace.creators.creator import Creator, Profile, Ready
from marketplace.creators.money import Rates
from marketplace.errors import InvalidRecord, SyncError

LOADED_AT_ONCE = 1_000


class ReopenedFile:
    """A build that was replaced, in its file, which is read whole when this is made: nothing has changed by then.

    The index has one writer, and a commit takes all that it was given: `opened` gives a build in it, when it is time.
    """

    def __init__(
        self, file: KeptFile, opened: Callable[[], EmbeddedBuild], *, making_ready: Callable[[Creator], Ready]
    ) -> None:
        self._file = file
        self._opened = opened
        self._making_ready = making_ready
        self._ids = {one for one, _ in file.profiles()}

    def versions(self) -> Iterator[tuple[str, Stored]]:
        """See `Reopened.versions`."""
        return ((one, Stored(it.market, it.version, it.overlay)) for one, it in self._file.profiles())

    def held(self, ids: Sequence[str]) -> Collection[str]:
        """See `Reopened.held`."""
        return self._ids.intersection(ids)

    def remove(self, ids: Sequence[str]) -> None:
        """See `Reopened.remove`."""
        self._ids.difference_update(ids)

    def count(self) -> int:
        """See `Reopened.count`."""
        return len(self._ids)

    def publish(self, state: SyncState, taken: Mapping[str, tuple[str, ...]]) -> None:
        """See `Reopened.publish`; prices are in the rates of then."""
        build = self._opened()
        profiles = (profile for one, profile in self._file.profiles() if one in self._ids)
        while some := [self._ready(one, state.rates) for one in islice(profiles, LOADED_AT_ONCE)]:
            build.write(some)
        build.publish(state, Takeover(taken))

    def _ready(self, profile: Profile, rates: Rates) -> Ready:
        try:
            return self._making_ready(shown_by(profile, rates))
        except InvalidRecord as error:
            raise SyncError(
                f"{self._file.build} can't be published again: a rule is newer than it ({error}); sync a feed instead"
            ) from error
