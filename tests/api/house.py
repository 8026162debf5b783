"""How does a test ask an application that wants keys?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.accounts.making import Made
from marketplace.accounts.scoped_keys import make_scoped_key
from marketplace.app import create_app
from marketplace.settings import load_settings
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from tests.accounts import SECRET_KEY, Office
from tests.api.conftest import CREATORS
from tests.creators import published_of
from tests.databases import sqlite_at
from tests.judge import JudgeEngine


class House:
    """An application that asks for keys, and the office that makes them; one clock, and SQLite unless it is said."""

    def __init__(self, folder: Path, **settings: str) -> None:
        url = settings.pop("database_url", "") or sqlite_at(folder / "marketplace.db")
        self.office = Office(SqlRecords(open_database(url)))
        environment = {
            "MARKETPLACE_AUTH": "required",
            "MARKETPLACE_DATABASE_URL": url,
            "MARKETPLACE_SECRET_KEY": SECRET_KEY,
            **{f"MARKETPLACE_{name.upper()}": value for name, value in settings.items()},
        }
        engine = JudgeEngine(CREATORS, published_of(CREATORS))
        application = create_app(load_settings(environment), engine=engine, now=self.office.time)
        self.client: FlaskClient = application.test_client()

    def scoped(self, parent: Made, **claims: Any) -> str:
        """A scoped key of a key, good for years unless it says something else."""
        return make_scoped_key({"kid": parent.key.id, "exp": 4_000_000_000, **claims}, parent.text.signing_key)

    def ask(self, method: str, path: str, made: Made | str | None = None, **more: Any) -> TestResponse:
        """What a request with a key is answered; further headers by `headers`."""
        text = made.text.text if isinstance(made, Made) else made
        headers = {**({"Authorization": f"Bearer {text}"} if text else {}), **more.pop("headers", {})}
        return self.client.open(path, method=method, headers=headers, **more)
