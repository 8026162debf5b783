"""Who changes the index while many markets are read side by side? One at a time, and one commit for all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager

from indexer.applying import Moved
from indexer.changing import Changing
from indexer.ports import IndexWriter
from indexer.state import SyncState
from indexer.watching.fair import FairLock
from indexer.watching.readers import Readers
from indexer.watching.waiting import Waiting, told_of
from marketplace.errors import EngineUnavailable, SyncError, SyncRunning

STATE_SECONDS = 10.0
"""How often the state of a market that moves on is kept: after a crash so much is told again, which changes nothing."""


STATES_AT_ONCE = 3
"""States that one commit keeps: on Elasticsearch each takes 10 to 30 ms, in which nothing else is applied."""


class Applier:
    """The `Applying` that the markets of a watch share; `clock` gives seconds that never go back.

    Whoever has read all changes of a feed waits for the next commit, which `commit` makes for all who wait: commits are
    dear, and each lets searches count their facets anew.
    """

    beside = True
    publications = 0
    losses = 0

    def __init__(self, writer: IndexWriter, *, clock: Callable[[], float]) -> None:
        self._writer = writer
        self._clock = clock
        self.readers = Readers(clock)
        self._alone = FairLock()
        self._states = dict(writer.states())
        self._kept_at = dict.fromkeys(self._states, clock())
        self._waiting: list[Waiting] = []
        self._touched: list[set[str]] = []
        self._stack = ExitStack()
        self._changing: Changing | None = None
        self._unkept: set[str] = set()
        self._left = False

    def states(self) -> Mapping[str, SyncState]:
        """See `Applying.states`."""
        with self._alone:
            return dict(self._states)

    @contextmanager
    def changing(self) -> Iterator[Changing]:
        """See `Applying.changing`; who fails takes all with them who wait for the commit of what was applied."""
        with self._leading():
            changing = self._held()
            try:
                yield changing
            except SyncError:  # which comes before anything is applied
                raise
            except Exception as error:
                self._give_up(told_of(error))
                raise

    def move_on(self, markets: Collection[str], moved: Moved, *, losses: int) -> None:
        """See `Applying.move_on`."""
        waiting = Waiting(markets, moved)
        with self._leading():
            if losses != self.losses:
                raise EngineUnavailable("what was applied was dropped, since another change failed: it is told again")
            self._waiting.append(waiting)
        waiting.done.wait()
        if waiting.failure:
            raise type(waiting.failure)(str(waiting.failure))

    def building(self) -> AbstractContextManager[bool]:
        """See `Applying.building`; one at a time, so that a build leaves the machine to deltas and searches."""
        return self.readers.turn()

    @contextmanager
    def touched(self) -> Iterator[set[str]]:
        """See `Applying.touched`."""
        touched: set[str] = set()
        with self._alone:
            self.commit()  # what was applied before must be seen by whoever is told of nothing but what comes after
            self._touched.append(touched)
        try:
            yield touched
        finally:
            with self._alone:
                self._touched = [one for one in self._touched if one is not touched]

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """See `Applying.publishing`; what waits is committed first, and what is published is read again after it."""
        with self._leading():
            self.commit(last=True)
            self._close()
            yield
            self.publications += 1
            self._states |= self._writer.states()

    def commit(self, *, last: bool = False) -> None:
        """Let all be seen that was applied, and those go on who wait for it; the `last` keeps all states.

        An engine that fails fails all of them; raises SyncRunning when somebody else has the index now.
        """
        with self._alone:
            waiting, self._waiting = self._waiting, []
            if not waiting and not (self._changing and self._changing.pending) and not (last and self._unkept):
                return
            try:
                self._commit(waiting, last=last)
            except Exception as error:
                self._waiting = waiting
                self._give_up(told_of(error))
                if isinstance(error, SyncRunning):
                    raise
            else:
                self._end(waiting)

    def close(self) -> None:
        """Commit what there is, and let go of the index."""
        with self._alone:
            self.commit(last=True)
            self._close()

    def leave(self) -> None:
        """Let nobody change the index any more: it may be another's from now on, and a loop may have begun a turn."""
        with self._alone:
            self._left = True
            self._give_up(_left())

    @contextmanager
    def _leading(self) -> Iterator[None]:
        with self._alone:
            if self._left:
                raise _left()
            yield

    def _commit(self, waiting: Iterable[Waiting], *, last: bool) -> None:
        before, after = self._states, dict(self._states)
        for one in waiting:
            after |= {market: one.moved(after[market]) for market in one.markets if market in after}
        with self._leading():  # a failure is given up once, by whoever commits
            changing = self._held()
            after |= {state.market: state for state in changing.counted(after, before=before)}
            self._unkept |= {market for market, state in after.items() if state != before.get(market)}
            due = self._unkept if last else self._due()
            changing.commit([after[market] for market in sorted(due)])
        self._states = after
        self._unkept -= due
        self._kept_at |= dict.fromkeys(due, self._clock())

    def _held(self) -> Changing:
        if self._changing is None:
            self._changing = Changing(self._stack.enter_context(self._writer.changes()), self._touch)
        return self._changing

    def _due(self) -> set[str]:
        """Those whose state is to be kept now: a few at a time, who wait longest first."""
        oldest = self._clock() - STATE_SECONDS
        waiting = sorted((self._kept_at.get(market, oldest), market) for market in self._unkept)
        return {market for at, market in waiting[:STATES_AT_ONCE] if at <= oldest}

    def _give_up(self, error: EngineUnavailable | SyncError) -> None:
        """Drop what was not committed: whoever waited for it tells it again."""
        self.losses += 1
        waiting, self._waiting = self._waiting, []
        self._end(waiting, failure=error)
        stack, self._stack, self._changing = self._stack, ExitStack(), None
        stack.__exit__(type(error), error, error.__traceback__)

    def _end(self, waiting: Iterable[Waiting], failure: EngineUnavailable | SyncError | None = None) -> None:
        for one in waiting:
            one.failure = failure
            one.done.set()

    def _close(self) -> None:
        self._changing = None
        self._stack.close()

    def _touch(self, ids: Iterable[str]) -> None:
        found = list(ids)
        for one in self._touched:
            one.update(found)


def _left() -> SyncRunning:
    return SyncRunning("this watch does not lead any more: what it did not finish is told again")
