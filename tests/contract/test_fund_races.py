"""Are months reckoned up once by several workers, and no view lost that comes meanwhile?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from marketplace.accounts.roles import Role
from marketplace.creators.times import parse_time
from marketplace.programme.fund import FundReckoning, FundReleases
from marketplace.store.records import SqlRecords
from tests.accounts import Office
from tests.databases import Databases
from tests.till import Till, views

MEMBERS = [f"m{n}" for n in range(60)]
MILLION = 1_000_000


@pytest.fixture
def till(databases: Databases) -> Till:
    made = Till(SqlRecords(databases(wait_seconds=60)))
    for one in MEMBERS:
        made.member(one, "US")
    made.taken(*(views(f"v{one}", MILLION, "2026-10-20", creator_id=one) for one in MEMBERS))
    return made


def work(till: Till) -> None:
    """Do what a worker does until nothing is due."""
    for job in (FundReckoning, FundReleases):
        while job(till.records, till.rules, till.time).work():
            pass


def test_several_workers_reckon_up_each_month_once(till: Till) -> None:
    till.time.now = parse_time("2026-11-20T00:00:00Z")
    with ThreadPoolExecutor(3) as workers:
        list(workers.map(lambda _: work(till), range(3)))
    till.time.now = parse_time("2026-12-20T00:00:00Z")
    with ThreadPoolExecutor(3) as workers:
        list(workers.map(lambda _: work(till), range(3)))

    work(till)
    assert {len(till.ledger(one)) for one in MEMBERS} == {2}
    assert [till.has(one) for one in MEMBERS] == [{"available USD": 4000}] * len(MEMBERS)


def test_views_that_come_while_a_month_is_reckoned_up_are_none_the_less_in_it(till: Till) -> None:
    with ThreadPoolExecutor(4) as threads:
        for n in range(8):
            late = [views(f"late{n}{one}", MILLION, "2026-10-21", creator_id=one) for one in MEMBERS]
            threads.submit(till.taken, *late)
            threads.submit(work, till)

    work(till)
    assert [till.has(one) for one in MEMBERS] == [{"pending USD": 9 * 4000}] * len(MEMBERS)


def test_who_has_an_account_is_told_of_what_is_reckoned_up_and_released(till: Till) -> None:
    Office(till.records, till.time).open(Role.CREATOR, creator_id="m1")

    till.fund("2026-12-20T00:00:00Z")

    with till.records.writing() as records:
        told = records.events.number(limit=100)
    assert [(one.type, one.data) for one in told] == [
        ("wallet.changed", {"id": "m1", "version": 1}), ("wallet.changed", {"id": "m1", "version": 2})
    ]  # fmt: skip
