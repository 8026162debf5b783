"""What is done by itself, beside the service? Deadlines act, events reach their receivers, letters are sent."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Sequence
from threading import Event

import click

from marketplace.console.commands import settings
from marketplace.console.jobs import jobs_of
from marketplace.creators.times import parse_moment
from marketplace.errors import EngineUnavailable, SettingsError, StoreUnavailable
from marketplace.wiring import microseconds, services_of
from marketplace.working import Job, until_ended, until_nothing_is_due

FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"


def moment(text: str) -> int:
    """A time as the API takes it, in microseconds since 1970."""
    try:
        return parse_moment(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--at", type=moment, metavar="TIME", help="With --once: do what will be due then, for good.")
def worker(*, once: bool, at: int | None) -> None:
    """Do what is to be done by itself; several may run, on one database.

    Deadlines act, both sides are reminded of them, withdrawals are paid, events are numbered and sent to webhooks,
    letters are sent, and accounts are told of creators who newly match their searches.

    \b
    Exit codes:
      0  ended by a signal, or all is done
      1  with --once: the database or the engine is away
      2  wrong usage or settings
    """
    if at is not None and not once:
        raise click.UsageError("--at needs --once: a worker that goes on has the time of its clock")
    now: Callable[[], int] = microseconds if at is None else lambda: at
    try:
        given = settings()
        services = services_of(given, now=now)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    logging.basicConfig(level=given.log_level.upper(), format=FORMAT)
    ended = Event()
    with jobs_of(given, services, now=now, ended=ended, once=once) as jobs:
        if once:
            _once(jobs)
        else:
            until_signal(jobs, ended)


def until_signal(jobs: Sequence[Job], ended: Event) -> None:
    """Do jobs until the process is told to end, however often: Ctrl-C at `make run` is told twice."""
    signals = list[int]()

    def end(number: int, _: object) -> None:
        signals.append(number)
        if signals == [number]:  # a second one comes amid this one, and would wait for the event's lock for ever
            ended.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, end)
    until_ended(jobs, ended)


def _once(jobs: Sequence[Job]) -> None:
    try:
        until_nothing_is_due(jobs)
    except (StoreUnavailable, EngineUnavailable) as error:
        raise click.ClickException(str(error)) from None
