"""What does somebody find who tries it: keys of each role, and deals in all states, once?"""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from marketplace.__main__ import main
from marketplace.app import create_app
from marketplace.creators.times import format_time
from marketplace.settings import load_settings
from marketplace.wiring import microseconds


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own."""
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, **environment: str) -> str:
    """What a command prints."""
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == 0, result.output
    return result.stdout


def synced() -> None:
    """Let there be creators."""
    for arguments in (("sample", "--creators-per-market", "40"), ("sync",)):
        subprocess.run([sys.executable, "-m", "indexer", *arguments], check=True, capture_output=True)


@pytest.mark.usefixtures("environment")
def test_keys_of_each_role_open_a_world_with_deals_in_all_states(tmp_path: Path) -> None:
    synced()
    keys = dict(line.split() for line in run("demo").splitlines())
    assert set(keys) == {"brand", "agency", "creator", "operator"}
    assert stat.S_IMODE((tmp_path / "var/demo-keys.json").stat().st_mode) == 0o600

    client = create_app(load_settings({})).test_client()
    asked = {"Authorization": f"Bearer {keys['operator']}"}
    found = {
        name: client.get(f"/v1/{name}?limit=200", headers=asked).get_json()[name]
        for name in ("campaigns", "proposals", "collaborations")
    }
    assert {one["status"] for one in found["campaigns"]} == {"draft", "published", "closed"}
    assert {one["status"] for one in found["proposals"]} == {"sent", "countered", "accepted", "declined", "withdrawn"}
    works = {"not_started", "submitted", "revision_requested", "approved", "published"}
    assert {one["work_track"] for one in found["collaborations"]} == works | {"completed", "cancelled", "disputed"}
    mine = client.get("/v1/proposals", headers={"Authorization": f"Bearer {keys['creator']}"}).get_json()["proposals"]
    assert [one["allowed_actions"] for one in mine if one["status"] == "sent"] == [["accept", "decline", "counter"]]
    assert all(one["deadline_at"] > format_time(microseconds()) for one in found["proposals"] if "deadline_at" in one)


@pytest.mark.usefixtures("environment")
def test_they_are_made_once_and_told_again() -> None:
    synced()
    first = run("demo")

    assert (run("demo"), f"brand    {run('demo', '--key', 'brand')}") == (first, first.splitlines(keepends=True)[0])


@pytest.mark.usefixtures("environment")
def test_without_creators_there_are_keys_and_fewer_deals() -> None:
    assert len(run("demo").splitlines()) == 4


@pytest.mark.usefixtures("environment")
def test_a_database_with_accounts_of_its_own_is_left_alone(tmp_path: Path) -> None:
    json.loads(run("accounts", "create", "--role", "brand", "--name", "Own"))

    assert run("demo") == ""
    assert not (tmp_path / "var/demo-keys.json").exists()
    refused = CliRunner().invoke(main, ["demo", "--key", "brand"])
    assert (refused.exit_code, "no demo keys" in refused.output) == (2, True)


@pytest.mark.usefixtures("environment")
def test_where_no_keys_are_asked_for_none_are_made(tmp_path: Path) -> None:
    assert run("demo", MARKETPLACE_AUTH="off") == ""
    assert not (tmp_path / "var/marketplace.db").exists()
