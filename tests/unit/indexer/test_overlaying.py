"""Does `overlay` show and change what the marketplace says of a creator?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import Wiring, commands
from marketplace.creators.overlays import Overlay
from marketplace.settings import load_settings
from tests.overlays import MemoryOverlays

Run = Callable[..., Result]


@pytest.fixture
def overlays() -> MemoryOverlays:
    return MemoryOverlays()


@pytest.fixture
def run(overlays: MemoryOverlays) -> Run:
    """Run the command on overlays in memory."""
    wiring = Wiring(settings=lambda: load_settings({}), overlays=lambda _: overlays)
    return lambda *words: CliRunner().invoke(commands, ["overlay", *words], obj=wiring, prog_name="indexer")


def test_a_creator_of_whom_nothing_is_said_is_as_the_feed_says(run: Run) -> None:
    result = run("c1")

    assert (result.exit_code, result.stdout) == (0, "c1: all is as the feed says\n")
    assert json.loads(run("c1", "--json").stdout) == {"creator_id": "c1", "version": 0, "fields": {}}


def test_values_are_json_and_what_is_none_is_a_string(run: Run, overlays: MemoryOverlays) -> None:
    price = {"amount": "120.00", "currency": "EUR", "negotiable": True}
    said = ("available=false", f"price={json.dumps(price)}", "away_until=2026-12-24", "badges=null")
    result = run("c1", *said)

    assert result.exit_code == 0
    fields = {"available": False, "price": price, "away_until": "2026-12-24", "badges": None}
    assert overlays.of(["c1"]) == {"c1": Overlay("c1", 1, fields)}


def test_what_is_said_and_cleared_is_shown(run: Run) -> None:
    run("c1", "hidden=true")
    result = run("c1", "away_until=2026-12-24", "response_hours=1.5", "--clear", "hidden")

    assert result.stdout.splitlines() == ["c1, version 3", 'away_until      "2026-12-24"', "response_hours  1.5"]
    assert run("c1").stdout == result.stdout
    assert json.loads(run("c1", "--clear", "away_until", "--json").stdout)["fields"] == {"response_hours": 1.5}


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        (["c/1"], "creator_id: 'c/1' could be no creator's: ids look like "),
        (["c1", "available=maybe"], "available: must be true or false"),
        (["c1", "followers=1"], "followers: is no field that the marketplace speaks of"),
        (["c1", "hidden=true", "--clear", "followers"], "followers: is no field that the marketplace speaks of"),
    ],
)
def test_a_wrong_id_field_or_value_is_one_line(
    run: Run, overlays: MemoryOverlays, words: list[str], detail: str
) -> None:
    result = run(*words)

    assert (result.exit_code, result.stderr.count("\n"), overlays.newest()) == (2, 1, 0)
    assert result.stderr.startswith(detail)


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        (["hidden"], "'hidden' is no NAME=JSON"),
        (["hidden=true", "hidden=false"], "'hidden' is named twice"),
        (["hidden=true", "--clear", "hidden"], "'hidden' is named twice"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_changed(
    run: Run, overlays: MemoryOverlays, words: list[str], detail: str
) -> None:
    result = run("c1", *words)

    assert (result.exit_code, overlays.newest()) == (2, 0)
    assert detail in result.stderr


def test_a_database_that_is_away_ends_with_1_and_one_line(run: Run, overlays: MemoryOverlays) -> None:
    overlays.away = True

    result = run("c1")

    assert (result.exit_code, result.stderr) == (1, "the database is away: start it\n")


def test_the_database_of_the_settings_is_used(tmp_path: Path) -> None:
    settings = load_settings({"MARKETPLACE_DATABASE_URL": f"sqlite:///{tmp_path}/records/marketplace.db"})
    wiring = Wiring(settings=lambda: settings)

    assert CliRunner().invoke(commands, ["overlay", "c1", "hidden=true"], obj=wiring).exit_code == 0
    assert CliRunner().invoke(commands, ["overlay", "c1"], obj=wiring).stdout == "c1, version 1\nhidden  true\n"


def test_the_help_writes_the_exit_codes_down(run: Run) -> None:
    assert "Exit codes:\n    0" in run("--help").stdout
