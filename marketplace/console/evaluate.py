"""How are all creators of a market looked at now, and not in its night?"""

from __future__ import annotations

import click

from marketplace.console.commands import say, services, settings
from marketplace.console.evaluating import nightly_of
from marketplace.creators.markets import codes
from marketplace.wiring import microseconds


@click.command("evaluate")
@click.option("--market", "markets", multiple=True, type=click.Choice(codes()), help="May be repeated; default: all.")
def evaluate(*, markets: tuple[str, ...]) -> None:
    """Look who may join Creator Next, market by market: all creators in one pass each, of what is published.

    Prints a line of JSON a market. Who may join now and could not before, or the other way, is written to
    MARKETPLACE_PROGRAMME_REPORTS_DIR, a file a market and day. The worker does the same each night.
    """
    nightly = nightly_of(settings(), services(), now=microseconds)
    for market in markets or nightly.published():
        say(nightly.evaluate(market).shown)
