"""What does a killed build of the embedded index leave for a rollback? What it replaced, if it did."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from indexer.keeping import retention
from indexer.writers.embedded import EmbeddedWriter
from indexer.writers.embedded.build import EmbeddedBuild
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import SyncError
from tests.contract.index import Index
from tests.creators import make_creator
from tests.faults.test_embedded_rollback import index_in, kept, published, rolled


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index in which nothing is published."""
    return index_in(tmp_path)


def begun(folder: str) -> None:
    """Be killed when a build is written, and not published."""
    writer = EmbeddedWriter(Path(folder))
    with writer.lock(), writer.build("DE") as build:
        build.write(index_in(Path(folder)).ready(make_creator(id="never")))
        os._exit(9)


def committed(folder: str) -> None:
    """Be killed as soon as a build is published."""
    index = index_in(Path(folder))
    index.clock.now += 3 * MICROSECONDS
    EmbeddedBuild.publish = _publish_and_die(EmbeddedBuild.publish)  # type: ignore[method-assign]
    index.publish("DE", make_creator(id="new"))


def _publish_and_die(publish: Callable[..., None]) -> Callable[..., None]:
    def patched(*given: object) -> None:
        publish(*given)
        os._exit(9)

    return patched


def killed(folder: Path, target: Callable[[str], None]) -> None:
    process = get_context("spawn").Process(target=target, args=(str(folder),))
    process.start()
    process.join()
    assert process.exitcode == 9


def test_what_is_kept_by_a_build_that_is_killed_is_none_to_roll_back_to(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    killed(tmp_path, begun)
    (left,) = kept(tmp_path)
    left.write_bytes(left.read_bytes()[:50])  # as one that is killed while it is written
    with pytest.raises(SyncError, match="is its only build"):
        rolled(index)
    published(index, "new")

    assert (rolled(index), len(kept(tmp_path))) == (["old"], 2)


def test_what_a_killed_build_kept_goes_with_the_next_prune(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    killed(tmp_path, begun)
    with index.writer.lock():
        pruned = index.writer.prune(retention(2, 3600, now=index.clock()))

    assert (kept(tmp_path), pruned.builds) == ([], {"DE": (1, 0), "FR": (1, 0)})


def test_who_is_killed_after_the_commit_has_kept_what_was_replaced(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    killed(tmp_path, committed)

    assert list(index.writer.ids("DE")) == ["new"]
    assert rolled(index) == ["old"]
