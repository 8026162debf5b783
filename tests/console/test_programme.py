"""Does the import of a file of events do what its help promises, on a database of each kind?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marketplace.__main__ import main
from marketplace.creators.times import format_time
from marketplace.store.records import SqlRecords
from marketplace.wiring import microseconds
from tests.accounts import SECRET_KEY
from tests.databases import Databases
from tests.till import Till, gift

Run = Callable[..., Result]


@pytest.fixture
def run(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on an empty database, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    environment = {"MARKETPLACE_DATABASE_URL": databases.url, "MARKETPLACE_SECRET_KEY": SECRET_KEY}
    return lambda *arguments, **more: CliRunner().invoke(main, arguments, env=environment, **more)


@pytest.fixture
def till(databases: Databases) -> Till:
    """Members by today's clock, which is that of the command."""
    made = Till(SqlRecords(databases()), member=False)
    made.time.now = microseconds()
    made.member()
    return made


def lines(*events: Any) -> str:
    """A file of events that happened just now."""
    now = format_time(microseconds() - 60_000_000)
    given = [one if isinstance(one, str) else json.dumps({**one, "occurred_at": now}) for one in events]
    return "".join(f"{one}\n" for one in given)


def test_a_file_is_imported_in_calls_of_a_thousand_and_again_without_effect(
    run: Run, till: Till, tmp_path: Path
) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text(lines(*(gift(f"g{n}") for n in range(2_001))))

    for _ in range(2):
        result = run("programme", "import", str(file))
        assert (result.exit_code, json.loads(result.stdout)) == (0, {"read": 2_001, "accepted": 2_001, "refused": 0})
    assert till.has() == {"diamonds DIAMOND": 2_001}


def test_refused_lines_are_told_with_their_numbers_and_the_rest_is_taken(run: Run, till: Till, tmp_path: Path) -> None:
    twice = lines(gift("g1")).strip().replace("{", '{"coins": 9, ', 1)
    torn = lines(gift("g9")).strip()[:-9]
    given = lines(gift("g1"), "", gift("g2", -1), twice, "[1]", gift("g3", creator_id="nobody"), gift("g4")) + torn

    result = run("programme", "import", "-", "--rejects", "rejects", input=given)

    assert (result.exit_code, json.loads(result.stdout)) == (1, {"read": 7, "accepted": 2, "refused": 5})
    rejects = [json.loads(one) for one in (tmp_path / "rejects").read_text().splitlines()]
    assert [(one["line"], one.get("id"), one["code"]) for one in rejects] == [
        (3, "g2", "invalid"),
        (4, None, "invalid"),
        (5, None, "invalid"),
        (6, "g3", "unknown_creator"),
        (8, None, "invalid"),
    ]
    assert [rejects[1]["detail"], rejects[4]["detail"][:19]] == ["coins: is there twice", "the line is no JSON"]
    assert till.has() == {"diamonds DIAMOND": 2}


def test_without_a_file_for_them_refused_lines_are_errors(run: Run, till: Till) -> None:
    result = run("programme", "import", "-", input="{\n\xff\n" + lines(gift("g1")))

    assert (result.exit_code, json.loads(result.stdout)["accepted"]) == (1, 1)
    assert [json.loads(one)["line"] for one in result.stderr.splitlines()] == [1, 2]
    assert till.has() == {"diamonds DIAMOND": 1}


def test_refused_lines_do_not_go_into_the_file_they_come_from(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text(lines(gift("g1")))
    before = file.read_text()

    result = run("programme", "import", "events.ndjson", "--rejects", str(file))

    assert (result.exit_code, file.read_text()) == (2, before)
    assert run("programme", "import", "-", "--rejects", str(file), input="").exit_code == 0


def test_half_a_character_in_a_line_is_told_and_the_rest_is_taken(run: Run, till: Till) -> None:
    result = run("programme", "import", "-", input='{"id": "\\ud800"}\n' + lines(gift("g1")))

    assert (result.exit_code, json.loads(result.stdout)["accepted"]) == (1, 1)
    assert (json.loads(result.stderr)["id"], till.has()) == ("\ud800", {"diamonds DIAMOND": 1})


def test_what_can_not_be_read_is_wrong_usage(run: Run) -> None:
    assert run("programme", "import", "nowhere").exit_code == 2
    assert run("programme", "import").exit_code == 2


def test_a_database_that_is_away_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    away = {"MARKETPLACE_DATABASE_URL": "postgresql://x@127.0.0.1:1/x", "MARKETPLACE_SECRET_KEY": SECRET_KEY}

    result = CliRunner().invoke(main, ["programme", "import", "-"], env=away, input=lines(gift("g1")))

    assert (result.exit_code, "MARKETPLACE_DATABASE_URL" in result.stderr) == (1, True)
