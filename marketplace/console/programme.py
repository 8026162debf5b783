"""What is done with Creator Next at the console?"""

from __future__ import annotations

import click

from marketplace.console.commands import Commands
from marketplace.console.evaluate import evaluate
from marketplace.console.importing import import_events


@click.group(cls=Commands)
def programme() -> None:
    """Look after Creator Next.

    \b
    Exit codes:
      0  done
      1  the database or the engine is away, it is being done already, or some events were refused
      2  wrong usage or settings
    """


programme.add_command(evaluate)
programme.add_command(import_events)
