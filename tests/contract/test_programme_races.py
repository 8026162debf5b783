"""Is an event done once whoever sends it at the same moment, wholly or not at all, and in whatever order?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from marketplace.programme.taking import Taken
from marketplace.store.records import SqlRecords
from tests.databases import Databases
from tests.till import Till, event, gift, reversal, tip, views

Events = Sequence[dict[str, Any]]


@pytest.fixture
def till(databases: Databases) -> Till:
    return Till(SqlRecords(databases(wait_seconds=60)))


def at_once(*work: Callable[[], Taken]) -> list[Taken]:
    """What is done in so many threads that begin at the same moment."""
    barrier = Barrier(len(work))

    def begin(do: Callable[[], Taken]) -> Taken:
        barrier.wait()
        return do()

    with ThreadPoolExecutor(len(work)) as threads:
        return [*threads.map(begin, work)]


def test_the_same_call_sent_twice_at_once_is_done_once(till: Till) -> None:
    for n in range(5):
        till.member(f"m{n}")
    sent = [gift(f"g{n}", 2, creator_id=f"m{n % 5}") for n in range(200)]

    found = at_once(*[lambda one=one: till.take(*one) for one in (sent, sent[::-1], sent, sent[::-1])])  # type: ignore[misc]

    assert found == [Taken(200, {})] * 4
    assert [till.has(f"m{n}") for n in range(5)] == [{"diamonds DIAMOND": 40}] * 5


def test_one_id_with_two_contents_at_once_is_taken_once(till: Till) -> None:
    till.member("c2")

    for n in range(10):
        mine, other = gift(f"g{n}", 2), gift(f"g{n}", 2, creator_id="c2")
        found = at_once(lambda mine=mine: till.take(mine), lambda other=other: till.take(other))  # type: ignore[misc]
        assert sorted(one.accepted for one in found) == [0, 1]
    together = till.has().get("diamonds DIAMOND", 0) + till.has("c2").get("diamonds DIAMOND", 0)
    assert together == 10


def test_a_gift_and_its_reversal_at_once_come_to_nothing(till: Till) -> None:
    for n in range(10):
        made, back = gift(f"g{n}", 2), reversal(f"r{n}", f"g{n}")
        at_once(lambda made=made: till.take(made), lambda back=back: till.take(back))  # type: ignore[misc]

    assert till.has() == {}


def test_a_call_that_dies_leaves_nothing_and_is_sent_again(till: Till) -> None:
    sent = (gift("g1"), tip("t1"), views("v1", 9), event("f1", "facts", standing="lost"))
    before = till.books()
    till.follower.fails = True

    with pytest.raises(RuntimeError, match="died"):
        till.take(*sent)
    assert till.books() == before
    till.follower.fails = False
    till.taken(*sent)
    assert (till.has(), len(till.follower.told)) == ({"diamonds DIAMOND": 1, "available EUR": 500}, 1)


MADE: Events = (
    *(gift(f"g{n}", n) for n in range(1, 5)),
    *(event(f"x{n}", "video_gift", coins=n, likes=77, post_kind="own") for n in range(1, 4)),
    tip("t1", "0.10"),
    tip("t2", "3.33", "USD"),
    tip("t3", "500", "JPY"),
)
BACK: Events = (
    *(reversal(f"r{one['id']}", one["id"]) for one in MADE[::2]),
    reversal("rrg1", "rg1"),
    reversal("rg1b", "g1", reason="fraud"),
)


@given(
    sent=st.lists(st.sampled_from(range(len(MADE + BACK))), max_size=25),  # type: ignore[operator]
    order=st.permutations(range(len(MADE + BACK))),  # type: ignore[operator]
    size=st.integers(1, 40),
)
@settings(
    max_examples=8,
    phases=[Phase.generate],  # each example is two databases: to make one smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
def test_in_any_order_and_however_often_the_same_comes_of_it(
    sqlite_databases: Databases, sent: list[int], order: list[int], size: int
) -> None:
    till = fresh(sqlite_databases)
    events = [*MADE, *BACK]
    coming = [events[n] for n in (*sent, *order, *sent)]

    for n in range(0, len(coming), size):
        till.take(*coming[n : n + size])

    expected = fresh(sqlite_databases)
    expected.take(*events)
    assert till.has() == expected.has()
    assert sums(till) == sums(expected)


def fresh(databases: Databases) -> Till:
    """A till over a database of its own, beside the others of the test."""
    databases.url = f"{databases.url.rpartition('.db')[0]}+.db"
    return Till(SqlRecords(databases()))


def sums(till: Till) -> dict[tuple[str, str], int]:
    """What each account has by the ledger alone, where it has anything."""
    found: dict[tuple[str, str], int] = {}
    for one in till.transfers():
        for account, amount in ((one.credit, one.amount), (one.debit, -one.amount)):
            found[account, one.currency] = found.get((account, one.currency), 0) + amount
    return {key: amount for key, amount in found.items() if amount}
