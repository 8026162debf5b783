"""Does `verify` do what its help says, exit codes included?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import Wiring, commands
from marketplace.settings import load_settings
from tests.creators import make_creator
from tests.fakes import Clock, MemoryWriter, feed_record
from tests.overlays import MemoryOverlays

Run = Callable[..., Result]


@pytest.fixture
def writer() -> MemoryWriter:
    return MemoryWriter()


@pytest.fixture
def run(tmp_path: Path, writer: MemoryWriter) -> Run:
    """Run a command on an index in memory, into which DE and FR were synced."""
    paths = {"MARKETPLACE_FEEDS": tmp_path / "feeds", "MARKETPLACE_REJECTS_DIR": tmp_path / "rejects"}
    settings = load_settings({name: str(path) for name, path in paths.items()})
    overlays = MemoryOverlays()
    wiring = Wiring(settings=lambda: settings, writer=lambda _: writer, clock=Clock(), overlays=lambda _: overlays)
    (tmp_path / "feeds").mkdir()
    for market in ("DE", "FR"):
        lines = [json.dumps(feed_record(f"{market}{number}", market=market)) for number in range(3)]
        (tmp_path / "feeds" / f"{market}.ndjson").write_text("\n".join(lines))

    def run(command: str, *words: str) -> Result:
        markets = ("--market", "DE", "--market", "FR")
        return CliRunner().invoke(commands, [command, *markets, *words], obj=wiring, prog_name="indexer")

    assert run("sync").exit_code == 0
    return run


def test_what_agrees_is_exit_code_0_and_the_seed_is_told(run: Run) -> None:
    result = run("verify", "--seed", "7", "--sample", "2")

    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "compared by field: 2 creators a market, --seed 7",
            "DE   agrees   3 creators  2 by field",
            "FR   agrees   3 creators  2 by field",
        ],
    )


def test_what_differs_is_exit_code_1_and_is_not_mended_unasked(run: Run, writer: MemoryWriter) -> None:
    del writer.published["DE"]["DE1"]
    result = run("verify", "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["differing"], told["repaired"]) == (1, 1, [])
    assert told["markets"][0]["missing"] == {"count": 1, "ids": ["DE1"]}
    assert told["markets"][0]["counts"] == {"feed": 3, "state": 3, "engine": 2, "agree": False}


def test_a_repair_mends_and_verifies_again_what_it_changed(run: Run, writer: MemoryWriter) -> None:
    del writer.published["DE"]["DE1"]
    result = run("verify", "--repair", "--sample", "0")

    assert (result.exit_code, [line[:12].strip() for line in result.stdout.splitlines()[1:]]) == (
        0,
        ["DE   mended", "FR   agrees", "DE   agrees"],
    )
    assert (writer.creators()["DE"], writer.running) == (["DE0", "DE1", "DE2"], False)


def test_a_creator_in_two_markets_stays_in_the_newer_and_both_are_verified_again(
    run: Run, writer: MemoryWriter
) -> None:
    writer.published["FR"]["DE1"] = make_creator(id="DE1", market="FR", updated_at="2026-10-01T00:00:00Z")
    result = run("verify", "--repair", "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["differing"], "FR" in told["repaired"]) == (0, 0, True)
    assert writer.creators() == {"DE": ["DE0", "DE1", "DE2"], "FR": ["FR0", "FR1", "FR2"]}


def test_a_repair_beside_a_watch_is_exit_code_3(run: Run, writer: MemoryWriter) -> None:
    writer.running = True
    result = run("verify", "--repair")

    assert (result.exit_code, "stop the watch, or let it do it" in result.stderr) == (3, True)


def test_what_cannot_be_mended_is_exit_code_1(run: Run, writer: MemoryWriter) -> None:
    writer.published["DE"].update({f"x{number}": make_creator(id=f"x{number}") for number in range(100)})
    result = run("verify", "--repair")

    assert (result.exit_code, "not mended: 100 of 103 creators are not in the feed" in result.stdout) == (1, True)
    assert run("verify", "--repair", "--force").exit_code == 0
