"""How do sample feeds get into the folder of feeds? All of them or none, and never over others unasked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from indexer.sample import write_sample_feed
from indexer.sources.ndjson import feed_names
from marketplace.creators.markets import codes
from marketplace.creators.times import MICROSECONDS, midnight
from marketplace.errors import FeedError

PART = ".sample"


class Existing(StrEnum):
    """What to do about a folder that has something in it already."""

    REFUSE = "refuse"
    KEEP = "keep"
    OVERWRITE = "overwrite"


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Which sample feeds are wanted: creators a market, the seed of their chance, the markets."""

    creators_per_market: int
    seed: int
    markets: Sequence[str]


def deliver_samples(
    folder: Path, samples: Samples, *, existing: Existing, now: int, on_market: Callable[[str], None]
) -> bool:
    """Write sample feeds into a folder, dated from 00:00 UTC of `now` (microseconds); False when it has feeds to keep.

    Raises FeedError for a folder that has anything in it, unless that is to be kept or overwritten.
    """
    try:
        if existing is Existing.KEEP and has_feeds(folder):
            return False
        if existing is Existing.REFUSE and folder.exists() and any(path.name != PART for path in folder.iterdir()):
            raise FeedError(f"{folder} is not empty: name another folder, or say --overwrite")
        _write(folder, samples, now=now, on_market=on_market)
    except OSError as error:
        raise FeedError(f"the sample feeds can't be written to {folder}: {error.strerror}") from error
    return True


def has_feeds(folder: Path) -> bool:
    """Whether a folder has the feed of any market."""
    return any((folder / name).exists() for market in codes() for name in feed_names(market))


def _write(folder: Path, samples: Samples, *, now: int, on_market: Callable[[str], None]) -> None:
    """First all beside, then moved: an interrupted run must not look like a folder of feeds."""
    part = folder / PART
    today = datetime.fromtimestamp(midnight(now) // MICROSECONDS, UTC)
    for market in samples.markets:
        write_sample_feed(part, market, now=today, creators=samples.creators_per_market, seed=samples.seed)
        on_market(market)
    for market in samples.markets:
        plain, *compressed = feed_names(market)
        for name in compressed:
            (folder / name).unlink(missing_ok=True)
        (part / plain).replace(folder / plain)
    shutil.rmtree(part)
