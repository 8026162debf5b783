"""How does a repository come to a transaction? Whatever goes wrong with the database is StoreUnavailable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from weakref import finalize

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from marketplace.errors import StoreUnavailable
from marketplace.store.address import VARIABLE, address, secrets
from marketplace.store.connecting import engine_of, to_write
from marketplace.store.schema import bring_up, version_of

WAIT_SECONDS = 5.0
_inherited: list[_Here] = []
"""What a parent process opened: to close it here, or to have it collected, would speak on the parent's connections."""


def open_database(url: str, *, wait_seconds: float = WAIT_SECONDS) -> Database:
    """A database that is there and has our schema; raises SettingsError and StoreUnavailable."""
    database = Database(url, wait_seconds=wait_seconds)
    with database.reading():
        return database


class Database:
    """SQLite or PostgreSQL, used by all threads of a process.

    It is opened, and given our schema, when it is first used; so it may be pickled (with its password) and taken over a
    fork: the other process makes connections of its own.
    """

    def __init__(self, url: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        """Any lock, connection or statement is waited for that long; raises SettingsError for a wrong URL."""
        self._url = address(url)
        self._wait_seconds = wait_seconds
        self._here = self._begin_here()

    def __reduce__(self) -> tuple[Callable[[str, float], Database], tuple[str, float]]:
        """What another process opens it by."""
        return _again, (self._url.render_as_string(hide_password=False), self._wait_seconds)

    def __repr__(self) -> str:
        """Without the password."""
        return f"Database({str(self._url.set(query={}))!r})"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that writes nothing; raises StoreUnavailable."""
        with self._errors_told(), self._engine().connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed unless something is raised; raises StoreUnavailable."""
        with self._errors_told(), self._engine().connect() as connection, to_write(connection).begin():
            yield connection

    def schema(self) -> str | None:
        """The migration that it is at, as it is found; None before the first. Raises StoreUnavailable."""
        with self._errors_told():
            engine = engine_of(self._url, wait_seconds=self._wait_seconds)
            try:
                with engine.connect() as connection:
                    return version_of(connection)
            finally:
                engine.dispose()

    def close(self) -> None:
        """Close all connections; whoever uses the database again opens it again."""
        _close(self._here)

    def _engine(self) -> Engine:
        here = self._here if self._here.process == os.getpid() else self._begin_here()
        if not here.lock.acquire(timeout=self._wait_seconds):
            raise self._unavailable("another thread still waits for it")
        try:
            here.engine = here.engine or self._open()
            return here.engine
        finally:
            here.lock.release()

    def _begin_here(self) -> _Here:
        self._here = _Here()
        finalize(self, _close, self._here)
        return self._here

    def _open(self) -> Engine:
        try:
            engine = engine_of(self._url, wait_seconds=self._wait_seconds)
            try:
                bring_up(engine, wait_seconds=self._wait_seconds)
            except BaseException:
                engine.dispose()
                raise
        except OSError as error:
            raise self._unavailable(str(error)) from error
        return engine

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._unavailable(str(error.orig)) from error
        except SQLAlchemyError as error:
            raise self._unavailable(str(error)) from error

    def _unavailable(self, reason: str) -> StoreUnavailable:
        line = reason.strip().partition("\n")[0]
        return StoreUnavailable(f"the database of {VARIABLE} can't be used: {self._told(line)}")

    def _told(self, text: str) -> str:
        for secret in secrets(self._url):
            text = text.replace(secret, "***")
        return text


@dataclass
class _Here:
    """What one process has of a database."""

    process: int = field(default_factory=os.getpid)
    lock: Lock = field(default_factory=Lock)
    engine: Engine | None = None


def _close(here: _Here) -> None:
    """Close what this process opened, at the latest when it ends."""
    if here.process != os.getpid():
        _inherited.append(here)
    elif here.engine:
        here.engine.dispose()
        here.engine = None


def _again(url: str, wait_seconds: float) -> Database:
    return Database(url, wait_seconds=wait_seconds)
