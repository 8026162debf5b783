"""What does a key cost a search? The same searches of one index with and without, one by one, in one process."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from benchmarks.deals.world import SECRET_KEY
from marketplace.accounts.roles import Role
from marketplace.app import create_app, create_engine
from marketplace.settings import load_settings
from marketplace.wiring import services_of

SEARCHES = 1_000
PATH = "/v1/creators?market=DE&facets=none&limit=1"


def guard_milliseconds(index_dir: Path) -> float:
    """What the median search takes longer with a key, in milliseconds; limits count too."""
    with TemporaryDirectory(prefix="creator-marketplace-guard-") as folder:
        shared = {"MARKETPLACE_INDEX_DIR": str(index_dir), "MARKETPLACE_DATABASE_URL": f"sqlite:///{folder}/m.db"}
        kept = {**shared, "MARKETPLACE_AUTH": "required", "MARKETPLACE_SECRET_KEY": SECRET_KEY}
        _, made = services_of(load_settings(kept)).accounts.open({"role": Role.BRAND, "name": "Brand"})
        limits = {"MARKETPLACE_RATE_PER_MINUTE": "1000000"}
        engine = create_engine(load_settings(shared))
        free = create_app(load_settings({**shared, "MARKETPLACE_AUTH": "off"}), engine=engine).test_client()
        guarded = create_app(load_settings({**kept, **limits}), engine=engine).test_client()
        headers = {"Authorization": f"Bearer {made.text.text}"}
        without, with_key = [], []
        for _ in range(SEARCHES):
            without.append(_seconds(free, {}))
            with_key.append(_seconds(guarded, headers))
    return 1_000 * (median(with_key) - median(without))


def _seconds(client: FlaskClient, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    response = client.get(PATH, headers=headers)
    assert response.status_code == 200
    return time.perf_counter() - began
