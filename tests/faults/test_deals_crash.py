"""What is left of deals whose server is killed amid them? What was answered, whole; what is asked again, done once.

`DEAL_KILLS` says how often each database's server is killed, `DEAL_KILLS_SEED` at which moments.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from random import Random
from time import time_ns

from indexer.writers.embedded import EmbeddedWriter
from marketplace.accounts.roles import Role
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from tests.accounts import Office, Time
from tests.contract.index import Index
from tests.creators import make_creator
from tests.databases import Databases
from tests.faults.deal_books import findings
from tests.faults.deal_load import Heard, Load, again
from tests.faults.deal_server import Answered, DealServer, dealing

KILLS = int(os.environ.get("DEAL_KILLS", "5"))
SEED = int(os.environ.get("DEAL_KILLS_SEED", "1"))
CREATORS = 40
LONGEST_SECONDS = 1.0
"""Before the server is killed; all that is asked for takes longer."""


def test_a_server_that_is_killed_leaves_nothing_half_done_and_nothing_is_done_twice(
    tmp_path: Path, databases: Databases
) -> None:
    load, moments, heard = population(tmp_path, databases.url), Random(SEED), Heard()
    acknowledged = 0
    for number in range(KILLS + 1):
        with dealing(tmp_path, databases.url) as server:
            check_again(server, heard, databases.url)
            if number < KILLS:
                this = Load(f"round {number}", load.brand, load.creators)
                seconds = moments.uniform(0.05, LONGEST_SECONDS)
                heard = this.until_killed(server, this.campaign(server), seconds=seconds)
                acknowledged += len(heard.answers)
        assert findings(databases.url) == []
    assert acknowledged > 10 * KILLS


def check_again(server: DealServer, heard: Heard, url: str) -> None:
    """Ask for everything once more: what was answered is answered so again, what was not is done once."""
    assert [one.status for one in heard.answers.values() if one.status not in (200, 201)] == []
    for asked, answer in again(server, list(heard.answers)):
        assert answer == Answered(heard.answers[asked].status, heard.answers[asked].body, replayed=True), asked
    running = [asked for asked, answer in again(server, heard.unanswered) if not _is_done(answer)]
    let_lapse(url)
    done = dict(again(server, heard.unanswered))
    assert [(asked, answer) for asked, answer in done.items() if answer.status not in (200, 201)] == []
    assert [asked for asked, answer in done.items() if answer.replayed is (asked in running)] == []


def _is_done(answer: Answered) -> bool:
    """Whether it was answered, and not told that it runs still: nobody knows yet that who did it is dead."""
    if answer.status == 409:
        assert "still running" in answer.body["detail"], answer.body
        return False
    return True


def population(folder: Path, url: str) -> Load:
    """A brand and creators, in the index and with accounts, in a database that nobody else has open."""
    creators = [make_creator(id=f"k{number}") for number in range(CREATORS)]
    Index(EmbeddedEngine(folder / "index"), EmbeddedWriter(folder / "index"), forget=lambda: None).fill(creators)
    with closing(open_database(url)) as database:
        office = Office(SqlRecords(database), time=Time(time_ns() // 1_000))
        _, brand = office.open(Role.BRAND)
        keys = {one.id: office.open(Role.CREATOR, creator_id=one.id)[1].text.text for one in creators}
    return Load("", brand.text.text, keys)


def let_lapse(url: str) -> None:
    """Let a minute go by for claims without an answer."""
    with closing(open_database(url)) as database, database.writing() as connection:
        connection.exec_driver_sql("UPDATE claims SET claimed_at = claimed_at - 60000000 WHERE status IS NULL")
