"""What does a trial of the examples in the docs need? Sample creators, accounts, and a server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from indexer.cli import commands
from marketplace.__main__ import main
from tests.api.server import Server


@dataclass(frozen=True)
class Service:
    """A server that asks for keys, and that of an operator."""

    server: Server
    operator: str

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server.port}/"

    def get(self, path: str) -> Any:
        """What the operator reads."""
        status, body = self.server.ask("GET", path, headers={"Authorization": f"Bearer {self.operator}"})
        assert status == 200
        return json.loads(body)


def open_account(role: str, *more: str, **settings: str) -> str:
    """The key of a new account, opened at the console."""
    line = ("accounts", "create", "--role", role, "--name", role, *more)
    key: str = json.loads(CliRunner().invoke(main, line, env=settings).stdout)["key"]
    return key


def sample_settings(folder: Path, *codes: str, each: int = 100) -> dict[str, str]:
    """The settings of an index of sample creators of some markets (two), which is made as its users make it."""
    settings = {
        "MARKETPLACE_FEEDS": f"{folder}/feeds",
        "MARKETPLACE_INDEX_DIR": f"{folder}/index",
        "MARKETPLACE_REJECTS_DIR": f"{folder}/rejects",
    }
    markets = [word for code in codes or ("DE", "FR") for word in ("--market", code)]
    environment = {**settings, "MARKETPLACE_DATABASE_URL": f"sqlite:///{folder}/none.db"}
    for line in (("sample", "--creators-per-market", str(each), *markets), ("sync", *markets)):
        made = CliRunner().invoke(commands, line, env=environment)
        assert made.exit_code == 0, made.output
    return settings
