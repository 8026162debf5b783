"""What is left of events and timers whose workers and server are killed? Each event delivered, each timer acted once.

`EVENT_KILLS` says how often those of each database are killed, `EVENT_KILLS_SEED` at which moments.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random
from threading import Timer
from time import time_ns

from marketplace.accounts.vault import Vault
from marketplace.creators.times import format_time
from marketplace.events.webhook import Secret, Webhook
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from tests.accounts import SECRET_KEY
from tests.api.server import command, environment_of
from tests.databases import Databases
from tests.faults.deal_books import findings
from tests.faults.deal_load import PRICE, Load
from tests.faults.deal_server import Asked, DealServer, dealing
from tests.faults.event_books import event_findings, expired
from tests.faults.test_deals_crash import population
from tests.receivers import SECRET, ReceiverServer, receiver

KILLS = int(os.environ.get("EVENT_KILLS", "5"))
SEED = int(os.environ.get("EVENT_KILLS_SEED", "1"))
WORKERS = 2
LONGEST_SECONDS = 2.0
LATER_SECONDS = 600
"""By then nobody believes any more that a worker that was killed still works."""


def test_workers_that_are_killed_lose_no_event_and_act_on_no_timer_twice(tmp_path: Path, databases: Databases) -> None:
    load, moments = population(tmp_path, databases.url), Random(SEED)
    due: list[str] = []
    with receiver() as receiving:
        account_id = let_be_called(databases.url, receiving)
        for number in range(KILLS):
            this = Load(f"round {number}", load.brand, load.creators)
            with dealing(tmp_path, databases.url) as server, ExitStack() as killed:
                campaign = this.campaign(server)
                due += overdue(databases.url, propose_to_all(this, server))
                for _ in range(WORKERS):
                    killed.enter_context(killed_worker(tmp_path, databases.url, moments.uniform(0.8, LONGEST_SECONDS)))
                this.until_killed(server, campaign, seconds=moments.uniform(0.8, LONGEST_SECONDS))
        finish(tmp_path, databases.url)
    assert findings(databases.url) == []
    assert event_findings(databases.url, account_id, received=receiving.ids) == []
    assert expired(databases.url) == dict.fromkeys(due, 1)
    assert len(due) == KILLS * len(load.creators)


def let_be_called(url: str, receiving: ReceiverServer) -> str:
    """Give the brand a webhook; its account."""
    kept = Secret(kept=Vault(SECRET_KEY).encrypt(SECRET.encode()).decode())
    with closing(open_database(url)) as database, SqlRecords(database).writing() as records:
        (brand,) = (one for one in records.accounts.page(after="", limit=100) if one.role == "brand")
        given = {"id": "whk_1", "account_id": brand.id, "url": receiving.url, "secrets": (kept,)}
        records.webhooks.add(Webhook(**given, created_at=1, updated_at=1))
    return brand.id


def propose_to_all(load: Load, server: DealServer) -> list[str]:
    """The proposals of one more campaign to all creators."""
    path = Load(f"{load.name} due", load.brand, load.creators).campaign(server)
    body = {"creator_ids": sorted(load.creators), "price": PRICE}
    with server.client() as client:
        answer = client.ask(Asked(f"{path}/proposals", body, f"{load.name} due", load.brand))
    return [one["id"] for one in answer.body["created"]]


def overdue(url: str, proposals: list[str]) -> list[str]:
    """Let proposals be past their deadline."""
    names = ", ".join(f"'{one}'" for one in proposals)
    changed = f"UPDATE proposals SET deadline_at = 0, due = 0, wake_at = 0 WHERE id IN ({names})"
    with closing(open_database(url)) as database, database.writing() as connection:
        connection.exec_driver_sql(changed)
    return proposals


@contextmanager
def killed_worker(folder: Path, url: str, seconds: float) -> Iterator[None]:
    """A worker that is killed after so many seconds, whatever it does."""
    with worker(folder, url) as process:
        killer = Timer(seconds, process.send_signal, [signal.SIGKILL])
        killer.start()
        yield
        killer.join()
        process.wait()


def finish(folder: Path, url: str) -> None:
    """Let a worker do all that is left."""
    later = format_time(time_ns() // 1_000 + LATER_SECONDS * 1_000_000)
    with worker(folder, url, "--once", "--at", later) as process:
        assert process.wait() == 0, (folder / "worker.log").read_text("utf-8")


@contextmanager
def worker(folder: Path, url: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of a database, which may call receivers on this machine."""
    settings = {
        "MARKETPLACE_DATABASE_URL": url,
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_MAIL_DIR": str(folder / "mail"),
        "MARKETPLACE_WEBHOOKS_TO_LOOPBACK": "true",
        "MARKETPLACE_INDEX_DIR": str(folder / "index"),
    }
    with (
        (folder / "worker.log").open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command(("worker", *arguments)), env=environment_of(settings), cwd=folder, stdout=log, stderr=log
        ) as process,
    ):
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
