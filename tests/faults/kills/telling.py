"""How is it told what was killed? A section of the document of results."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.machine import machine_line
from benchmarks.sections import replaced
from tests.faults.kills.rounds import DELTA, FULL, WATCH, Kill
from tests.faults.kills.serving import WRITING

TITLE = "## Faults"
KINDS = (DELTA, FULL, WATCH)
ENGINES = ("embedded", "elasticsearch")


def section(kills: Sequence[Kill]) -> str:
    """All kills, after none of which anything was found."""
    kinds, phases = Counter((one.engine, one.kind) for one in kills), Counter((one.engine, _of(one)) for one in kills)
    rows = sorted({phase for _, phase in phases})
    about = [
        f"- `KILLS={os.environ['KILLS']} make faults`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"- {machine_line()}",
        f"- {len(kills)} times `kill -9` of an indexer at a random moment, in three markets of some 250 creators each,"
        " while the feeds and overlays changed",
        "- after the next run every creator who ever was is compared with the truth by id, by a walk through all pages,"
        " by total, facet, state and count of the market; what the kill left must be gone after the next publication",
        "- 0 findings",
    ]
    return "\n\n".join(
        [
            TITLE,
            "\n".join(about),
            _table("killed", [(kind, [kinds[engine, kind] for engine in ENGINES]) for kind in KINDS]),
            _table("how far it was", [(phase, [phases[engine, phase] for engine in ENGINES]) for phase in rows]),
        ]
    )


def write(document: Path, kills: Sequence[Kill]) -> None:
    """Let the section be that of these kills."""
    document.write_text(replaced(document.read_text("utf-8"), TITLE, text=section(kills) + "\n"), "utf-8")


def _of(kill: Kill) -> str:
    """The phase of a sync; a watch asks all the time."""
    if kill.kind == WATCH:
        return "a watch, at work" if kill.phase != "before the first question" else "a watch, before its first question"
    return kill.phase.replace(WRITING, "after the last page of a market")


def _table(title: str, rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    lines = [[title, *ENGINES], ["--"] * 3, *([name, *map(str, counts)] for name, counts in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
