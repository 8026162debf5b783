"""Does a database open in any process, and keep out who must wait?"""

from __future__ import annotations

import pickle
import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import make_url, text

from marketplace.errors import StoreUnavailable
from marketplace.store.database import Database, open_database
from marketplace.store.overlays import SqlOverlays
from marketplace.store.schema import ADVISORY_LOCK
from tests.databases import Databases
from tests.postgres import asking_postgres

INHERITED: list[Database] = []
"""Where a forked process finds a database as it is, not pickled."""

forks = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # from Python 3.12 on, beside other threads


def hide(url: str, creator_id: str) -> int:
    """Hide a creator, as a process of its own does it; the version."""
    database = Database(url, wait_seconds=60)
    try:
        return SqlOverlays(database).change(creator_id, {"hidden": True}).version
    finally:
        database.close()


def versions(changes: list[Future[int]]) -> list[int]:
    return sorted(change.result() for change in changes)


def test_two_processes_may_open_a_fresh_database_at_once(bare_databases: Databases) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        changes = [processes.submit(hide, bare_databases.url, f"c{n}") for n in range(4)]

    assert versions(changes) == [1, 2, 3, 4]


def test_many_threads_may_open_a_fresh_database_at_once(bare_databases: Databases) -> None:
    with ThreadPoolExecutor(8) as threads:
        changes = [threads.submit(hide, bare_databases.url, f"c{n}") for n in range(8)]

    assert versions(changes) == list(range(1, 9))


@forks
def test_a_fork_makes_connections_of_its_own(databases: Databases) -> None:
    overlays = SqlOverlays(databases())
    overlays.change("c1", {"hidden": True})
    child = get_context("fork").Process(target=overlays.change, args=("c2", {"hidden": True}))
    child.start()
    child.join()

    assert (child.exitcode, overlays.change("c3", {"hidden": True}).version) == (0, 3)


@forks
def test_a_fork_leaves_the_connections_of_its_parent_alone(postgresql_databases: Databases) -> None:
    database = postgresql_databases()
    before = connection_number(database)
    INHERITED[:] = [database]
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as processes:
        beside = processes.submit(number_after_a_fork).result()

    assert beside != before
    assert connection_number(database) == before


def number_after_a_fork() -> int:
    """Which connection a forked process has, which closes the database before and after."""
    INHERITED[0].close()
    number = connection_number(INHERITED[0])
    INHERITED[0].close()
    return number


def connection_number(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


def test_who_may_change_the_schema_is_one_at_a_time(bare_databases: Databases) -> None:
    late = bare_databases(wait_seconds=0.3)
    with schema_held(bare_databases), pytest.raises(StoreUnavailable, match=r"lock|timeout"):
        SqlOverlays(late).newest()

    assert SqlOverlays(late).newest() == 0


@contextmanager
def schema_held(databases: Databases) -> Iterator[None]:
    """Change the schema for as long as the block lasts, as another process would."""
    if databases.is_sqlite:
        path = Path(make_url(databases.url).database or "")
        path.parent.mkdir()
        with FileLock(f"{path}.lock"):
            yield
    else:
        with asking_postgres(databases.url) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
            yield


def test_a_writer_of_sqlite_keeps_others_out_from_its_first_read_on(sqlite_databases: Databases) -> None:
    overlays = SqlOverlays(sqlite_databases(wait_seconds=0.1))
    with sqlite_databases().writing() as connection:
        assert connection.execute(text("SELECT value FROM overlay_counter")).scalar() == 0
        with pytest.raises(StoreUnavailable, match="locked"):
            overlays.change("c1", {"hidden": True})
        connection.execute(text("UPDATE overlay_counter SET value = 1"))

    assert overlays.change("c1", {"hidden": True}).version == 2


def test_overlays_may_be_sent_to_another_process(databases: Databases) -> None:
    overlays = SqlOverlays(databases())
    overlays.change("c1", {"hidden": True})

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        assert processes.submit(pickle.loads(pickle.dumps(overlays)).newest).result() == 1


def test_a_writer_who_waits_too_long_is_told_so_and_readers_do_not_wait(databases: Databases) -> None:
    overlays = SqlOverlays(databases(wait_seconds=0.3))
    overlays.change("c1", {"hidden": True})
    with databases().writing() as connection:
        connection.execute(text("UPDATE overlay_counter SET value = value + 1"))
        with pytest.raises(StoreUnavailable, match=r"MARKETPLACE_DATABASE_URL can't be used: .*(locked|timeout)"):
            overlays.change("c2", {"hidden": True})
        assert overlays.newest() == 1

    assert overlays.change("c2", {"hidden": True}).version == 3


def test_a_database_that_was_closed_opens_again(databases: Databases) -> None:
    database = databases()
    SqlOverlays(database).change("c1", {"hidden": True})
    database.close()
    database.close()

    assert SqlOverlays(database).newest() == 1


def test_sqlite_waits_for_the_disk_and_shows_the_file_to_its_owner_alone(sqlite_databases: Databases) -> None:
    with sqlite_databases().reading() as connection:
        asked = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "foreign_keys")]
        files = list(Path(make_url(sqlite_databases.url).database or "").parent.iterdir())

    assert asked == [2, 1]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_backup_is_opened_as_a_database_is(sqlite_databases: Databases, tmp_path: Path) -> None:
    hide(sqlite_databases.url, "c1")
    with sqlite3.connect(tmp_path / "records" / "marketplace.db") as connection:
        connection.execute(f"VACUUM INTO '{tmp_path}/copy.db'")
    connection.close()

    with open_database(f"sqlite:///{tmp_path}/copy.db").reading() as copy:
        assert copy.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
