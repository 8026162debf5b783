"""Is there one commit for all who wait, and is nothing lost or forgotten when the engine fails?"""

from pathlib import Path

import pytest

from indexer.watching.applier import STATE_SECONDS
from marketplace.errors import EngineUnavailable, SyncRunning
from tests.unit.indexer.watching.appliers import Place, place_of, until

MARKETS = ("BR", "DE", "FR", "IT", "JP")
AWAY = EngineUnavailable("the engine is away: start it")
DEPOSED = SyncRunning("another sync is running")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_of(tmp_path, *MARKETS)


def test_one_commit_lets_all_go_on_who_wait_for_it(place: Place) -> None:
    place.writes("c1")
    waiters = [place.moves_on("DE"), place.moves_on("FR")]
    assert all(waiter.is_alive() for waiter in waiters)

    place.applier.commit()

    assert all(waiter.ended() for waiter in waiters)
    assert [waiter.failure for waiter in waiters] == [None, None]
    assert len(place.writer.commits) == 1
    assert [place.applier.states()[market].read for market in ("DE", "FR", "IT")] == [2, 2, 1]


def test_who_is_written_is_counted_in_the_states_that_all_see(place: Place) -> None:
    place.writes("c1")
    place.writes("c2", market="FR")
    place.writes("c3", market="FR")

    place.applier.commit()

    assert [place.applier.states()[market].creators for market in ("DE", "FR", "IT")] == [2, 3, 1]


def test_without_changes_and_waiters_nothing_is_committed(place: Place) -> None:
    place.applier.commit()
    place.applier.close()

    assert (place.writer.commits, place.writer.changing) == ([], 0)


@pytest.mark.parametrize("call", ["apply", "commit"])
def test_an_engine_that_fails_fails_all_who_wait_and_the_next_attempt_works(place: Place, call: str) -> None:
    place.writes("c1")
    waiters = [place.moves_on("DE"), place.moves_on("FR")]
    place.writer.failures[call] = AWAY

    if call == "apply":
        with pytest.raises(EngineUnavailable):
            place.writes("c2")
    place.applier.commit()

    assert all(waiter.ended() for waiter in waiters)
    assert [str(waiter.failure) for waiter in waiters] == [str(AWAY), str(AWAY)]
    assert place.applier.states()["DE"].read == 1


def test_after_a_failure_the_index_is_taken_hold_of_anew_and_states_move_on(place: Place) -> None:
    place.writes("c1")
    place.writer.failures["commit"] = AWAY
    place.applier.commit()
    assert place.writer.changing == 0

    place.writes("c2")
    again = place.moves_on("DE")
    place.applier.commit()

    assert (again.ended(), again.failure) == (True, None)
    assert place.applier.states()["DE"].read == 2
    assert place.writer.creators()["DE"] == ["c1", "c2", "de"]


def test_who_commits_hears_that_somebody_else_has_the_index(place: Place) -> None:
    waiter = place.moves_on("DE")
    place.writer.failures["commit"] = DEPOSED
    place.writes("c1")

    with pytest.raises(SyncRunning):
        place.applier.commit()

    assert waiter.ended()
    assert isinstance(waiter.failure, SyncRunning)


def test_states_are_kept_ten_seconds_after_the_last_time_and_three_at_a_time(place: Place) -> None:
    waiters = [place.moves_on(market) for market in MARKETS]

    assert place.commits(after=STATE_SECONDS - 1) == []
    assert all(waiter.ended() for waiter in waiters)
    place.writes("c1")
    assert place.commits(after=1) == ["BR", "DE", "FR"]
    place.writes("c2")
    assert place.commits(after=1) == ["IT", "JP"]
    place.writes("c3")
    assert place.commits(after=STATE_SECONDS - 2) == []
    place.writes("c4")
    assert place.commits(after=1) == ["DE"]


def test_closing_keeps_all_states_and_lets_go_of_the_index(place: Place) -> None:
    waiters = [place.moves_on(market) for market in MARKETS]

    place.applier.close()

    assert all(waiter.ended() for waiter in waiters)
    assert place.writer.commits == [list(MARKETS)]
    assert {state.read for state in place.writer.kept_states.values()} == {2}
    assert place.writer.changing == 0


def test_a_state_that_could_not_be_kept_is_kept_later(place: Place) -> None:
    place.moves_on("DE")
    place.applier.commit()
    place.writer.failures["commit"] = AWAY
    place.writes("c1")
    place.commits(after=STATE_SECONDS)

    place.applier.close()

    assert place.writer.kept_states["DE"].read == 2


def test_the_ids_of_all_who_are_changed_meanwhile_are_told(place: Place) -> None:
    place.writes("c1")
    with place.applier.touched() as outer:
        place.writes("c2")
        with place.applier.touched() as inner:
            place.writes("c3", market="FR")
        place.writes("c4")
    place.writes("c5")

    assert (outer, inner) == ({"c2", "c3", "c4"}, {"c3"})


def test_what_was_applied_before_a_build_begins_is_seen_by_it(place: Place) -> None:
    place.writes("c1")

    with place.applier.touched() as touched:
        assert (len(place.writer.commits), touched) == (1, set())


def test_what_waits_is_committed_before_a_build_is_published_and_its_state_read_after(place: Place) -> None:
    waiter = place.moves_on("DE")
    place.writes("c1")

    with place.applier.publishing():
        assert (waiter.ended(), place.writer.changing) == (True, 0)
        assert place.writer.kept_states["DE"].read == 2
        place.writer.kept_states["FR"] = place.writer.kept_states["DE"]

    assert place.applier.states()["FR"] == place.writer.kept_states["DE"]
    assert place.applier.publications == 1


def test_one_whole_feed_is_read_at_a_time(place: Place) -> None:
    with place.applier.building() as alone:
        assert alone
        assert not place.applier.readers._is_free()


def test_a_checkpoint_does_not_move_over_changes_that_the_failure_of_another_has_dropped(place: Place) -> None:
    begun = place.applier.losses
    place.writes("c1")
    place.writer.failures["apply"] = AWAY
    with pytest.raises(EngineUnavailable):
        place.writes("c2", market="FR")
    place.writes("c3")

    waiter = place.moves_on("DE", losses=begun)

    assert waiter.ended()
    assert str(waiter.failure) == "what was applied was dropped, since another change failed: it is told again"


def test_after_the_end_nobody_changes_the_index_any_more(place: Place) -> None:
    waiter = place.moves_on("DE")
    place.applier.leave()
    until(waiter.ended)

    for late in (lambda: place.writes("c1"), place.applier.publishing().__enter__):
        with pytest.raises(SyncRunning):
            late()
    with pytest.raises(SyncRunning):
        place.applier.move_on(("DE",), lambda state: state, losses=place.applier.losses)

    assert isinstance(waiter.failure, SyncRunning)
    assert (place.writer.creators()["DE"], place.writer.changing) == (["de"], 0)
