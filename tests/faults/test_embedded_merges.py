"""Is a change lost while the embedded index merges what earlier writers left?"""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.writers.embedded import EmbeddedWriter
from indexer.writers.embedded import index as embedded_index
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.asked import query_from
from tests.contract.index import Index
from tests.contract.test_changes import change, profile
from tests.creators import make_creator

ALL = query_from({"facets": ["market"], "limit": 200, "sort": "followers"})
LARGE, SMALL, RUNS = 120, 80, 80
"""A merge comes with every eighth writer, the largest segment first: what is in one that the last commit changed was
taken to be changed already by the first operation of the next writer, which had the same stamp."""


def test_the_first_change_of_each_writer_is_never_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # as of writers that are killed: those that end let their merges end, and leave none to the next one
    monkeypatch.setattr(embedded_index, "ended", lambda _: None)
    index = Index(EmbeddedEngine(tmp_path), EmbeddedWriter(tmp_path), forget=lambda: None)
    index.fill(make_creator(id=f"large{number}") for number in range(LARGE))
    index.fill(make_creator(id=f"small{number}", market="FR") for number in range(SMALL))
    for run in range(RUNS):
        other = Index(index.engine, EmbeddedWriter(tmp_path), forget=lambda: None)
        change(other, profile(f"small{run}", "FR", 1_000 + run))
        assert index.search(ALL).total == LARGE + SMALL, run
