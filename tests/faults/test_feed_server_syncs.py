"""Is a market published from a feed server as from a file, by the command that people type?"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from indexer.cli import Wiring, commands
from indexer.writers.embedded import EmbeddedWriter
from marketplace.settings import load_settings
from tests.fakes import Clock, feed_record, tombstone
from tests.faults.feed_clients import SECRET, source_of
from tests.feed_server import FeedServer, feed_server, page_of
from tests.feed_troubles import status
from tests.overlays import MemoryOverlays
from tests.unit.indexer.syncs import Syncs

RECORDS: list[Any] = [feed_record(f"c{number}") for number in range(1_200)]

Run = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server of DE."""
    with feed_server(DE=list(RECORDS)) as server:
        yield server


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on an embedded index of the test's own."""
    folders = {name: str(tmp_path / name.lower()) for name in ("INDEX_DIR", "REJECTS_DIR", "FEEDS")}
    settings = {f"MARKETPLACE_{name}": folder for name, folder in folders.items()}
    found = load_settings({**settings, "MARKETPLACE_FEED_TOKEN": SECRET})
    wiring = Wiring(settings=lambda: found, clock=Clock(), overlays=lambda _: MemoryOverlays())
    return lambda *words: CliRunner().invoke(commands, words, obj=wiring, prog_name="indexer")


def ids(folder: Path) -> set[str]:
    return set(EmbeddedWriter(folder / "index_dir").ids("DE"))


def test_sync_publishes_what_a_server_tells(run: Run, server: FeedServer, tmp_path: Path) -> None:
    result = run("sync", "--feeds", f"feed+{server.url}", "--market", "DE", "--json")

    told = json.loads(result.stdout)["markets"][0]
    assert (result.exit_code, told["action"], told["reason"], told["indexed"]) == (0, "full", "first sync", 1_200)
    assert ids(tmp_path) == {record["id"] for record in RECORDS}
    assert {asked.headers["Authorization"] for asked in server.asked} == {f"Bearer {SECRET}"}
    assert json.loads(run("status", "--json").stdout)["markets"][0]["as_of"] == "2026-11-22T09:00:00Z"


def test_a_live_feed_is_asked_for_its_changes_since_it_was_read(run: Run, server: FeedServer) -> None:
    command = ("--feeds", f"feed+{server.url}", "--market", "DE", "--json")
    run("sync", *command)
    server.creators["DE"].append(feed_record("new", updated_at="2026-11-22T09:10:00Z"))
    server.troubles.extend([lambda _: page_of(as_of="2026-11-22T09:30:00Z")])

    told = json.loads(run("sync", *command).stdout)["markets"][0]

    assert (told["action"], told["reason"]) == ("delta", "changes since 2026-11-22T09:00:00Z")
    assert (told["read"], told["indexed"], told["failed"]) == (1, 1, None)
    assert json.loads(run("status", "--json").stdout)["markets"][0]["as_of"] == "2026-11-22T09:30:00Z"
    assert run("verify", *command).exit_code == 0


def test_a_server_that_breaks_half_way_leaves_what_is_published(run: Run, server: FeedServer, tmp_path: Path) -> None:
    command = ("sync", "--rebuild", "--feeds", f"feed+{server.url}", "--market", "DE")
    run(*command)
    server.creators["DE"] = [feed_record("other")] * 1_200
    server.troubles.extend([lambda answer: answer, lambda answer: answer, status(404)])

    result = run(*command)

    assert (result.exit_code, "page 2: answers 404" in result.stdout) == (1, True)
    assert (len(ids(tmp_path)), SECRET in result.output) == (1_200, False)


def test_two_servers_are_two_feeds(server: FeedServer, syncs: Syncs) -> None:
    syncs(source_of(server))

    assert syncs(source_of(f"{server.url}?v=2")).reason == "feed is another one"


def test_what_a_server_tells_twice_is_no_fault_of_its_feed(server: FeedServer, syncs: Syncs) -> None:
    newer = feed_record("c1", bio="newer", updated_at="2026-11-02T00:00:00Z")
    server.creators["DE"] = [*RECORDS[:3], *RECORDS[:3], newer, *RECORDS[:3], tombstone("c2")]

    report = syncs(source_of(server))

    assert (report.tally.read, report.tally.indexed, report.tally.deleted) == (3, 2, 1)
    assert (report.tally.rejected, syncs.rejects()) == (0, [])
    assert b"newer" in syncs.writer.published["DE"]["c1"].document


def test_a_record_that_is_none_is_refused_by_its_number(server: FeedServer, syncs: Syncs) -> None:
    server.page_records = 2
    server.creators["DE"] = [*RECORDS[:2], 5]

    syncs(source_of(server))

    assert syncs.rejects() == [{"line": 3, "field": "record", "reason": "must be a JSON object"}]


@pytest.fixture
def syncs(tmp_path: Path) -> Syncs:
    """Syncs into an index in memory."""
    return Syncs(tmp_path / "rejects")


@pytest.mark.parametrize("command", ["sync", "verify"])
def test_a_server_that_may_not_be_asked_is_wrong_usage(run: Run, command: str) -> None:
    result = run(command, "--feeds", "feed+http://feeds.example/")

    assert (result.exit_code, result.stderr) == (
        2,
        "http://feeds.example/ must be https: only this machine may be asked by http\n",
    )


def test_samples_are_not_written_to_a_server(run: Run) -> None:
    assert run("sample", "--feeds", "feed+https://feeds.example/").exit_code == 2
