"""Which schema has a database, and how does it get ours?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from filelock import FileLock
from sqlalchemy import Connection, Engine, inspect, text

from marketplace.errors import StoreUnavailable
from marketplace.store.address import VARIABLE
from marketplace.store.connecting import to_write, without_transaction

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0009"
"""The newest migration; written down, so that a database that has it is opened without loading Alembic (0.2 s)."""

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 7_134_060_212_552_401_977
"""Any number that nobody else locks by: of all processes that find an old schema one changes it, the others wait."""

_one_at_a_time = Lock()
"""Alembic's `op` and `context` belong to the whole process."""


def bring_up(engine: Engine, *, wait_seconds: float) -> None:
    """Give a database our schema, in one transaction; nothing but two short reads where it has it.

    Raises StoreUnavailable for one that a newer release made, OSError when others change it for longer than that.
    """
    with engine.connect() as connection:
        if version_of(connection) == HEAD and _is_prepared(connection):
            return
    with _one_at_a_time, _alone(engine, wait_seconds) as connection:
        version = version_of(connection)
        if version != HEAD:
            _upgrade(connection, version)


def version_of(connection: Connection) -> str | None:
    """The migration that a database is at; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def alembic_of(connection: Connection) -> Config:
    """What Alembic's commands are called with: our migrations, inside the transaction of a connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _upgrade(connection: Connection, version: str | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_of(connection)
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreUnavailable(
            f"the database of {VARIABLE} has the schema {version}, and this release knows none after {HEAD}: "
            "a newer release made it, install that one"
        )
    command.upgrade(config, "head")


def _is_prepared(connection: Connection) -> bool:
    """Whether readers and a writer of SQLite's file don't keep each other out; a copy made by VACUUM INTO is not so."""
    return not _is_sqlite(connection.engine) or connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


@contextmanager
def _alone(engine: Engine, wait_seconds: float) -> Iterator[Connection]:
    """A transaction that no other process changes the schema beside."""
    if not _is_sqlite(engine):
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK})
            connection.execute(text("SET LOCAL statement_timeout = 0"))  # a migration takes what it takes
            yield connection
        return
    # WAL is no matter of a transaction, and SQLite refuses it at once to the second who asks
    with FileLock(f"{engine.url.database}.lock", timeout=wait_seconds, mode=0o600), engine.connect() as connection:
        without_transaction(connection).exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.commit()
        with to_write(connection).begin():
            yield connection


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"
