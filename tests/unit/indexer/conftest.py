"""What do the indexer's tests share?"""

from pathlib import Path

import pytest

from tests.unit.indexer.syncs import Syncs


@pytest.fixture
def syncs(tmp_path: Path) -> Syncs:
    """Syncs into an index in memory, with rejects in a folder of the test's own."""
    return Syncs(tmp_path / "rejects")
