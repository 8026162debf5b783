"""What do the tests of kills share? All kills that were survived, which are written down in the end if asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.kills.rounds import Kill
from tests.faults.kills.telling import write


@pytest.fixture(scope="session")
def kills(request: pytest.FixtureRequest) -> Iterator[list[Kill]]:
    """The kills of this run; KILLS_WRITE names the document whose section they become when nothing was found."""
    survived: list[Kill] = []
    yield survived
    if (document := os.environ.get("KILLS_WRITE")) and not request.session.testsfailed:
        write(Path(document), survived)
