"""Does a measurement replace the one of the same size?"""

from __future__ import annotations

import pytest

from benchmarks.bench import Results
from benchmarks.commands import Cost, Synced
from benchmarks.ready import Converted
from benchmarks.report import heading


@pytest.mark.parametrize(
    ("creators", "title"),
    [(99_984, "## 100,000 creators"), (100_008, "## 100,000 creators"), (1_000_008, "## 1,000,000 creators")],
)
def test_a_few_creators_more_or_less_are_the_same_size(creators: int, title: str) -> None:
    synced = {"embedded": Synced(creators, Cost(1, 1, 1, 1))}
    assert heading(Results(Converted(1, 1), synced=synced)) == title
