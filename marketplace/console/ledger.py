"""How is the ledger proved at the console?"""

from __future__ import annotations

import click

from marketplace.console.commands import Commands, say, settings
from marketplace.wiring import keeping_of


@click.group(cls=Commands)
def ledger() -> None:
    """Look after the ledger of Creator Next.

    \b
    Exit codes:
      0  all is well
      1  something does not add up, or the database is away
      2  wrong usage or settings
    """


@ledger.command("verify")
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Prove the ledger over everything, as it is at one moment; others go on working.

    Balances are added up from transfers, transfers compared with the gifts, tips, months of the fund, redemptions and
    withdrawals that they are because of. Prints what there is, amounts in minor units, and every problem with its
    creator and numbers, at most 200 of a kind.
    """
    found = keeping_of(settings()).proof()
    say(found)
    if found["problems"]:
        ctx.exit(1)
