"""How are sample feeds written? One `<CODE>.ndjson` a market, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import orjson

from indexer.sample.profiles import profiles


def write_sample_feed(folder: Path, market: str, *, now: datetime, creators: int = 500, seed: int = 1) -> None:
    """Write `<CODE>.ndjson` of one market into a folder, which is made where it is missing.

    The bytes depend on market, number of creators, seed and `now` alone. ValueError for an unknown market.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_whole(folder / f"{market}.ndjson", profiles(market, count=creators, seed=seed, now=now))


def _write_whole(path: Path, records: Iterable[dict[str, object]]) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
