"""How is the database of records looked after at the console?"""

from __future__ import annotations

from pathlib import Path

import click

from marketplace.console.commands import Commands, say, settings
from marketplace.errors import StoreUnavailable
from marketplace.wiring import Keeping, keeping_of

FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")


@click.group(cls=Commands)
def db() -> None:
    """Look after the database of MARKETPLACE_DATABASE_URL: its schema, back-ups, damage.

    \b
    Exit codes:
      0  done, or all is well
      1  the database or file is away, damaged or in the way
      2  wrong usage or settings
    """


@db.command("upgrade")
def upgrade() -> None:
    """Give the database the schema of this release; whoever opens it does so too."""
    say({"schema": _keeping().upgraded()})


@db.command("check")
def check() -> None:
    """Look whether the database is there, whole, and of this release; nothing is changed."""
    if found := _keeping().problems():
        raise StoreUnavailable(f"the database is not well: {found[0]} ({len(found)} in all)")
    say({"state": "ok"})


@db.command("backup")
@FILE
def backup(*, file: Path) -> None:
    """Copy the database into a file that is not there yet, while others go on working.

    SQLite's is a database of its own; PostgreSQL's is made by pg_dump, which must be installed.
    """
    _keeping().back_up(file)
    say({"file": str(file), "bytes": file.stat().st_size})


@db.command("restore")
@FILE
@click.option("--replace", is_flag=True, help="Though the database has accounts: they are replaced.")
def restore(*, file: Path, replace: bool) -> None:
    """Put what a back-up holds in place of all that the database holds; stop the service before.

    The index shows what the back-up says of creators after the next whole sync.
    """
    keeping = _keeping()
    if not replace and keeping.has_accounts():
        raise StoreUnavailable("the database has accounts, which a back-up would replace: say so by --replace")
    keeping.restore(file)
    say({"state": "ok", "schema": keeping.upgraded()})


def _keeping() -> Keeping:
    return keeping_of(settings())
