"""Does a watch that begins before its database wait for it?"""

from __future__ import annotations

from threading import Event

import pytest

from indexer.watching import command
from marketplace.creators.overlays import Overlays
from marketplace.errors import StoreUnavailable
from tests.overlays import MemoryOverlays


class Database:
    """A database that is away for some tries; `stopping` is set at the last of them if it is never there."""

    def __init__(self, tries: int, stopping: Event | None = None) -> None:
        self.tries, self.stopping = tries, stopping

    def __call__(self) -> Overlays:
        self.tries -= 1
        if self.tries < 0:
            return MemoryOverlays()
        if not self.tries and self.stopping:
            self.stopping.set()
        raise StoreUnavailable("the database is away")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(command, "STANDBY_SECONDS", 0.01)


def test_a_database_that_is_away_is_waited_for_and_told_of_once(caplog: pytest.LogCaptureFixture) -> None:
    assert command.opened(Database(3), Event()) is not None
    assert caplog.text.count("standing by: the database is away") == 1


def test_a_watch_may_be_stopped_while_it_waits_for_its_database() -> None:
    stopping = Event()
    assert command.opened(Database(2, stopping), stopping) is None
