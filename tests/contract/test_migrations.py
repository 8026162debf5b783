"""Do the migrations lead to the tables that the code means, and back?"""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from marketplace.errors import StoreUnavailable
from marketplace.store.overlays import SqlOverlays
from marketplace.store.schema import HEAD, MIGRATIONS, alembic_of, version_of
from marketplace.store.tables import METADATA
from tests.databases import Databases


def differences(connection: Connection) -> list[object]:
    """What the tables of a database are other than the code's."""
    found: list[object] = compare_metadata(MigrationContext.configure(connection), METADATA)
    return found


def test_the_newest_schema_is_that_of_the_tables(databases: Databases) -> None:
    with databases().reading() as connection:
        assert (differences(connection), version_of(connection)) == ([], HEAD)


def test_the_newest_migration_is_the_one_written_down() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_every_migration_has_its_way_back(databases: Databases) -> None:
    with databases().writing() as connection:
        command.downgrade(alembic_of(connection), "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}

    with databases().reading() as connection:
        assert differences(connection) == []
    assert SqlOverlays(databases()).change("c1", {"hidden": True}).version == 1


def test_who_was_hidden_before_there_were_reasons_was_hidden_by_an_operator(databases: Databases) -> None:
    overlays = SqlOverlays(databases())
    overlays.change("c1", {"available": True, "hidden": True})
    overlays.change("c2", {"hidden": False})
    with databases().writing() as connection:
        command.downgrade(alembic_of(connection), "0002")

    with databases().reading() as connection:
        assert connection.execute(text("SELECT creator_id, reason FROM hidings")).all() == [("c1", "operator")]
    assert overlays.clear("c1", ["hidden"]).fields == {"available": True}


def test_a_schema_of_a_newer_release_is_refused_and_left_alone(databases: Databases) -> None:
    with databases().writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="MARKETPLACE_DATABASE_URL has the schema 9999, and this release"):
            SqlOverlays(databases()).newest()


def test_a_migration_that_fails_changes_nothing(databases: Databases) -> None:
    with databases().writing() as connection:
        command.downgrade(alembic_of(connection), "base")
        connection.execute(text("CREATE TABLE overlay_counter (in_the_way INTEGER)"))

    with pytest.raises(StoreUnavailable, match="already exists"):
        SqlOverlays(databases()).newest()
    with pytest.raises(StoreUnavailable, match="already exists"):
        SqlOverlays(databases()).newest()


def test_a_database_with_the_newest_schema_is_opened_without_alembic(sqlite_databases: Databases) -> None:
    SqlOverlays(sqlite_databases()).newest()
    script = f"""
import sys
from marketplace.store.database import open_database
open_database({sqlite_databases.url!r})
sys.exit("alembic" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
