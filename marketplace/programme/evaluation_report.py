"""How is it reported who may join now and who no more? A file a market and day, a line of JSON a creator."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile

import orjson

from marketplace.errors import StoreUnavailable

GONE = "gone"
"""The reason of who can't be found in the market any more."""


@dataclass(frozen=True)
class Changed:
    """A creator who may join now and could not before, or the other way; then with the rules that are not passed."""

    creator_id: str
    eligible: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a pass came to; `first` where the market was never looked at before, so that nobody has changed."""

    market: str
    day: str
    evaluated: int
    eligible: int
    became_eligible: int
    no_longer_eligible: int
    took_ms: int
    first: bool

    @property
    def shown(self) -> dict[str, object]:
        """As it is reported."""
        return asdict(self)


def report(folder: Path, summary: Summary, *, changed: Sequence[Changed]) -> Path:
    """Write a report whole or not at all, beside those of the same day that are there; raises StoreUnavailable."""
    try:
        return _written(folder, [summary.shown, *map(asdict, changed)], name=f"{summary.market}-{summary.day}")
    except OSError as error:
        raise StoreUnavailable(
            f"the reports of Creator Next can't be written to {folder}: {error.strerror}: see "
            "MARKETPLACE_PROGRAMME_REPORTS_DIR"
        ) from error


def _written(folder: Path, lines: Sequence[Mapping[str, object]], *, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".new", delete=False) as file:
        try:
            for one in lines:
                file.write(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            return _named(Path(file.name), folder / name)
        finally:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()


def _named(file: Path, name: Path) -> Path:
    """Give a file the first name that is free: DE-2026-11-26.ndjson, then DE-2026-11-26.2.ndjson."""
    for n in count(1):
        wanted = name.with_name(f"{name.name}.ndjson" if n == 1 else f"{name.name}.{n}.ndjson")
        with suppress(FileExistsError):
            os.link(file, wanted)
            return wanted
    raise AssertionError
