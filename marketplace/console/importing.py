"""How does a file of events of Creator Next come in?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from marketplace.console.commands import say, settings
from marketplace.programme.importing import import_lines
from marketplace.programme.told import Refused
from marketplace.wiring import services_of


@click.command("import")
@click.argument("file", type=click.File("rb"), metavar="FILE")
@click.option("--rejects", type=click.Path(path_type=Path, dir_okay=False), help="Where refused lines go.")
def import_events(*, file: BinaryIO, rejects: Path | None) -> None:
    """Take the events of a file, a line of JSON each; - is the standard input.

    The rules are those of POST /v1/programme/events: a file that is imported again does nothing twice. How many lines
    were read, accepted and refused is printed as JSON; each that was refused is told with its number and the reason.

    \b
    Exit codes:
      0  all were accepted
      1  some were refused, or the database or the engine is away
      2  wrong usage or settings
    """
    # not before it is used, see `demo`
    from marketplace.app import create_taking

    source = Path(str(getattr(file, "name", "-")))  # the standard input has no name, or one that is no file's
    if rejects and rejects.exists() and source.exists() and rejects.samefile(source):
        raise click.BadParameter("is FILE: its events would be lost", param_hint="--rejects")
    given = settings()
    with _rejecting(rejects) as reject:
        done = import_lines(file, create_taking(given, services_of(given)), reject=reject)
    say(vars(done))
    if done.refused:
        raise SystemExit(1)


@contextmanager
def _rejecting(path: Path | None) -> Iterator[Callable[[int, Refused], None]]:
    """What writes refused lines as JSON into a file, else on stderr."""
    if path is None:
        yield lambda number, refused: click.echo(_told(number, refused), err=True)
        return
    with path.open("wb") as out:
        yield lambda number, refused: click.echo(_told(number, refused), out)


def _told(number: int, refused: Refused) -> bytes:
    known = {name: value for name, value in vars(refused).items() if value is not None}
    # half a character (\ud800), which a line of JSON may have in it, is told as it was written
    return json.dumps({"line": number, **known}, ensure_ascii=False).encode("utf-8", "backslashreplace")
