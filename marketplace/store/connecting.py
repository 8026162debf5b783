"""How is each database connected to, so that nothing is lost and nobody waits for ever?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from marketplace.errors import SettingsError
from marketplace.store.address import SQLITE, VARIABLE

BEGINNING = "beginning"
"""The execution option that says how SQLite begins a transaction."""

IDLE_SECONDS = 60
"""PostgreSQL ends a transaction whose process has stopped amid it: it may hold the counter that all writers need."""


def engine_of(url: URL, *, wait_seconds: float) -> Engine:
    """Connections to a database, none made yet; a lock, a statement and a connection are waited for that long.

    Raises SettingsError for a driver that can't be had, OSError where SQLite's file can't be made.
    """
    try:
        return _sqlite(url, wait_seconds) if url.drivername == SQLITE else _postgresql(url, wait_seconds)
    except (ImportError, SQLAlchemyError) as error:
        raise SettingsError(f"{VARIABLE} is of a database that can't be used here: {error}") from None


def to_write(connection: Connection) -> Connection:
    """Let the next transaction be one that writes.

    SQLite refuses a reader who turns writer after another one wrote, at once, however long it may wait.
    """
    return connection.execution_options(**{BEGINNING: "BEGIN IMMEDIATE"})


def without_transaction(connection: Connection) -> Connection:
    """Let the next statements to SQLite stand outside of any transaction."""
    return connection.execution_options(**{BEGINNING: None})


def _sqlite(url: URL, wait_seconds: float) -> Engine:
    path = Path(url.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    # SQLite would make it readable for all; its -wal and -shm take the mode of the file
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(url, connect_args={"timeout": wait_seconds}, pool_timeout=wait_seconds)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: object) -> None:
    """Leave transactions to us; wait for the disk at each commit, which WAL by itself doesn't."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    if statement := connection.get_execution_options().get(BEGINNING, "BEGIN"):
        connection.exec_driver_sql(statement)


def _postgresql(url: URL, wait_seconds: float) -> Engine:
    milliseconds, given = int(wait_seconds * 1_000), " ".join(url.normalized_query.get("options", ()))
    limits = {
        "statement_timeout": milliseconds,
        "idle_in_transaction_session_timeout": IDLE_SECONDS * 1_000,
    }
    timing = {
        "connect_timeout": max(2, round(wait_seconds)),
        "options": " ".join([*(f"-c {name}={value}" for name, value in limits.items()), given]).strip(),
        # a machine that is gone says nothing: it is given up as late as a statement that takes too long
        "tcp_user_timeout": milliseconds,
        "keepalives_idle": max(1, round(wait_seconds)),
        "keepalives_interval": 1,
        "keepalives_count": 3,
    }
    name = {} if "application_name" in url.query else {"application_name": "creator-marketplace"}
    return create_engine(url, connect_args={**timing, **name}, pool_pre_ping=True, pool_timeout=wait_seconds)
