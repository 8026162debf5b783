"""What do the tests of a served process share? An index of a few creators."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.engine import EmbeddedEngine
from tests.api.conftest import CREATORS
from tests.contract.index import Index


@pytest.fixture(scope="package")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an embedded index of the API tests' creators; nobody writes to it."""
    folder = tmp_path_factory.mktemp("index")
    Index(EmbeddedEngine(folder), EmbeddedWriter(folder), forget=lambda: None).fill(CREATORS)
    return folder
