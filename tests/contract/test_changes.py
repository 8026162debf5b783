"""Do changes of what is published end in the state of the newest record of each creator, on every engine?"""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.changing import Changing
from indexer.standing import Stored
from marketplace.creators.creator import Creator, Ready, Tombstone, Version
from marketplace.creators.times import format_time
from marketplace.search.asked import query_from
from tests.contract.conftest import MakeIndex
from tests.contract.index import Index
from tests.creators import NOW, make_creator

MARKETS = ("DE", "FR", "US")
ALL = query_from({"facets": ["market"], "sort": "followers"})
SECOND = 1_000_000


@pytest.fixture
def three(empty: Index) -> Index:
    """An index of three markets, in each of which somebody stays."""
    empty.fill(make_creator(id=f"stays-{market}", market=market) for market in MARKETS)
    return empty


def profile(creator_id: str, market: str, number: int) -> Creator:
    """A creator's profile as of a second; the followers tell which."""
    time = format_time(NOW - 1_000 * SECOND + number * SECOND)
    return make_creator(id=creator_id, market=market, followers=number, updated_at=time)


def leaving(creator_id: str, market: str, number: int) -> Tombstone:
    """A creator who left a market at a second."""
    return Tombstone(creator_id, market, Version(NOW - 1_000 * SECOND + number * SECOND, "left"))


def change(index: Index, *found: Creator | Tombstone) -> None:
    """Apply records one after the other, each in a batch of its own, committed at the end."""
    with index.writer.lock(), index.writer.changes() as changes:
        changing = Changing(changes)
        for one in found:
            record: Ready | Tombstone = one if isinstance(one, Tombstone) else index.ready(one)[0]
            changing.take(one.market, [record])
        changing.commit()
    index.forget()


def followers(index: Index, creator_id: str) -> object:
    """What is shown of a creator; None when nobody is."""
    return index.engine.get((creator_id,)).get(creator_id, {}).get("followers")


def test_a_new_creator_comes_and_a_newer_profile_replaces_an_older_one(three: Index) -> None:
    change(three, profile("c1", "DE", 1))
    assert followers(three, "c1") == 1
    change(three, profile("c1", "DE", 3), profile("c1", "DE", 2))

    assert (followers(three, "c1"), three.search(ALL).total) == (3, 4)


def test_who_left_does_not_come_back_by_an_old_record_and_does_by_a_new_one(three: Index) -> None:
    change(three, profile("c1", "DE", 1), leaving("c1", "DE", 3))
    change(three, profile("c1", "DE", 2))
    assert (followers(three, "c1"), three.search(ALL).total) == (None, 3)
    change(three, profile("c1", "DE", 4))

    assert followers(three, "c1") == 4


def test_who_left_and_came_back_at_once_is_there(three: Index) -> None:
    change(three, profile("c1", "DE", 1))
    (back,) = three.ready(profile("c1", "DE", 3))
    with three.writer.lock(), three.writer.changes() as changes:
        changing = Changing(changes)
        changing.take("DE", [leaving("c1", "DE", 2), back])
        changing.commit()
    three.forget()

    assert (followers(three, "c1"), three.search(ALL).total) == (3, 4)


def test_a_tombstone_that_comes_before_its_creator_holds(three: Index) -> None:
    change(three, leaving("c1", "DE", 3))
    change(three, profile("c1", "DE", 2))

    assert three.engine.get(("c1",)) == {}


def test_who_moves_is_shown_in_the_new_market_alone(three: Index) -> None:
    change(three, profile("c1", "DE", 1))
    change(three, profile("c1", "FR", 2))
    change(three, leaving("c1", "DE", 3), profile("c1", "DE", 1))
    page = three.search(ALL)

    assert (page.total, three.engine.get(("c1",))["c1"]["market"]) == (4, "FR")
    assert three.writer.standing(("c1",))["c1"].kept == Stored("FR", profile("c1", "FR", 2).version)


def test_a_tombstone_outlives_a_full_sync_of_its_market(three: Index) -> None:
    change(three, profile("c1", "DE", 1), leaving("c1", "DE", 2))
    three.publish("DE", make_creator(id="stays-DE"))
    change(three, profile("c1", "DE", 1))

    assert followers(three, "c1") is None


def test_states_are_kept_with_the_changes(three: Index) -> None:
    state = three.writer.states()["DE"]
    with three.writer.lock(), three.writer.changes() as changes:
        changes.commit([type(state)(**{**vars(state), "as_of": NOW + 5})])
    three.forget()

    assert three.writer.states()["DE"].as_of == NOW + 5
    assert three.engine.published().markets["DE"].as_of == NOW + 5


def test_the_creators_of_a_state_are_counted_whatever_was_kept(three: Index) -> None:
    change(three, profile("c1", "DE", 1), profile("c2", "DE", 1), leaving("c1", "DE", 2))

    assert {market: state.creators for market, state in three.writer.states().items()} == {"DE": 2, "FR": 1, "US": 1}


numbers = count()
told = st.tuples(
    st.sampled_from([profile, leaving]), st.sampled_from(["a", "b"]), st.sampled_from(MARKETS), st.integers(1, 6)
)


@pytest.fixture(scope="module")
def shared(make_index: MakeIndex) -> Index:
    """One index for all examples: each has creators of its own."""
    index = make_index()
    index.fill(make_creator(id=f"stays-{market}", market=market) for market in MARKETS)
    return index


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(told, min_size=1, max_size=4), min_size=1, max_size=4))
def test_whatever_the_order_the_newest_profile_of_each_counts(shared: Index, batches: list[list[tuple]]) -> None:  # type: ignore[type-arg]
    run = f"run{next(numbers)}"
    records = [[make(f"{run}-{one}", market, number) for make, one, market, number in batch] for batch in batches]
    for batch in records:
        change(shared, *batch)
    for one in ("a", "b"):
        of_one = [record for batch in records for record in batch if record.id == f"{run}-{one}"]
        assert followers(shared, f"{run}-{one}") == right(of_one)
    assert list(shared.found(ALL)) == list(dict.fromkeys(shared.found(ALL)))


def right(records: list[Creator | Tombstone]) -> object:
    """What must be shown after these records of one creator, in whatever order they came."""
    newest = max((one for one in records if isinstance(one, Creator)), key=lambda one: one.version, default=None)
    if newest is None:
        return None
    gone = [one for one in records if isinstance(one, Tombstone) and one.market == newest.market]
    return None if any(one.version > newest.version for one in gone) else newest.numbers["followers"]
