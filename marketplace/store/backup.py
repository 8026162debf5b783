"""How is a database copied, and brought back? SQLite's by its own copying, PostgreSQL's by its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from marketplace.creators.overlays import RESTORED
from marketplace.errors import StoreUnavailable
from marketplace.store.address import SQLITE, address, secrets
from marketplace.store.connecting import engine_of, to_write
from marketplace.store.event_tables import COUNTERS
from marketplace.store.schema import HEAD
from marketplace.store.tables import OVERLAY_COUNTER

WAIT_SECONDS = 60.0
GAP = 1_000_000_000
"""Events of some years."""

ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "username": "PGUSER",
    "password": "PGPASSWORD",
    "database": "PGDATABASE",
}
"""Where PostgreSQL's tools take a connection from: what stands in their arguments everybody can read."""


def back_up(database_url: str, file: Path) -> None:
    """Copy a database as it is at one moment into a file that is not there yet; raises StoreUnavailable.

    Others go on working meanwhile. The file is whole or absent, and its owner's alone.
    """
    if file.exists():
        raise StoreUnavailable(f"{file} is there already: name another file")
    url, draft = address(database_url), file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if url.drivername == SQLITE:
            _copy(_existing(url), draft, journal="DELETE")
            _check(draft)
        else:
            _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
        draft.rename(file)
    except OSError as error:
        raise StoreUnavailable(f"{file} can't be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def restore(database_url: str, file: Path) -> None:
    """Put what a back-up holds in place of what a database holds, at once or not at all; raises StoreUnavailable."""
    url = address(database_url)
    if not file.is_file():
        raise StoreUnavailable(f"{file} is no file")
    if url.drivername == SQLITE:
        _check(file)
        target = Path(url.database or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
        _copy(file, target, journal="WAL")
    else:
        how = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _run(url, "pg_restore", *how, f"--dbname={url.database}", str(file))
    _leave_a_gap(url)


def _leave_a_gap(url: URL) -> None:
    """Let numbers of events and versions of overlays go on higher than any that was given since the back-up.

    Receivers know those of events, indexes those of overlays: what is said from now on must be newer. Of overlays the
    time decides, for it is later each time that the same back-up is restored.
    """
    engine = engine_of(url, wait_seconds=WAIT_SECONDS)
    try:
        with engine.connect() as connection, to_write(connection).begin():
            if inspect(connection).has_table(COUNTERS.name):
                connection.execute(update(COUNTERS).values(value=COUNTERS.c.value + GAP))
            last = connection.execute(select(OVERLAY_COUNTER.c.value)).scalar_one()
            newest = max(last + RESTORED, time.time_ns() // 1_000)
            connection.execute(update(OVERLAY_COUNTER).values(value=newest))
    except SQLAlchemyError as error:
        raise StoreUnavailable(f"it is restored, but its counters could not be set: {error}") from error
    finally:
        engine.dispose()


def problems(database_url: str) -> Sequence[str]:
    """What is wrong with the file of an SQLite database; PostgreSQL looks after its own."""
    url = address(database_url)
    return _problems(_existing(url)) if url.drivername == SQLITE else ()


def _existing(url: URL) -> Path:
    file = Path(url.database or "")
    if not file.is_file():
        raise StoreUnavailable(f"{file} is not there: `python -m marketplace db upgrade` makes it")
    return file


def _copy(source: Path, target: Path, *, journal: str) -> None:
    """By pages, in one transaction of each side; a copy that nobody works with needs no files beside it."""
    try:
        with closing(_opened(source)) as read, closing(sqlite3.connect(target)) as written:
            read.backup(written)
            written.execute(f"PRAGMA journal_mode = {journal}")
    except sqlite3.Error as error:
        raise StoreUnavailable(f"{source} can't be copied to {target}: {error}") from error


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _check(file: Path) -> None:
    """Raise StoreUnavailable for a file that is no whole database of this release or an older one."""
    if found := _problems(file):
        raise StoreUnavailable(f"{file} is damaged: {found[0]}")
    try:
        with closing(_opened(file)) as connection:
            ((version,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except (sqlite3.Error, ValueError) as error:
        raise StoreUnavailable(f"{file} is no back-up of this marketplace") from error
    if version > HEAD:
        raise StoreUnavailable(f"{file} has the schema {version}, and this release knows none after {HEAD}")


def _problems(file: Path) -> Sequence[str]:
    try:
        with closing(_opened(file)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return (str(error),)
    return (*found, *(f"a row of {row[0]} names one of {row[2]} that is not there" for row in broken))


def _run(url: URL, tool: str, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise StoreUnavailable(f"{tool} is not there: install PostgreSQL's client programs")
    parts = {name: getattr(url, name) for name in ENVIRONMENT}
    given = {ENVIRONMENT[name]: str(value) for name, value in parts.items() if value is not None}
    if "PGHOST" not in given and "host" in url.query:
        given["PGHOST"] = str(url.query["host"])
    environment = {**os.environ, **given}
    # no shell, and of the arguments only the file and the database's name are not ours
    run = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode:
        said = run.stderr.strip().splitlines()
        line = said[-1] if said else f"it ended with {run.returncode}"
        for secret in secrets(url):
            line = line.replace(secret, "***")
        raise StoreUnavailable(f"{tool} failed: {line}")
