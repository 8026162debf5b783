"""Does a database keep others out, open anywhere, and say what is wrong with it?"""

from __future__ import annotations

import pickle
import sqlite3
import stat
import traceback
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from marketplace.errors import SettingsError, StoreUnavailable
from marketplace.store.database import Database, open_database
from marketplace.store.overlays import SqlOverlays
from tests.databases import Databases
from tests.postgres import ask_postgres

SECRET_URL = "postgres://me:s3cr%40t@127.0.0.1:1/records?sslpassword=s3cr%40t"


def hide(url: str, creator_id: str) -> int:
    """Hide a creator, as a process of its own does it; the version."""
    database = Database(url, wait_seconds=60)
    try:
        return SqlOverlays(database).change(creator_id, {"hidden": True}).version
    finally:
        database.close()


def versions(changes: list[Future[int]]) -> list[int]:
    return sorted(change.result() for change in changes)


def test_two_processes_may_open_a_fresh_database_at_once(databases: Databases) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        changes = [processes.submit(hide, databases.url, f"c{n}") for n in range(4)]

    assert versions(changes) == [1, 2, 3, 4]


def test_many_threads_may_open_a_fresh_database_at_once(databases: Databases) -> None:
    with ThreadPoolExecutor(8) as threads:
        changes = [threads.submit(hide, databases.url, f"c{n}") for n in range(8)]

    assert versions(changes) == list(range(1, 9))


def test_a_fork_makes_connections_of_its_own(databases: Databases) -> None:
    overlays = SqlOverlays(databases())
    overlays.change("c1", {"hidden": True})
    child = get_context("fork").Process(target=overlays.change, args=("c2", {"hidden": True}))
    child.start()
    child.join()

    assert (child.exitcode, overlays.change("c3", {"hidden": True}).version) == (0, 3)


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


def test_a_server_that_is_away_is_told_without_the_password() -> None:
    with pytest.raises(StoreUnavailable, match=r"database of MARKETPLACE_DATABASE_URL .*Connection refused") as error:
        open_database(SECRET_URL)

    told = "".join(traceback.format_exception(error.value))
    assert "s3cr" not in told + repr(Database(SECRET_URL))


def test_a_server_that_comes_back_is_used_again(postgresql_databases: Databases, postgres_url: str) -> None:
    overlays = SqlOverlays(postgresql_databases())
    overlays.change("c1", {"hidden": True})
    name = make_url(postgresql_databases.url).database
    ends = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    ask_postgres(postgres_url, ends)
    assert overlays.newest() == 1

    ask_postgres(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")
    with pytest.raises(StoreUnavailable, match="does not exist"):
        overlays.newest()


def test_a_server_that_stops_amid_a_change_is_unavailable(postgresql_databases: Databases, postgres_url: str) -> None:
    database = postgresql_databases()
    with pytest.raises(StoreUnavailable, match="terminating connection"):
        change_and_stop(database, postgres_url)

    assert SqlOverlays(database).change("c1", {"hidden": True}).version == 1


def change_and_stop(database: Database, postgres_url: str) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE overlay_counter SET value = 7"))
        number = connection.scalar(text("SELECT pg_backend_pid()"))
        ask_postgres(postgres_url, f"SELECT pg_terminate_backend({number})")


def test_a_file_that_can_not_be_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no database, and longer than the header that SQLite looks at" * 9)

    with pytest.raises(StoreUnavailable, match="MARKETPLACE_DATABASE_URL can't be used: file is not a database"):
        open_database(f"sqlite:///{tmp_path}/file")
    with pytest.raises(StoreUnavailable, match=r"MARKETPLACE_DATABASE_URL can't be used: .*File exists"):
        open_database(f"sqlite:///{tmp_path}/file/marketplace.db")


def test_a_disk_that_is_full_loses_the_change_alone(sqlite_databases: Databases) -> None:
    database = sqlite_databases()
    overlays = SqlOverlays(database)
    with pytest.raises(StoreUnavailable, match="full"):
        fill(database)

    assert overlays.change("c1", {"hidden": True}).version == 1


def fill(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))
        connection.execute(text("UPDATE overlay_counter SET value = 5"))
        row = text("INSERT INTO overlays VALUES ('c9', 5, :fields, 0)")
        connection.execute(row, {"fields": " " * 100_000})


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


@pytest.mark.parametrize(
    ("url", "detail"),
    [
        ("mysql://me:s3cret@db/records", "must begin with sqlite:/// or postgresql://"),
        ("postgresql+asyncpg://me:s3cret@db/records", "must begin with sqlite:/// or postgresql://"),
        ("s3cret", "must be like sqlite:///var/marketplace.db or postgresql://"),
        ("postgresql://me:s3cret", "must be like sqlite:///var/marketplace.db or postgresql://"),
        ("postgresql://me:1@s3cret@db/records", "has two @: write the one in the password as %40"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:///file:s3cret?uri=true", "must be like sqlite:///var/marketplace.db: three slashes"),
        ("sqlite://var/s3cret.db", "must be like sqlite:///var/marketplace.db: three slashes"),
    ],
)
def test_a_wrong_url_names_the_setting_and_repeats_nothing(url: str, detail: str) -> None:
    with pytest.raises(SettingsError) as error:
        Database(url)

    assert str(error.value).startswith(f"MARKETPLACE_DATABASE_URL {detail}")
    assert "s3cret" not in "".join(traceback.format_exception(error.value))
