"""Which Elasticsearch do the tests of one pytest run share, whatever the number of their processes?"""

import json
import os
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import pytest
from filelock import FileLock

from tests.elasticsearch_home import ElasticsearchMissingError, find_home
from tests.elasticsearch_node import NodeFailedError, start_node
from tests.elasticsearch_server import run_folder

FOLDER = pytest.StashKey[Path]()
FOLDER_FOR_WORKERS = "elasticsearch_folder"
OUTCOME = "outcome.json"


@pytest.fixture(scope="session")
def elasticsearch_url(request: pytest.FixtureRequest) -> str:
    """The URL of a real Elasticsearch: ELASTICSEARCH_URL as it is, else the node that this pytest run shares.

    A machine that can't have one skips, and fails when CI is set.
    """
    if given := os.environ.get("ELASTICSEARCH_URL"):
        return given
    outcome = _shared_outcome(request.config.stash[FOLDER])
    if outcome.kind is Kind.FAILED:
        pytest.fail(outcome.text, pytrace=False)
    if outcome.kind is Kind.MISSING and os.environ.get("CI"):
        pytest.fail(f"elasticsearch could not be had on CI: {outcome.text}", pytrace=False)
    if outcome.kind is Kind.MISSING:
        pytest.skip(f"elasticsearch could not be had: {outcome.text}")
    return outcome.text


def pytest_configure(config: pytest.Config) -> None:
    """The process that outlives the workers owns the folder of the node; it starts no node."""
    if hasattr(config, "workerinput"):
        config.stash[FOLDER] = Path(config.workerinput[FOLDER_FOR_WORKERS])
        return
    stack = ExitStack()
    config.stash[FOLDER] = stack.enter_context(run_folder())
    config.add_cleanup(stack.close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: "XdistWorker") -> None:
    """Tell a worker of pytest-xdist, before it starts, where the node is."""
    node.workerinput[FOLDER_FOR_WORKERS] = str(node.config.stash[FOLDER])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly what a skip would hide."""
    outcome = _outcome(config.stash[FOLDER])
    if outcome is not None and outcome.kind is Kind.MISSING:
        line = f"NOT TESTED ON ELASTICSEARCH: {outcome.text}"
        terminalreporter.write_line(line, red=True, bold=True)


class XdistWorker(Protocol):
    """What this module needs of pytest-xdist's untyped WorkerController."""

    config: pytest.Config
    workerinput: dict[str, Any]


class Kind(StrEnum):
    """How the one attempt of this run to have a node ended, and so what the text of its outcome is."""

    URL = "url"
    MISSING = "missing"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """What the first test that asked left for all others."""

    kind: Kind
    text: str


def _shared_outcome(folder: Path) -> Outcome:
    with FileLock(folder / f"{OUTCOME}.lock"):
        known = _outcome(folder)
        if known is None:
            known = _start(folder)
            (folder / OUTCOME).write_text(json.dumps(asdict(known)))
        return known


def _outcome(folder: Path) -> Outcome | None:
    if not (folder / OUTCOME).exists():
        return None
    read = json.loads((folder / OUTCOME).read_text())
    return Outcome(Kind(read["kind"]), read["text"])


def _start(folder: Path) -> Outcome:
    try:
        return Outcome(Kind.URL, start_node(find_home(), folder))
    except ElasticsearchMissingError as missing:
        return Outcome(Kind.MISSING, str(missing))
    except NodeFailedError as failed:
        return Outcome(Kind.FAILED, str(failed))
