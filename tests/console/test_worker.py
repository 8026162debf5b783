"""Does the worker send the letters of what happened, and end when it is told to?"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner

from marketplace.__main__ import main
from marketplace.accounts.roles import Role
from marketplace.console.worker import until_signal
from marketplace.mail.mail import Mail
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from marketplace.working import Job
from tests.accounts import SECRET_KEY
from tests.api.house import House
from tests.api.server import command, environment_of
from tests.security.building import build

DRAFT = {"title": "Tea\r\nBcc: x@example.com", "budget": {"amount": "900", "currency": "EUR"}}
OFFER = {"creator_ids": ["dora", "cleo"], "price": {"amount": "100", "currency": "EUR"}}


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The settings of a worker, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return {
        "MARKETPLACE_DATABASE_URL": f"sqlite:///{tmp_path / 'marketplace.db'}",
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_MAIL_DIR": str(tmp_path / "mail"),
    }


class Insisted(Event):
    """Is told again while it is being told."""

    told = 0

    def set(self) -> None:
        self.told += 1
        if self.told < 3:
            signal.raise_signal(signal.SIGTERM)
        super().set()


@pytest.fixture
def signals_afterwards() -> Iterator[None]:
    """Gives the signals back to whom they were."""
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


def mails(folder: Path) -> list[str]:
    """What was written, the first first."""
    return [file.read_text("utf-8") for file in sorted((folder / "mail").glob("*.eml"))]


def keep(environment: dict[str, str], mail: Mail) -> None:
    """Keep a letter."""
    with SqlRecords(open_database(environment["MARKETPLACE_DATABASE_URL"])).writing() as records:
        records.letters.add_all([mail], at=0)


def test_the_other_side_is_written_to_at_each_step(tmp_path: Path, environment: dict[str, str]) -> None:
    house = House(tmp_path)
    _, brand = house.office.open(email="brand@example.com", name="Oat & Co")
    _, dora = house.office.open(Role.CREATOR, creator_id="dora", email="dora@example.com", name="Dora")
    draft: Any = {**DRAFT, "title": "Tea", "deliverables": {"kind": "video"}}
    path = f"/v1/campaigns/{house.ask('POST', '/v1/campaigns', brand, json=draft).get_json()['id']}"
    house.ask("POST", f"{path}/publish", brand)
    created = house.ask("POST", f"{path}/proposals", brand, json=OFFER).get_json()["created"]
    house.ask("POST", f"/v1/proposals/{created[0]['id']}/accept", dora, json={"terms_version": 1})

    result = CliRunner().invoke(main, ["worker", "--once"], env=environment)

    assert result.exit_code == 0, result.output
    sent = mails(tmp_path)
    told = [(line("To", one), line("Subject", one)) for one in sent]
    assert told == [
        ("dora@example.com", "Oat & Co proposes Tea"),
        ("brand@example.com", "Agreed: Tea"),
        ("brand@example.com", "Tea begins"),
    ]
    assert created[0]["id"] in sent[0]


def test_it_can_do_what_is_due_at_another_time(tmp_path: Path, environment: dict[str, str]) -> None:
    house = House(tmp_path)
    _, brand = house.office.open()
    draft: Any = {**DRAFT, "title": "Tea", "deliverables": {"kind": "video"}}
    path = f"/v1/campaigns/{house.ask('POST', '/v1/campaigns', brand, json=draft).get_json()['id']}"
    house.ask("POST", f"{path}/publish", brand)
    sent = house.ask("POST", f"{path}/proposals", brand, json=OFFER).get_json()["created"][0]

    for arguments in (["--once"], ["--once", "--at", "2099-01-01"]):
        assert CliRunner().invoke(main, ["worker", *arguments], env=environment).exit_code == 0
    assert house.ask("GET", f"/v1/proposals/{sent['id']}", brand).get_json()["status"] == "expired"
    wrong = CliRunner().invoke(main, ["worker", "--at", "2099-01-01"], env=environment)
    assert (wrong.exit_code, "needs --once" in wrong.output) == (2, True)


def test_creators_are_reckoned_up(tmp_path: Path, environment: dict[str, str]) -> None:
    house = House(tmp_path)
    creator = house.office.open(Role.CREATOR, creator_id="dora")[1]
    build(house, {}, owner=("acme", house.office.open()[1]), creator=creator)

    assert CliRunner().invoke(main, ["worker", "--once"], env=environment).exit_code == 0

    with SqlRecords(open_database(environment["MARKETPLACE_DATABASE_URL"])).reading() as records:
        assert records.overlays.of(["dora"])["dora"].fields["badges"] == ["responsive"]


def line(name: str, mail: str) -> str:
    """A header of a mail."""
    return next(one.partition(": ")[2] for one in mail.splitlines() if one.startswith(f"{name}: "))


def test_a_title_can_not_write_headers(tmp_path: Path, environment: dict[str, str]) -> None:
    house = House(tmp_path)
    _, brand = house.office.open()

    refused = house.ask("POST", "/v1/campaigns", brand, json={**DRAFT, "deliverables": {"kind": "video"}})

    assert (refused.status_code, "control characters" in refused.get_json()["detail"]) == (422, True)
    assert CliRunner().invoke(main, ["worker", "--once"], env=environment).exit_code == 0
    assert mails(tmp_path) == []


def test_it_goes_on_until_a_signal_ends_it(tmp_path: Path, environment: dict[str, str]) -> None:
    keep(environment, Mail("a@example.com", "First", "One.\n"))
    with subprocess.Popen(command(("worker",)), env=environment_of(environment), cwd=tmp_path) as process:
        wait_for(tmp_path, 1)
        keep(environment, Mail("a@example.com", "Second", "Two.\n"))
        wait_for(tmp_path, 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def wait_for(folder: Path, count: int) -> None:
    """Wait until so many mails are there."""
    for _ in range(3_000):
        if len(mails(folder)) >= count:
            return
        subprocess.run(["sleep", "0.01"], check=True)
    raise AssertionError(f"{len(mails(folder))} mails after half a minute")


def test_without_a_database_it_says_so(environment: dict[str, str]) -> None:
    given = {**environment, "MARKETPLACE_DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}

    result = CliRunner().invoke(main, ["worker", "--once"], env=given)

    assert (result.exit_code, "MARKETPLACE_DATABASE_URL" in result.output) == (1, True)


@pytest.mark.usefixtures("signals_afterwards")
def test_it_ends_when_it_is_told_twice_at_once() -> None:
    ended, asked = Insisted(), Job("told", lambda: os.kill(os.getpid(), signal.SIGINT) or 0, 60.0)

    until_signal([asked], ended)

    assert ended.told == 1
