"""Is each market looked at once a night, by its own clock, whoever works?"""

from __future__ import annotations

from pathlib import Path

import pytest

from marketplace.creators.times import parse_time
from marketplace.errors import Conflict, EngineUnavailable
from marketplace.store.database import Database, open_database
from marketplace.store.records import SqlRecords
from tests.api.engines import FailingEngine
from tests.databases import Databases
from tests.evaluations import Night

DE, US = {"market": "DE"}, {"market": "US"}


@pytest.fixture
def night(sqlite_databases: Databases, tmp_path: Path) -> Night:
    open_database(sqlite_databases.url).close()
    return Night(SqlRecords(sqlite_databases()), tmp_path / "reports")


def all_work(night: Night) -> list[str]:
    """What is reported by a worker that does all that is due."""
    before = {*night.reports()}
    while night.nightly.work():
        pass
    return sorted({*night.reports()} - before)


def test_each_market_is_looked_at_once_a_night_by_its_own_clock(night: Night) -> None:
    night.publish(anna=DE, bob=US)
    found = {}
    for at in ("00:59", "01:05", "05:00", "06:59", "07:05", "23:59"):  # 02:00 in Berlin is 01:00, in New York 07:00
        night.time.now = parse_time(f"2026-11-26T{at}:00Z")
        found[at] = all_work(night)

    assert found == {
        "00:59": ["DE-2026-11-26.ndjson", "US-2026-11-25.ndjson"],  # those of the night before, which nobody did
        "01:05": ["DE-2026-11-26.2.ndjson"],
        "05:00": [],
        "06:59": [],
        "07:05": ["US-2026-11-26.ndjson"],
        "23:59": [],
    }


def test_one_call_looks_at_one_market_and_it_ends(night: Night) -> None:
    night.publish(anna=DE, bob=US)

    assert [night.nightly.work() for _ in range(4)] == [1, 1, 0, 0]


def test_a_worker_that_is_started_anew_knows_what_was_done(night: Night) -> None:
    night.publish(anna=DE)
    night.nightly.work()
    night.publish(anna=DE, bob=US)

    assert all_work(night) == ["US-2026-11-26.ndjson"]


def test_what_was_done_the_moment_the_night_began_is_done(night: Night) -> None:
    night.time.now = parse_time("2026-11-26T01:00:00Z")
    done = []
    for _ in range(2):
        night.publish(anna=DE)
        done.append(night.nightly.work())
        night.time.passes(60)

    assert done == [1, 0]


def test_by_hand_is_as_good_as_by_night(night: Night) -> None:
    night.publish(anna=DE)
    night.evaluate()

    assert all_work(night) == []


def test_after_the_night_the_clocks_change_it_goes_on(night: Night) -> None:
    night.publish(anna=DE)
    days = []
    for at in ("2027-03-27T12:00:00Z", "2027-03-28T00:59:00Z", "2027-03-28T01:05:00Z", "2027-03-29T00:00:00Z"):
        night.time.now = parse_time(at)
        days.append(night.nightly.work())

    assert days == [1, 0, 1, 1]


def test_where_nothing_is_published_not_even_the_database_is_asked(night: Night) -> None:
    night.nightly.records = SqlRecords(Database("postgresql://nobody@127.0.0.1:1/nothing"))

    assert night.nightly.work() == 0


def test_while_the_engine_is_away_nothing_is_taken_for_done(night: Night) -> None:
    night.look(FailingEngine(EngineUnavailable("away")))
    with pytest.raises(EngineUnavailable):
        night.nightly.work()
    night.publish(anna=DE)

    assert night.nightly.work() == 1


def test_a_second_pass_of_a_day_does_not_write_over_the_first(night: Night) -> None:
    night.born("anna", "bob")
    night.publish(anna={})
    night.evaluate()
    night.publish(anna={}, bob={})
    night.evaluate()
    night.evaluate()

    names = ["DE-2026-11-26.2.ndjson", "DE-2026-11-26.3.ndjson", "DE-2026-11-26.ndjson"]
    assert {name: len(lines) for name, lines in night.reports().items()} == dict(zip(names, (2, 1, 1), strict=True))


def test_in_a_market_that_is_closed_nobody_may_join_and_all_are_followed(night: Night) -> None:
    night.born("anna")
    night.publish(anna={"market": "BR"}, bob={"market": "BR"})

    summary = night.evaluate("BR")

    assert (summary.evaluated, summary.eligible, night.follower.people) == (2, 0, ["anna", "bob"])


def test_nobody_looks_at_a_market_that_another_one_looks_at(night: Night) -> None:
    night.publish(anna={})
    with night.records.writing() as records:
        records.leases.take("evaluation DE", now=night.time(), until=night.time() + 60_000_000, every=0)

    with pytest.raises(Conflict, match="DE is being evaluated already"):
        night.evaluate()
    assert (night.nightly.work(), night.reports()) == (0, {})


def test_a_market_of_which_nothing_is_published_is_not_taken_for_empty(night: Night) -> None:
    with pytest.raises(Conflict, match="nothing is published of DE"):
        night.evaluate()


def test_a_process_that_ends_breaks_off_and_leaves_it_to_the_next(night: Night) -> None:
    night.publish(anna=DE)
    night.nightly.ended = lambda: True

    assert (night.nightly.work(), night.reports()) == (0, {})
    night.publish(anna=DE)
    assert night.nightly.work() == 1
