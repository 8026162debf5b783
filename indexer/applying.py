"""Who changes the index, and who else does meanwhile? A run on its own, or the markets of a watch side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Protocol

from indexer.changing import Changing
from indexer.ports import IndexWriter
from indexer.state import SyncState

Moved = Callable[[SyncState], SyncState]
"""What the state of a market becomes."""


class Applying(Protocol):
    """How the sync of one market gets at the index. Everything raises EngineUnavailable."""

    beside: bool
    """Whether others change the index meanwhile."""

    publications: int
    """How many builds have been published so far."""

    losses: int
    """How often what was applied and not committed was dropped so far: whoever applied before must tell it again."""

    def states(self) -> Mapping[str, SyncState]:
        """What is published, by market, with all that was moved on since."""
        ...

    def changing(self) -> AbstractContextManager[Changing]:
        """Change what is published, alone for as long as the block."""
        ...

    def move_on(self, markets: Collection[str], moved: Moved, *, losses: int) -> None:
        """Return when all that was changed is seen, and the states of these published markets moved on.

        Raises EngineUnavailable when there are more `losses` than there were when the first change was made.
        """
        ...

    def building(self) -> AbstractContextManager[bool]:
        """Read a whole feed, as one of those who may at a time; whether there is nobody else."""
        ...

    def touched(self) -> AbstractContextManager[set[str]]:
        """The ids of all creators who are changed during the block."""
        ...

    def publishing(self) -> AbstractContextManager[None]:
        """Publish a build, alone for as long as the block."""
        ...


class Alone:
    """The `Applying` of a run that has the index to itself: nobody else changes it."""

    beside = False
    publications = 0
    losses = 0

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self._stack = ExitStack()
        self._changing: Changing | None = None

    def states(self) -> Mapping[str, SyncState]:
        """See `Applying.states`."""
        return self._writer.states()

    @contextmanager
    def changing(self) -> Iterator[Changing]:
        """See `Applying.changing`; begun anew after a failure, which may have left a part."""
        if self._changing is None:
            self._changing = Changing(self._stack.enter_context(self._writer.changes()))
        try:
            yield self._changing
        except BaseException as error:
            self._changing = None
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise

    def move_on(self, markets: Collection[str], moved: Moved, *, losses: int) -> None:
        """See `Applying.move_on`; a failure ends the run."""
        del losses
        before = self.states()
        after = {market: moved(state) if market in markets else state for market, state in before.items()}
        with self.changing() as changing:
            changing.commit(changing.counted(after, before=before))

    def building(self) -> AbstractContextManager[bool]:
        """See `Applying.building`."""
        return nullcontext(True)

    @contextmanager
    def touched(self) -> Iterator[set[str]]:
        """See `Applying.touched`."""
        yield set()

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """See `Applying.publishing`; a build needs the index to itself."""
        self.close()
        yield

    def close(self) -> None:
        """Let go of the index."""
        self._changing = None
        self._stack.close()
