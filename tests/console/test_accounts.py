"""Do the commands of accounts and keys do what their help promises, on a database of each kind?"""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marketplace.__main__ import main
from marketplace.accounts.authenticating import Authenticator
from marketplace.accounts.vault import Vault
from marketplace.errors import Unauthorized
from marketplace.store.records import SqlRecords
from marketplace.wiring import microseconds
from tests.accounts import SECRET_KEY
from tests.databases import Databases

Run = Callable[..., Result]


@pytest.fixture
def run(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on an empty database, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    environment = {"MARKETPLACE_DATABASE_URL": databases.url, "MARKETPLACE_SECRET_KEY": SECRET_KEY}
    return lambda *arguments, **more: CliRunner().invoke(main, arguments, env={**environment, **more})


def said(result: Result) -> list[dict[str, Any]]:
    """The lines of JSON that a command printed."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def opened(run: Run, role: str = "brand", *more: str) -> dict[str, Any]:
    """An account that was opened."""
    (made,) = said(run("accounts", "create", "--role", role, "--name", f"a {role}", *more))
    return made


def test_an_account_is_opened_with_a_key_that_is_taken(run: Run, databases: Databases) -> None:
    made = opened(run)

    authenticator = Authenticator(SqlRecords(databases()), Vault(SECRET_KEY), now=microseconds)
    assert authenticator.caller(made["key"], searching=False).account.id == made["account_id"]
    assert made["scopes"] == ["admin", "deals", "search", "webhooks"]
    assert made["key"].startswith(f"mk_{made['key_id']}_")


def test_accounts_and_keys_are_listed_without_secrets(run: Run) -> None:
    brand, creator = opened(run), opened(run, "creator", "--creator-id", "c1", "--scopes", "deals, search")

    everybody = run("accounts", "list")
    assert [one["id"] for one in said(everybody)] == [brand["account_id"], creator["account_id"]]
    assert [one["role"] for one in said(run("accounts", "list", "--role", "creator"))] == ["creator"]
    keys = run("keys", "list", creator["account_id"])
    assert [(one["id"], one["scopes"]) for one in said(keys)] == [(creator["key_id"], ["deals", "search"])]
    assert creator["key"][-43:] not in everybody.output + keys.output


def test_an_account_is_suspended_and_a_key_revoked(run: Run, databases: Databases) -> None:
    one, other = opened(run), opened(run)

    assert said(run("accounts", "suspend", one["account_id"]))[0]["status"] == "suspended"
    assert "revoked_at" in said(run("keys", "revoke", other["key_id"]))[0]
    authenticator = Authenticator(SqlRecords(databases()), Vault(SECRET_KEY), now=microseconds)
    for made in (one, other):
        with pytest.raises(Unauthorized):
            authenticator.caller(made["key"], searching=False)
    assert said(run("accounts", "suspend", "--undo", one["account_id"]))[0]["status"] == "active"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("accounts", "create", "--role", "creator", "--name", "x"), 2, "creator_id: is required of an account"),
        (("accounts", "create", "--role", "brand", "--name", " "), 2, "name: is empty"),
        (("accounts", "create", "--role", "brand", "--name", "x", "--creator-id", "c"), 2, "creator_id: can't be of"),
        (("accounts", "create", "--role", "brand", "--name", "x", "--language", "xx"), 2, "language: must be one of"),
        (("accounts", "create", "--role", "brand", "--name", "x", "--email", "x"), 2, "email: is no e-mail address"),
        (("accounts", "create", "--role", "brand", "--name", "x", "--scopes", "all"), 2, "has the unknown 'all'"),
        (("accounts", "create", "--role", "brand", "--name", "x", "--scopes", "programme"), 2, "scopes: of a key of"),
        (("accounts", "create", "--role", "king", "--name", "x"), 2, "is not one of"),
        (("accounts", "suspend", "acc_1"), 1, "there is no account acc_1"),
        (("keys", "list", "acc_1"), 1, "there is no account acc_1"),
        (("keys", "revoke", "key_1"), 1, "there is no key key_1"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_done(run: Run, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = run(*arguments)

    assert (result.exit_code, told in result.stderr) == (code, True)
    assert said(run("accounts", "list")) == []


def test_a_secret_key_is_made_once_for_who_sets_none(run: Run, tmp_path: Path) -> None:
    said(run("accounts", "create", "--role", "brand", "--name", "x", MARKETPLACE_SECRET_KEY=""))
    kept = tmp_path / "var" / "secret-key"
    before = kept.read_text()
    said(run("accounts", "create", "--role", "brand", "--name", "y", MARKETPLACE_SECRET_KEY=""))

    assert kept.read_text() == before
    assert len(before.strip()) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir() if "secret" in path.name] == ["secret-key"]


@pytest.mark.parametrize("kept", ["short", ""])
def test_a_secret_key_that_is_none_is_refused(run: Run, tmp_path: Path, kept: str) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret-key").write_text(kept)

    result = run("accounts", "list", MARKETPLACE_SECRET_KEY="")

    assert (result.exit_code, result.stderr) == (
        2,
        "MARKETPLACE_SECRET_KEY must be a text of at least 32 characters, or several\n",
    )


def test_no_secret_is_in_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environment = {"MARKETPLACE_SECRET_KEY": SECRET_KEY}
    arguments = ["accounts", "create", "--role", "brand", "--name", "x"]
    made = json.loads(CliRunner().invoke(main, arguments, env=environment).stdout)

    with sqlite3.connect(tmp_path / "var" / "marketplace.db") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert made["key_id"] in dump
    assert made["key"][-43:] not in dump
