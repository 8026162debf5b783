"""Is it looked who may join Creator Next from the console, and by the worker?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.writers.embedded import EmbeddedWriter
from marketplace.__main__ import main
from marketplace.creators.times import DAY, format_time
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.programme.person import Facts
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from marketplace.wiring import microseconds
from tests.accounts import SECRET_KEY
from tests.contract.index import Index
from tests.creators import make_creator
from tests.evaluations import PASSING
from tests.fakes import Clock


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The settings of a service that has an index of two in Germany and one in Brazil; one in Germany is of age."""
    index = Index(EmbeddedEngine(tmp_path / "index"), EmbeddedWriter(tmp_path / "index", now=Clock()), lambda: None)
    those = (("a", "DE"), ("b", "DE"), ("c", "BR"))
    index.fill([make_creator(id=one, market=market, **PASSING) for one, market in those])
    url = f"sqlite:///{tmp_path / 'marketplace.db'}"
    with SqlRecords(open_database(url)).writing() as records:
        records.facts.put_all([Facts(creator_id="a", birth_date="1990-01-01")])
    return {
        "MARKETPLACE_DATABASE_URL": url,
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_MAIL_DIR": str(tmp_path / "mail"),
        "MARKETPLACE_INDEX_DIR": str(tmp_path / "index"),
        "MARKETPLACE_PROGRAMME_REPORTS_DIR": str(tmp_path / "reports"),
    }


def run(environment: dict[str, str], *arguments: str) -> list[dict[str, Any]]:
    """The lines that a command prints."""
    answer = CliRunner().invoke(main, arguments, env=environment)
    assert answer.exit_code == 0, answer.output
    return [json.loads(line) for line in answer.output.splitlines()]


def test_all_that_is_published_is_looked_at(environment: dict[str, str]) -> None:
    printed = run(environment, "programme", "evaluate")

    assert [(one["market"], one["evaluated"], one["eligible"]) for one in printed] == [("BR", 1, 0), ("DE", 2, 1)]


def test_a_market_may_be_named(environment: dict[str, str], tmp_path: Path) -> None:
    (printed,) = run(environment, "programme", "evaluate", "--market", "DE")

    (report,) = (tmp_path / "reports").iterdir()
    assert report.name == f"DE-{printed['day']}.ndjson"
    assert json.loads(report.read_text("utf-8")) == printed


@pytest.mark.parametrize(("market", "exit_code"), [("FR", 1), ("XX", 2)])
def test_a_market_that_is_not_there_is_named(environment: dict[str, str], market: str, exit_code: int) -> None:
    answer = CliRunner().invoke(main, ["programme", "evaluate", "--market", market], env=environment)

    assert (answer.exit_code, market in answer.output) == (exit_code, True)


def test_the_worker_does_it_once_a_night_and_ends(environment: dict[str, str], tmp_path: Path) -> None:
    for _ in range(2):
        run(environment, "worker", "--once")
    assert sorted(one.name[:2] for one in (tmp_path / "reports").iterdir()) == ["BR", "DE"]

    run(environment, "worker", "--once", "--at", format_time(microseconds() + DAY))
    assert sorted(one.name[:2] for one in (tmp_path / "reports").iterdir()) == ["BR", "BR", "DE", "DE"]
