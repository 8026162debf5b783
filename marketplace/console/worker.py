"""What is done by itself, beside the service? Letters are sent, and used idempotency keys forgotten."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from threading import Event

import click

from marketplace.accounts.claims import KEPT_SECONDS
from marketplace.console.commands import services, settings
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import SettingsError, StoreUnavailable
from marketplace.mail.postman import Postman
from marketplace.wiring import Services, microseconds

IDLE_SECONDS = 1.0
AWAY_SECONDS = 5.0
FORGET_SECONDS = 3_600

logger = logging.getLogger(__name__)


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
def worker(*, once: bool) -> None:
    """Do what is to be done by itself: send letters. Several may run, on one database.

    \b
    Exit codes:
      0  ended by a signal, or all is done
      1  with --once: the database is away
      2  wrong usage or settings
    """
    try:
        made = services()
        logging.basicConfig(
            level=settings().log_level.upper(), format="%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"
        )
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    rounds = Rounds(made, microseconds)
    if once:
        rounds.until_nothing_is_due()
        return
    ended = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: ended.set())
    rounds.until(ended)


class Rounds:
    """Does what is due, again and again; `now` gives microseconds."""

    def __init__(self, made: Services, now: Callable[[], int]) -> None:
        self._records = made.records
        self._postman = Postman(made.records, made.mailer, now=now)
        self._now = now
        self._forgot_at = 0

    def until(self, ended: Event) -> None:
        """Go on until it is ended, also while the database is away."""
        while not ended.is_set():
            try:
                ended.wait(0 if self.once() else IDLE_SECONDS)
            except StoreUnavailable as error:
                logger.error("%s", error)
                ended.wait(AWAY_SECONDS)

    def until_nothing_is_due(self) -> None:
        """Do all that is due; raises ClickException while the database is away."""
        try:
            while self.once():
                pass
        except StoreUnavailable as error:
            raise click.ClickException(str(error)) from None

    def once(self) -> int:
        """Do some of what is due; how much that was. Raises StoreUnavailable."""
        now = self._now()
        if now - self._forgot_at >= FORGET_SECONDS * MICROSECONDS:
            with self._records.writing() as records:
                records.claims.forget(claimed_before=now - KEPT_SECONDS * MICROSECONDS)
            self._forgot_at = now
        return self._postman.deliver()
