"""How does somebody who tries the marketplace get keys? One of each role, printed, in a small world of deals."""

from __future__ import annotations

import os
from pathlib import Path

import click
import orjson

from marketplace.accounts.roles import Role
from marketplace.console.commands import WRONG, settings
from marketplace.errors import MarketplaceError
from marketplace.settings import Settings
from marketplace.wiring import keeping_of, microseconds, services_of

FILE = "demo-keys.json"


@click.command("demo")
@click.option("--key", type=click.Choice([one.value for one in Role]), help="Print the key of this role alone.")
def demo(*, key: str | None) -> None:
    """Print demo keys, one of each role; make them, and a small world of campaigns, where there are no accounts.

    They are kept beside the secret key (var/demo-keys.json, for its owner alone). A database with accounts of its own
    is left as it is.

    \b
    Exit codes:
      0  done; without keys where the database has accounts of its own, or accounts are off
      1  the database or the engine is away
      2  wrong usage or settings, or no demo key of that role
    """
    try:
        keys = _keys(settings())
    except MarketplaceError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2 if isinstance(error, WRONG) else 1) from None
    if key:
        if key not in keys:
            raise click.UsageError("there are no demo keys: the database has accounts of its own")
        click.echo(keys[key])
        return
    for role, text in keys.items():
        click.echo(f"{role:9}{text}")


def _keys(found: Settings) -> dict[str, str]:
    """The keys by role; none where there are accounts that are not the demo's."""
    file = found.secret_key_file.with_name(FILE)
    if found.auth == "off":
        return {}
    if keeping_of(found).has_accounts():
        kept: dict[str, str] = orjson.loads(file.read_bytes()) if file.exists() else {}
        return kept
    # not before they are used: with the application comes prometheus_client, which looks when it is imported for the
    # folder that `serve` makes
    from marketplace.app import create_engine
    from marketplace.demo.opening import Opening

    opening = Opening(lambda clock: services_of(found, now=clock), create_engine(found), microseconds())
    # kept before the accounts are: keys of no account are made anew, accounts whose keys nobody has stay
    return opening.open(keep=lambda keys: _keep(file, orjson.dumps(keys)))


def _keep(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(content)
