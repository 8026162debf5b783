"""Do two indexers that sync one market at once keep out of each other's way? Real processes, on both engines."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from indexer.ports import IndexWriter
from indexer.verify import compare_market
from indexer.wiring import pick_writer
from marketplace.settings import load_settings
from tests.creators import NOW
from tests.fakes import feed_record
from tests.faults.elastic_syncs import removed
from tests.faults.feed_clients import source_of
from tests.feed_server import Answer, Asked, FeedServer, feed_server, page_of

LONG_AGO = "2020-01-01T00:00:00Z"  # real processes have the real time
RECORDS = [feed_record(f"c{number}", updated_at=LONG_AGO) for number in range(400)]
PATIENCE_SECONDS = 60


@dataclass
class Indexers:
    """Indexers that sync the market of a feed server, which answers when it may."""

    server: FeedServer
    settings: Mapping[str, str]
    asked: Event
    may_answer: Event
    stack: ExitStack

    def begun(self) -> subprocess.Popen[str]:
        """One that syncs."""
        command = [sys.executable, "-m", "indexer", "sync", "--feeds", f"feed+{self.server.url}", "--market", "DE"]
        environment = {**os.environ, **self.settings}
        pipe = subprocess.PIPE
        begun = self.stack.enter_context(
            subprocess.Popen(command, env=environment, text=True, stdout=pipe, stderr=pipe)
        )
        self.stack.callback(begun.kill)
        return begun

    def all_there_once(self) -> bool:
        """Whether everybody of the feed is published, and nobody twice."""
        writer: IndexWriter = pick_writer(load_settings(self.settings))
        ids = list(writer.ids("DE"))
        compared = compare_market("DE", source=source_of(self.server), writer=writer, now=NOW)
        return compared.agrees and sorted(ids) == sorted(record["id"] for record in RECORDS)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server of DE."""
    with feed_server(DE=RECORDS) as made:
        yield made


@pytest.fixture(params=["embedded", "elasticsearch"])
def indexers(request: pytest.FixtureRequest, tmp_path: Path, server: FeedServer) -> Iterator[Indexers]:
    """Indexers of each engine; the server answers when it may."""
    prefix, asked, may_answer = f"faults{uuid4().hex[:8]}", Event(), Event()

    def answer(question: Asked) -> Answer:
        asked.set()
        may_answer.wait(PATIENCE_SECONDS)
        return page_of(*RECORDS[: int(question.parameters["limit"])], as_of=LONG_AGO)

    server.answers = answer
    folders = {f"MARKETPLACE_{name}": str(tmp_path / name) for name in ("INDEX_DIR", "REJECTS_DIR")}
    settings = {**folders, "MARKETPLACE_ENGINE": request.param, "MARKETPLACE_INDEX_PREFIX": prefix}
    with ExitStack() as stack:
        if request.param == "elasticsearch":
            settings["ELASTICSEARCH_URL"] = request.getfixturevalue("elasticsearch_url")
            stack.callback(removed, settings["ELASTICSEARCH_URL"], prefix)
        yield Indexers(server, settings, asked, may_answer, stack)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code of a process, and what it had to say of errors."""
    said = process.communicate(timeout=PATIENCE_SECONDS)[1]
    return process.returncode, said


def test_an_indexer_that_comes_while_another_reads_ends_with_exit_code_3(indexers: Indexers) -> None:
    first = indexers.begun()
    assert indexers.asked.wait(PATIENCE_SECONDS)

    code, said = ended(indexers.begun())

    assert (code, said.startswith("another sync or watch of "), "Traceback" in said) == (3, True, False)
    indexers.may_answer.set()
    assert ended(first) == (0, "")
    assert indexers.all_there_once()


def test_of_indexers_that_start_at_once_one_publishes_and_the_other_ends_or_finds_it_done(indexers: Indexers) -> None:
    indexers.may_answer.set()

    both = [indexers.begun(), indexers.begun()]
    codes = sorted(ended(one)[0] for one in both)

    assert codes in ([0, 0], [0, 3])
    assert indexers.all_there_once()
