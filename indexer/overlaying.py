"""What does the marketplace say of a creator above the feed? `python -m indexer overlay` shows it and changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Protocol

import click
import orjson

from indexer.console import JSON, say
from marketplace.creators.overlays import Overlay, Overlays, check_id, check_names
from marketplace.settings import Settings

OpenOverlays = Callable[[Settings], Overlays]


def pick_overlays(settings: Settings) -> Overlays:
    """The overlays of the database that the settings name."""
    from marketplace.store.database import open_database
    from marketplace.store.overlays import SqlOverlays

    return SqlOverlays(open_database(settings.database_url))


class Wired(Protocol):
    """What the command works with, of all that the commands do."""

    @property
    def settings(self) -> Callable[[], Settings]:
        """Reads the settings."""

    @property
    def overlays(self) -> OpenOverlays:
        """Opens the overlays that they name."""


@click.command()
@click.argument("creator_id", metavar="ID")
@click.argument("said", metavar="[NAME=JSON]...", nargs=-1)
@click.option("--clear", "cleared", metavar="NAME", multiple=True, help="Leave this field to the feed; repeatable.")
@JSON
def overlay(*, creator_id: str, said: tuple[str, ...], cleared: tuple[str, ...], machine: bool) -> None:
    """Show or change what the marketplace says of a creator, whatever the feed says.

    A value is JSON (available=false, hidden=true, price='{"amount":"120.00","currency":"EUR","negotiable":true}'); what
    is no JSON is a string (away_until=2026-12-24); null says that there is no such value.

    \b
    Exit codes:
      0  done
      1  the database is away, or the creator is to be shown whom others hide too (their account, or they themselves)
      2  wrong usage, settings, id, field or value: nothing is changed
    """
    fields = _fields(said, cleared)
    check_id(creator_id)
    check_names(cleared)
    wired: Wired = click.get_current_context().obj
    overlays = wired.overlays(wired.settings())
    found = overlays.of([creator_id]).get(creator_id, Overlay(creator_id, 0, {}))
    if fields:
        found = overlays.change(creator_id, fields)
    if cleared:
        found = overlays.clear(creator_id, cleared)
    say(_as_json(found) if machine else _lines(found))


def _fields(said: tuple[str, ...], cleared: tuple[str, ...]) -> Mapping[str, object]:
    if strange := [one for one in said if "=" not in one]:
        raise click.UsageError(f"{strange[0]!r} is no NAME=JSON")
    pairs = [(name, _value(text)) for name, _, text in (one.partition("=") for one in said)]
    often = Counter([name for name, _ in pairs] + list(set(cleared))).most_common(1)
    if often and often[0][1] > 1:
        raise click.UsageError(f"{often[0][0]!r} is named twice: say or clear it, once")
    return dict(pairs)


def _value(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def _as_json(found: Overlay) -> dict[str, object]:
    return {"creator_id": found.creator_id, "version": found.version, "fields": dict(found.fields)}


def _lines(found: Overlay) -> list[str]:
    if not found.fields:
        return [f"{found.creator_id}: all is as the feed says"]
    width = max(map(len, found.fields))
    values = [f"{name:<{width}}  {orjson.dumps(value).decode()}" for name, value in found.fields.items()]
    return [f"{found.creator_id}, version {found.version}", *values]
