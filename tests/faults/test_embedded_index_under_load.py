"""Does the embedded index answer rightly while it is searched and replaced, emptied, made read-only or deleted?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pytest

from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.engine import EmbeddedEngine
from tests.api.server import Server, environment_of, serving
from tests.contract.index import Index
from tests.faults.feeds import good_lines, write_feed
from tests.faults.load import load
from tests.faults.states import MARKET, PATH, creators, nothing_published, right

AS_ANYBODY = () if os.geteuid() else ("setpriv", "--bounding-set", "-dac_override")
"""What makes a process heed permissions: root does when it may not override them."""


def publish(folder: Path, state: int) -> None:
    """Publish a state as a sync does."""
    index = Index(EmbeddedEngine(folder), EmbeddedWriter(folder), forget=lambda: None)
    index.publish(MARKET, *creators(state))


WORKERS = 2
"""Of a server, by default."""

TRIES = 500


def both_open(server: Server) -> None:
    """Ask until each worker has opened the index: one that opens it when it is read-only can't."""
    for _ in range(TRIES):
        server.get(PATH)
        if len(server.workers_that_answered()) == WORKERS:
            return
    pytest.fail("one worker answers nothing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an index in which state 0 is published."""
    publish(tmp_path / "index", 0)
    return tmp_path / "index"


def test_an_index_that_is_replaced_and_emptied_again_and_again_answers_rightly(folder: Path, tmp_path: Path) -> None:
    with serving(folder, tmp_path) as server, load(server, PATH, right=right(0)) as loaded:
        for state in range(1, 12):
            loaded.answered(200)
            with loaded.changing(right(state)):
                publish(folder, state)
        loaded.answered(200)
    assert loaded.statuses() == {200}


def without_files(folder: Path) -> None:
    for one in folder.iterdir():
        rmtree(one) if one.is_dir() else one.unlink()


@pytest.mark.parametrize("delete", [rmtree, without_files])
def test_an_index_that_is_deleted_is_an_empty_one_until_the_next_sync(
    folder: Path, tmp_path: Path, delete: Callable[[Path], None]
) -> None:
    with serving(folder, tmp_path) as server, load(server, PATH, right=right(0)) as loaded:
        for state in range(1, 5):
            loaded.answered(200)
            with loaded.changing(nothing_published()):
                delete(folder)
            loaded.answered(200)
            with loaded.changing(right(state)):
                publish(folder, state)
        loaded.answered(200)


def test_an_index_that_is_made_read_only_answers_as_before_and_refuses_a_sync(folder: Path, tmp_path: Path) -> None:
    write_feed(tmp_path, good_lines(3))
    arguments = ("-m", "indexer", "sync", "--feeds", str(tmp_path), "--market", MARKET)
    with serving(folder, tmp_path, through=AS_ANYBODY) as server, load(server, PATH, right=right(0)) as loaded:
        loaded.answered(200)
        both_open(server)
        with read_only(folder):
            synced = subprocess.run(
                [*AS_ANYBODY, sys.executable, *arguments],
                env=environment_of({"MARKETPLACE_INDEX_DIR": str(folder)}),
                cwd=tmp_path,
                capture_output=True,
                check=False,
            )
            loaded.answered(200)
    assert synced.returncode
    assert b"can't be written" in synced.stdout + synced.stderr
    assert loaded.statuses() == {200}


def test_an_index_that_is_read_only_from_the_start_is_answered_for_when_it_is_not(folder: Path, tmp_path: Path) -> None:
    with read_only(folder), serving(folder, tmp_path, through=AS_ANYBODY) as server:
        with load(server, PATH, right=right(0)) as loaded:
            loaded.answered(503)
            assert loaded.statuses() == {503}
            permit(folder, 0o700)
            loaded.answered(200)
        with load(server, PATH, right=right(0)) as loaded:
            loaded.answered(200)
        assert loaded.statuses() == {200}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody may write into the folder or its files."""
    permit(folder, 0o500)
    try:
        yield
    finally:
        permit(folder, 0o700)


def permit(folder: Path, mode: int) -> None:
    """Give the folder and all in it this mode."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(mode)
