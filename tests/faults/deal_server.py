"""How does a test kill the real server? With all of its workers at once, as a machine that loses its power does."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.accounts import SECRET_KEY
from tests.api.server import command, environment_of

ANSWERS_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Answered:
    """What a request was answered."""

    status: int
    body: Any
    replayed: bool


@dataclass(frozen=True)
class Asked:
    """A POST with an idempotency key, as it can be sent again."""

    path: str
    body: Mapping[str, Any] | None
    key: str
    bearer: str = field(repr=False)


@dataclass(frozen=True)
class DealServer:
    """A server that asks for keys."""

    process: subprocess.Popen[str]
    port: int

    def kill(self) -> None:
        """End it and its workers in the midst of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @contextmanager
    def client(self) -> Iterator[DealClient]:
        """Somebody with a connection of their own."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=ANSWERS_WITHIN_SECONDS)) as connection:
            yield DealClient(connection)


@dataclass(frozen=True)
class DealClient:
    """Sends requests one after the other; OSError and HTTPException where the server is gone."""

    connection: HTTPConnection

    def ask(self, asked: Asked) -> Answered:
        """The answer, when all of it has arrived."""
        headers = {"Authorization": f"Bearer {asked.bearer}", "Idempotency-Key": asked.key}
        body = None if asked.body is None else json.dumps(asked.body)
        headers |= {} if body is None else {"Content-Type": "application/json"}
        self.connection.request("POST", asked.path, body=body, headers=headers)
        response = self.connection.getresponse()
        content = json.loads(response.read())
        return Answered(response.status, content, response.headers.get("Idempotency-Replayed") == "true")


@contextmanager
def dealing(folder: Path, database_url: str) -> Iterator[DealServer]:
    """A server of an index in a folder and of a database; whatever is left of it in the end is killed."""
    settings = {
        "MARKETPLACE_AUTH": "required",
        "MARKETPLACE_DATABASE_URL": database_url,
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_INDEX_DIR": str(folder / "index"),
        "MARKETPLACE_METRICS_PORT": "0",
        "MARKETPLACE_RATE_PER_MINUTE": "0",
        "TMPDIR": str(folder),  # what a process that is killed leaves there is removed with it
    }
    log = folder / "server.log"
    with (
        log.open("a", encoding="utf-8") as errors,
        subprocess.Popen(
            command(("serve", "--port", "0", "--workers", "2")),
            env=environment_of(settings),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        try:
            assert process.stdout
            found = re.match(r"search +http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
            assert found, log.read_text("utf-8")
            yield DealServer(process, int(found[1]))
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
