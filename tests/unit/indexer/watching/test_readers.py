"""Are whole feeds read one at a time, in the order of their coming, and past one that is waited for in vain?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from indexer.watching.readers import Readers
from marketplace.errors import FeedError
from tests.unit.indexer.watching.appliers import PATIENCE_SECONDS, until


class Place:
    """Readers whose clock stands still, and who has had a turn."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.readers = Readers(lambda: self.seconds)
        self.turns: list[str] = []
        self.alone: dict[str, bool] = {}

    @contextmanager
    def reads(self, market: str, *, until: Event) -> Iterator[None]:
        """Within the block a thread reads a market, or waits for its turn."""
        thread = Thread(target=self._read, args=(market, until), daemon=True)
        thread.start()
        try:
            yield
        finally:
            until.set()
            thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()

    def _read(self, market: str, until: Event) -> None:
        with self.readers.turn() as alone:
            self.turns.append(market)
            self.alone[market] = alone
            until.wait(PATIENCE_SECONDS)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Place:
    """Readers who look soon."""
    monkeypatch.setattr("indexer.watching.readers.LOOK_SECONDS", 0.01)
    return Place()


def test_one_reads_at_a_time_and_who_came_first_is_next(place: Place) -> None:
    first, second, third = Event(), Event(), Event()
    with place.reads("DE", until=first):
        until(lambda: place.turns == ["DE"])
        with place.reads("FR", until=second):
            until(lambda: len(place.readers._queue) == 1)
            with place.reads("US", until=third):
                until(lambda: len(place.readers._queue) == 2)
                place.seconds = 1_000  # however long it takes: its feed tells
                assert place.turns == ["DE"]
                first.set()
                until(lambda: place.turns == ["DE", "FR"])
                second.set()
                until(lambda: place.turns == ["DE", "FR", "US"])

    assert set(place.alone.values()) == {True}


def test_others_go_past_one_whose_feed_tells_nothing(place: Place) -> None:
    with place.readers.turn() as alone:
        place.readers.waits(True)
        place.seconds = 45
        with place.reads("FR", until=Event()):
            until(lambda: len(place.readers._queue) == 1)
            place.readers.check("DE")
            place.seconds = 45.1
            until(lambda: place.turns == ["FR"])
        place.readers.waits(False)

        with pytest.raises(FeedError, match="DE: told nothing for 45 s while others waited to be read"):
            place.readers.check("DE")

    assert (alone, place.alone) == (True, {"FR": False})
    with place.readers.turn() as alone:
        place.readers.check("DE")
        assert alone


def test_nobody_is_hurried_while_nobody_waits(place: Place) -> None:
    with place.readers.turn():
        place.readers.waits(True)
        place.seconds = 1_000
        place.readers.waits(False)
        place.readers.check("DE")
    place.readers.waits(True)
    place.readers.check("DE")
