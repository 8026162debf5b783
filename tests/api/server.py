"""How does a test run the real server? As a process of its own, on free ports, with an embedded index."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

ENDS_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A server that takes connections; what it logs goes to a file."""

    process: subprocess.Popen[str]
    port: int
    metrics_port: int
    log: Path

    def get(self, path: str) -> tuple[int, bytes]:
        """The status and body of an answer."""
        return self.ask("GET", path)

    def ask(self, method: str, path: str, **more: object) -> tuple[int, bytes]:
        """The status and body of an answer; `more` are a body, headers and whether to send in chunks."""
        return _answer(self.port, method, path=path, **more)

    def metrics(self) -> str:
        """All metrics in Prometheus's text form."""
        status, body = _answer(self.metrics_port, "GET", path="/metrics")
        assert status == 200
        return body.decode()

    def workers_that_answered(self) -> set[str]:
        """The process ids in the access log."""
        return set(re.findall(r"^\S+ \S+ (\d+) INFO marketplace\.access ", self.log.read_text("utf-8"), re.MULTILINE))


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a command that ends by itself says."""
    return subprocess.run(
        command(arguments),
        env=environment_of(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN_SECONDS,
    )


@contextmanager
def serving(index: Path, folder: Path, *, through: tuple[str, ...] = (), **environment: str) -> Iterator[Server]:
    """A server of an index, started in a folder that is not the project's, ended when left.

    `through` is a command that becomes the one behind it, as `nice` does.
    """
    ours = {
        "MARKETPLACE_INDEX_DIR": str(index),
        "MARKETPLACE_METRICS_PORT": "0",
        "MARKETPLACE_AUTH": "off",
        **environment,
    }
    log = folder / "server.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [*through, *command(("serve", "--port", "0", "--workers", "2"))],
            env=environment_of(ours),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield _announced(process, log)
        finally:
            process.terminate()
            process.wait(ENDS_WITHIN_SECONDS)


def command(arguments: tuple[str, ...]) -> list[str]:
    """The command line of the service."""
    return [sys.executable, "-m", "marketplace", *arguments]


def environment_of(changed: dict[str, str]) -> dict[str, str]:
    """This process's environment without its settings of the marketplace, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARKETPLACE_")}
    return {**kept, **changed}


def _announced(process: subprocess.Popen[str], log: Path) -> Server:
    """The server, once it has said where it is."""
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(5)]
    found = [re.match(r"(search|docs|metrics) +http://127\.0\.0\.1:(\d+)/", line) for line in lines[:3]]
    assert all(found), log.read_text("utf-8")
    search, _docs, metrics = (int(match[2]) for match in found if match)
    return Server(process, search, metrics, log)


def _answer(port: int, method: str, *, path: str, **more: object) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=ENDS_WITHIN_SECONDS)
    try:
        connection.request(method, path, **more)  # type: ignore[arg-type]
        response: HTTPResponse = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
