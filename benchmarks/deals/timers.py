"""How long does it take to work off timers that are due all at once? Proposals that expire, by two workers."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import psycopg
from sqlalchemy import make_url

from benchmarks.deals.world import SECRET_KEY, World

WORKERS = 2
PER_CAMPAIGN = 250
FILL = """
INSERT INTO proposals (id, campaign_id, creator_id, status, due, updated_at, account_id, client_id, turn, terms,
                       response_hours, deadline_at, extended, version, created_at, woken_at, wake_at)
SELECT '{id}', '{campaign}', '{creator}', 'sent', due, updated_at, account_id, client_id, 'sent', terms,
       response_hours, deadline_at, extended, version, created_at, created_at, deadline_at
FROM proposals WHERE id = '{model}'
"""
LEFT = "SELECT count(*) FROM proposals WHERE status = 'sent' AND wake_at < 4611686018427387904"


def timing(made: World, folder: Path, *, count: int) -> float:
    """Seconds in which two workers let so many proposals expire; each is told to a brand and a creator."""
    campaigns = [made.campaign() for _ in range(count // PER_CAMPAIGN)]
    content = {"creator_ids": [made.creator_ids[-1]], "price": {"amount": "1.00", "currency": "USD"}}
    (model,) = made.brand.done("POST", f"/v1/campaigns/{campaigns[0]}/proposals", content=content)["created"]
    creators = list(made.creator_keys)[:PER_CAMPAIGN]
    pairs = [(campaign, creator) for campaign in campaigns for creator in creators]
    statements = [
        FILL.format(id=f"prp_f{n:031x}", campaign=campaign, creator=creator, model=model["id"])
        for n, (campaign, creator) in enumerate(pairs)
    ]
    _execute(made.database_url, statements)
    settings = {"MARKETPLACE_DATABASE_URL": made.database_url, "MARKETPLACE_SECRET_KEY": SECRET_KEY}
    command = [sys.executable, "-m", "marketplace", "worker", "--once", "--at", model["deadline_at"]]
    started = perf_counter()
    running = [subprocess.Popen(command, cwd=folder, env={**os.environ, **settings}) for _ in range(WORKERS)]
    if sum(one.wait() for one in running):
        raise RuntimeError("a worker failed")
    taken = perf_counter() - started
    if left := _execute(made.database_url, [LEFT]):
        raise RuntimeError(f"{left} proposals have not expired")
    return taken


def _execute(database_url: str, statements: Sequence[str]) -> int:
    """What the last statement finds, where it finds a number."""
    url = make_url(database_url)
    if url.drivername == "sqlite":
        with sqlite3.connect(url.database or "") as file:
            *_, last = [file.execute(one) for one in statements]
            return int((last.fetchone() or [0])[0])
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=False) as connection:
        *_, found = [connection.execute(one.encode()) for one in statements]
        row = found.fetchone() if found.description else None
    return int(row[0]) if row else 0
