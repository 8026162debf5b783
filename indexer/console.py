"""How do the commands meet the person at the console: options, errors, signals, output?"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches

import click
import orjson

from indexer.sources.folders import is_url
from marketplace.creators.markets import codes
from marketplace.errors import InvalidInput, MarketplaceError, SettingsError, SyncRunning

EXIT_CODES = {SettingsError: 2, InvalidInput: 2, SyncRunning: 3}


class Commands(click.Group):
    """Ends with the exit code that a command's help promises, whatever goes wrong."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of ours is one line."""
        try:
            return super().invoke(ctx)
        except MarketplaceError as error:
            click.echo(str(error), err=True)
            ctx.exit(next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1))
        except KeyboardInterrupt:
            click.echo("interrupted: what was not finished is as it was before", err=True)
            ctx.exit(130)


def market_among(known: Callable[[], Sequence[str]]) -> Callable[[str], str]:
    """The type of an option that takes the code of a market, one of those known."""

    def checked(code: str) -> str:
        if code not in known():
            raise click.BadParameter(f"{code!r} is not one of the markets: {_hint(code.upper(), known())}")
        return code

    return checked


def _hint(code: str, known: Sequence[str]) -> str:
    near = get_close_matches(code, known, n=len(known), cutoff=0.5)
    nearest = min(near, key=lambda one: one[0] != code[0], default=None)
    return f"did you mean {nearest}?" if nearest else f"there are {', '.join(known)}"


def markets_option(known: Callable[[], Sequence[str]] = codes) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that names markets."""
    what = "Only this one; repeat for more."
    return click.option("--market", "markets", type=market_among(known), metavar="CODE", multiple=True, help=what)


def folder_or_url(text: str) -> str:
    """The type of an option that takes a folder, which need not be there, or any URL."""
    if not is_url(text):
        click.Path(file_okay=False)(text)
    return text


FEEDS = click.option(
    "--feeds", type=folder_or_url, metavar="FOLDER|URL", help="Where the feeds are, instead of the setting's."
)
JSON = click.option("--json", "machine", is_flag=True, help="Say it as JSON.")


def say(found: dict[str, object] | Sequence[str]) -> None:
    """Print an object as JSON, or lines as they are."""
    if isinstance(found, dict):
        click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2))
    else:
        click.echo("\n".join(found))


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the run as Ctrl-C does: by an exception, so that a build is dropped."""

    def terminate(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before = {one: signal.signal(one, terminate) for one in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
