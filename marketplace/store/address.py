"""Which database does MARKETPLACE_DATABASE_URL mean?"""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from marketplace.errors import SettingsError
from marketplace.settings import variable_name

VARIABLE = variable_name("database_url")
SQLITE = "sqlite"
POSTGRESQL = "postgresql+psycopg"
DRIVERS = {
    "sqlite": SQLITE,
    "sqlite+pysqlite": SQLITE,
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    "postgresql+psycopg": POSTGRESQL,
}
SECRETS = ("password", "sslpassword")
"""Parameters that PostgreSQL's URLs may have beside user:password."""


def address(text: str) -> URL:
    """The URL of a database that we have a driver for; raises SettingsError, which repeats nothing of a wrong one."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # the port is a part of the password where an @ or / in it is not encoded
        raise _wrong("must be like sqlite:///var/marketplace.db or postgresql://user:password@host/database") from None
    if url.drivername not in DRIVERS:
        raise _wrong("must begin with sqlite:/// or postgresql://: there is a driver for these alone")
    url = url.set(drivername=DRIVERS[url.drivername])
    if url.drivername == SQLITE:
        _check_file(url)
    elif "@" in (url.host or ""):
        raise _wrong("has two @: write the one in the password as %40")
    return url


def secrets(url: URL) -> tuple[str, ...]:
    """What of a URL is told to nobody, plain and as it is written there."""
    in_query = (value for name in SECRETS for value in url.normalized_query.get(name, ()))
    kept = [secret for secret in (url.password, *in_query) if secret]
    return (*kept, *map(quote, kept))


def _check_file(url: URL) -> None:
    if url.host or url.username or url.query:
        raise _wrong(
            "must be like sqlite:///var/marketplace.db: three slashes, four before a whole path, no parameters"
        )
    if not url.database or url.database.startswith((":", "file:")):
        raise _wrong("must name a file, like sqlite:///var/marketplace.db: records are not kept in memory")


def _wrong(detail: str) -> SettingsError:
    return SettingsError(f"{VARIABLE} {detail}")
