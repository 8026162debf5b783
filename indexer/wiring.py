"""With what do the commands work? The engine, the clock and the database that the settings name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import click

from indexer.overlaying import OpenOverlays, pick_overlays
from indexer.ports import IndexWriter
from marketplace.settings import Settings, load_settings


def pick_writer(settings: Settings) -> IndexWriter:
    """The writer of the engine that the settings name."""
    if settings.engine == "elasticsearch":
        from indexer.writers.elastic import ElasticWriter
        from marketplace.elastic.client import connect

        return ElasticWriter(connect(settings, indexing=True), settings.index_prefix)
    from indexer.writers.embedded import EmbeddedWriter

    return EmbeddedWriter(settings.index_dir, keeps=settings.builds_kept > 0)


def settings_of_environment() -> Settings:
    """The settings of this process."""
    return load_settings(os.environ)


def now() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1_000


@dataclass(frozen=True)
class Wiring:
    """What the commands work with; a test hands in others."""

    settings: Callable[[], Settings] = settings_of_environment
    writer: Callable[[Settings], IndexWriter] = pick_writer
    clock: Callable[[], int] = now
    overlays: OpenOverlays = pick_overlays


def wired() -> tuple[Wiring, Settings]:
    """The wiring of the command that runs, and its settings."""
    wiring = click.get_current_context().find_object(Wiring)
    assert wiring
    return wiring, wiring.settings()
