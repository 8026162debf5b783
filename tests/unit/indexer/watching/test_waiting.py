"""Does a mistake of ours end the waiting of all, and cost no more than what was not committed?"""

from pathlib import Path

import pytest

from marketplace.errors import EngineUnavailable, SyncError
from tests.unit.indexer.watching.appliers import Place, place_of

SEE_THE_LOG = "a change broke by ZeroDivisionError: see the log"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_of(tmp_path, "DE", "FR")


def test_a_commit_that_breaks_ends_the_waiting_of_all_and_the_next_works(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    place.writes("c1")
    waiters = [place.moves_on("DE"), place.moves_on("FR")]
    place.writer.failures["commit"] = ZeroDivisionError()
    place.applier.commit()

    assert [(one.ended(), str(one.failure)) for one in waiters] == [(True, SEE_THE_LOG)] * 2
    assert (caplog.messages, place.applier.losses) == (["a change broke: report it"], 1)
    place.writes("c2")
    again = place.moves_on("DE")
    place.applier.commit()
    assert (again.ended(), again.failure, place.applier.states()["DE"].read) == (True, None, 2)


def test_a_change_that_breaks_drops_what_was_applied_and_tells_all_who_wait_for_it(place: Place) -> None:
    place.writes("c1")
    waiter = place.moves_on("FR")
    place.writer.failures["apply"] = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        place.writes("c2")

    assert (waiter.ended(), type(waiter.failure), str(waiter.failure)) == (True, EngineUnavailable, SEE_THE_LOG)
    assert (place.applier.losses, place.writer.changing) == (1, 0)


def test_a_feed_that_is_not_believed_drops_nothing_of_the_others(place: Place) -> None:
    place.writes("c1")
    waiter = place.moves_on("FR")

    with pytest.raises(SyncError), place.applier.changing():
        raise SyncError("half of the creators leave at once")
    place.applier.commit()

    assert (waiter.ended(), waiter.failure, place.applier.losses) == (True, None, 0)
