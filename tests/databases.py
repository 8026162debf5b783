"""On which databases is the store tested? SQLite and PostgreSQL, a fresh one for each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from marketplace.store.database import Database
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


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """An empty database of each kind."""
    made: Databases = request.getfixturevalue(f"{request.param}_databases")
    return made


@pytest.fixture
def sqlite_databases(tmp_path: Path) -> Iterator[Databases]:
    """A file that is not there yet, nor its folder."""
    made = Databases(f"sqlite:///{tmp_path}/records/marketplace.db")
    yield made
    made.close()


@pytest.fixture
def postgresql_databases(make_postgresql: MakeDatabase) -> Iterator[Databases]:
    """An empty database of a server."""
    made = Databases(make_postgresql())
    yield made
    made.close()
