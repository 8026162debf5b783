"""How do these commands meet the person at the console? Errors are one line and an exit code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

import click
import orjson

from marketplace.errors import InvalidInput, MarketplaceError, SettingsError
from marketplace.settings import Settings, load_settings
from marketplace.wiring import Services, services_of

WRONG = (SettingsError, InvalidInput)
"""What was asked is wrong: exit code 2; any other error of ours is 1."""


class Commands(click.Group):
    """Ends with the exit code that a command's help promises."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of ours is one line."""
        try:
            return super().invoke(ctx)
        except MarketplaceError as error:
            click.echo(str(error), err=True)
            ctx.exit(2 if isinstance(error, WRONG) else 1)


def settings() -> Settings:
    """The settings of this process."""
    return load_settings(os.environ)


def services() -> Services:
    """The services over the database of the settings."""
    return services_of(settings())


def say(found: Mapping[str, object]) -> None:
    """Print an object as a line of JSON."""
    click.echo(orjson.dumps(found))


def say_each(found: Iterable[Mapping[str, object]]) -> None:
    """Print objects, a line of JSON each."""
    for one in found:
        say(one)
