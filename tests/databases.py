"""On which databases is the store tested? SQLite and PostgreSQL, a fresh one for each test.

They have our schema already, as copies of one that was brought up once: to bring each up took a quarter of a second.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import make_url

from marketplace.store.database import Database, open_database
from tests.postgres import MakeDatabase


@dataclass
class Databases:
    """Opens one database, as often as it is asked to, as so many processes would; all are closed in the end."""

    url: str
    opened: list[Database] = field(default_factory=list)

    def __call__(self, *, wait_seconds: float = 5) -> Database:
        """The database as one more process sees it, not opened yet."""
        self.opened.append(Database(self.url, wait_seconds=wait_seconds))
        return self.opened[-1]

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.url.startswith("sqlite")

    def close(self) -> None:
        """Close all."""
        for one in self.opened:
            one.close()


def sqlite_at(path: Path) -> str:
    """The URL of a file with our schema and nothing in it; one that is there stays as it is."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_pattern(), path)
    return f"sqlite:///{path}"


@cache
def _pattern() -> Path:
    folder = tempfile.mkdtemp(prefix="creator-marketplace-pattern-")
    atexit.register(shutil.rmtree, folder)
    bring_up(f"sqlite:///{folder}/marketplace.db")
    return Path(folder, "marketplace.db")


def bring_up(url: str) -> None:
    """Give a database our schema."""
    with closing(open_database(url)):
        """It has it."""


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """A database of each kind, with our schema."""
    made: Databases = request.getfixturevalue(f"{request.param}_databases")
    return made


@pytest.fixture
def sqlite_databases(tmp_path: Path) -> Iterator[Databases]:
    """A file, in a folder of its own."""
    with closing(Databases(sqlite_at(tmp_path / "records" / "marketplace.db"))) as made:
        yield made


@pytest.fixture
def postgresql_databases(ready_postgresql: str, make_postgresql: MakeDatabase) -> Iterator[Databases]:
    """A database of a server."""
    with closing(Databases(make_postgresql(ready_postgresql))) as made:
        yield made


@pytest.fixture(scope="session")
def ready_postgresql(make_postgresql_for_all: MakeDatabase) -> str:
    """The name of a database of the server that others are copied from."""
    url = make_postgresql_for_all()
    bring_up(url)
    return make_url(url).database or ""


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """A database of each kind without a schema: of SQLite a file that is not there yet, nor its folder."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/bare/new.db" if is_sqlite else request.getfixturevalue("make_postgresql")()
    with closing(Databases(url)) as made:
        yield made
