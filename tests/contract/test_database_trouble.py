"""Is every trouble with a database told as what it is, without a password?"""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from marketplace.errors import SettingsError, StoreUnavailable
from marketplace.store.database import Database, open_database
from marketplace.store.overlays import SqlOverlays
from tests.databases import Databases
from tests.postgres import ask_postgres

SECRET_URL = "postgres://me:s3cr%40t@127.0.0.1:1/records?sslpassword=s3cr%40t"


def test_a_server_that_is_away_is_told_without_the_password() -> None:
    with pytest.raises(StoreUnavailable, match=r"database of MARKETPLACE_DATABASE_URL .*Connection refused") as error:
        open_database(SECRET_URL)

    told = "".join(traceback.format_exception(error.value))
    assert "s3cr" not in told + repr(Database(SECRET_URL))


def test_what_the_driver_repeats_of_the_url_is_told_without_the_password() -> None:
    with pytest.raises(StoreUnavailable, match=r'invalid sslmode value: "\*\*\*"'):
        open_database("postgresql://me:s3cret@127.0.0.1:1/records?sslmode=s3cret")


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
