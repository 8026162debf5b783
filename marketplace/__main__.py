"""What can be told to the marketplace on the command line? `python -m marketplace serve`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import click

from marketplace.console.accounts import accounts, keys
from marketplace.console.database import db
from marketplace.console.demo import demo
from marketplace.console.ledger import ledger
from marketplace.console.programme import programme
from marketplace.console.worker import worker
from marketplace.errors import SettingsError
from marketplace.server import serve
from marketplace.settings import Settings, load_settings


class WrongSettings(click.ClickException):
    """The settings are wrong; the text names which."""

    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Find creators in 24 markets: the service.

    Creators come into it by `python -m indexer sync`.
    """


main.add_command(accounts)
main.add_command(keys)
main.add_command(db)
main.add_command(ledger)
main.add_command(worker)
main.add_command(demo)
main.add_command(programme)


@main.command("serve")
@click.option("--host", help="Address to listen on (MARKETPLACE_HOST).")
@click.option("--port", type=int, help="Port to listen on, 0 for any free one (MARKETPLACE_PORT).")
@click.option("--workers", type=int, help="Server processes (MARKETPLACE_WORKERS).")
def serve_command(**options: Any) -> None:
    """Serve the HTTP API.

    What is not said here is taken from the environment, then from config/default.toml, where every setting is
    explained: MARKETPLACE_PORT overrides port, and so on. Prometheus metrics are on 127.0.0.1 at
    MARKETPLACE_METRICS_PORT. SIGTERM and Ctrl-C end it.

    \b
    Exit codes:
      0  ended by a signal
      2  wrong usage or settings, a taken port among them: the message names which
      3  the workers could not start: see the log
    """
    try:
        serve(_settings(options))
    except SettingsError as error:
        raise WrongSettings(str(error)) from None


def _settings(options: dict[str, Any]) -> Settings:
    chosen = {name: value for name, value in options.items() if value is not None}
    return replace(load_settings(os.environ), **chosen)


if __name__ == "__main__":
    main(prog_name="python -m marketplace")
