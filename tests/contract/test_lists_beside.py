"""Are lists right when several fill them at once, and when a creator leaves meanwhile, on every database?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from marketplace.accounts.leaving import LeavingService
from marketplace.errors import Conflict
from marketplace.saved import lists as saved_lists
from marketplace.store.database import Database
from marketplace.store.records import SqlRecords
from tests.bargains import Bargain
from tests.databases import Databases
from tests.shelves import Shelf


@pytest.fixture
def shelf(bargain: Bargain) -> Shelf:
    return Shelf(bargain)


def test_an_account_has_so_many_lists(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_lists, "MAX_LISTS", 3)

    with ThreadPoolExecutor(4) as threads:
        made = [threads.submit(shelf.made, "c1") for _ in range(6)]
    refused = [one.exception() for one in made if one.exception()]

    assert ({type(one) for one in refused}, len(refused), len(shelf.page())) == ({Conflict}, 3, 3)


def test_two_who_add_at_once_both_have_theirs_on_it(shelf: Shelf) -> None:
    made = shelf.made("c0")

    with ThreadPoolExecutor(4) as threads:
        for one in [threads.submit(shelf.add, made, f"c{n}", "c9") for n in range(1, 9)]:
            one.result()

    assert set(shelf.on(made)) == {f"c{n}" for n in range(10)}
    assert shelf.lists.get(made.id, by=shelf.by).list.version == 9


def test_a_creator_who_leaves_is_on_nobodys_list_and_others_stay(shelf: Shelf) -> None:
    made, alone, other = shelf.made("c0", "c1", "c2"), shelf.made("c1"), shelf.made("c2")
    leaving = LeavingService(shelf.bargain.records, shelf.bargain.time, leaving=[shelf.lists.forget])
    shelf.bargain.time.passes(3)

    leaving.erase(by=shelf.bargain.creator)

    assert ([*shelf.on(made)], [*shelf.on(alone)], [*shelf.on(other)]) == (["c0", "c2"], [], ["c2"])
    versions = [shelf.lists.get(one.id, by=shelf.by).list for one in (made, alone, other)]
    assert [one.version for one in versions] == [2, 2, 1]
    assert [one.updated_at == shelf.bargain.time() for one in versions] == [True, True, False]


def test_who_leaves_beside_those_who_fill_lists_leaves_no_size_wrong(shelf: Shelf) -> None:
    lists = [shelf.made("c1", "x") for _ in range(4)]
    leaving = LeavingService(shelf.bargain.records, shelf.bargain.time, leaving=[shelf.lists.forget])

    with ThreadPoolExecutor(4) as threads:
        adding = [threads.submit(shelf.add, one, f"y{n}") for n in range(4) for one in lists]
        gone = threads.submit(leaving.erase, by=shelf.bargain.creator)
    for one in (*adding, gone):
        one.result()

    assert [{*shelf.on(one)} for one in lists] == [{"x", "y0", "y1", "y2", "y3"}] * 4


def test_who_leaves_waits_for_who_fills_a_list(postgresql_databases: Databases) -> None:
    shelf = Shelf(Bargain(SqlRecords(postgresql_databases(wait_seconds=60))))
    made, records = shelf.made("c1"), shelf.bargain.records
    leaving = LeavingService(records, shelf.bargain.time, leaving=[shelf.lists.forget])
    looking = postgresql_databases()

    with ThreadPoolExecutor(1) as threads:
        with records.writing():
            shelf.add(made, "c2", "c3")
            gone = threads.submit(leaving.erase, by=shelf.bargain.creator)
            while not somebody_waits(looking):
                assert not gone.done()
        gone.result()

    assert [*shelf.on(made)] == ["c2", "c3"]


def somebody_waits(database: Database) -> bool:
    """Whether anybody waits for what another transaction has."""
    with database.reading() as connection:
        return bool(connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))
