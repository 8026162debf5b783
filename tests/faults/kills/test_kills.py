"""Is nobody lost, double or stale after an indexer was killed at any moment, on each engine, once another one ran?

`make faults` does it a hundred times an engine; KILLS sets how often, KILLS_SEED replays what was found.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random, SystemRandom

import click
import pytest

from tests.faults.kills.place import made_place
from tests.faults.kills.rounds import DELTA, FULL, WATCH, Kill, Rounds

FEW = {"embedded": {DELTA: 2, FULL: 2, WATCH: 1}, "elasticsearch": {DELTA: 2, FULL: 2, WATCH: 1}}
MANY = {DELTA: 50, FULL: 30, WATCH: 20}
SHARES = 100


def kinds(engine: str, rng: Random) -> list[str]:
    """What is killed, in any order: a few, or of KILLS so many of each kind."""
    many = int(os.environ.get("KILLS", "0"))
    counts = {kind: of * many // SHARES for kind, of in MANY.items()} if many else FEW[engine]
    found = [kind for kind, count in counts.items() for _ in range(count)]
    rng.shuffle(found)
    return found


@pytest.mark.parametrize("engine", ["embedded", "elasticsearch"])
def test_nobody_is_lost_double_or_stale_after_kills(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, kills: list[Kill]
) -> None:
    seed = int(os.environ.get("KILLS_SEED") or SystemRandom().randrange(1_000_000))
    url = request.getfixturevalue("elasticsearch_url") if engine == "elasticsearch" else None
    rng = Random(seed)
    with made_place(tmp_path, rng, url) as place:
        rounds = Rounds(place, rng, waits_for_lapse="KILLS" in os.environ)
        rounds.begin()
        for number, kind in enumerate(kinds(engine, rng)):
            click.echo(f"{engine}, KILLS_SEED={seed}, kill {number}: {kind}", nl=False)
            kills.append(rounds.round(kind))
            click.echo(f", {kills[-1].phase}")
        rounds.end()
