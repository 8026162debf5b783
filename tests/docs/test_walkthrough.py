"""Does the walkthrough of the docs do what it says, on a real server, sample creators and a database of each kind?"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.accounts import SECRET_KEY
from tests.api.server import ENDS_WITHIN_SECONDS, environment_of, serving
from tests.databases import Databases
from tests.docs.trial import Service, open_account, sample_settings

SCRIPT = Path(__file__).parents[2] / "docs" / "walkthrough.sh"


def walk(**environment: str) -> subprocess.CompletedProcess[str]:
    """What the walkthrough says, of a user who has set these variables."""
    return subprocess.run(
        ["sh", str(SCRIPT)],
        env=environment_of(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN_SECONDS,
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of sample creators."""
    return Path(sample_settings(tmp_path_factory.mktemp("samples"))["MARKETPLACE_INDEX_DIR"])


@pytest.fixture
def service(index: Path, databases: Databases, tmp_path: Path) -> Iterator[Service]:
    """A service on a database of each kind, where the first creator who will be found has an account."""
    settings = {"MARKETPLACE_DATABASE_URL": databases.url, "MARKETPLACE_SECRET_KEY": SECRET_KEY}
    operator = open_account("operator", **settings)
    with serving(index, tmp_path, MARKETPLACE_AUTH="required", **settings) as server:
        made = Service(server, operator)
        (searched,) = re.findall(r"'(/v1/creators\?.+)'", SCRIPT.read_text(encoding="utf-8"))
        open_account("creator", "--creator-id", made.get(searched)["creators"][0]["id"], **settings)
        yield made


@pytest.fixture
def mute() -> Iterator[str]:
    """The URL of a server that understands nothing."""
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_it_walks_from_a_search_to_a_paid_post(service: Service) -> None:
    walked = walk(BASE_URL=service.url, OPERATOR_KEY=service.operator)
    assert (walked.returncode, walked.stderr) == (0, "")
    done = re.search(r"^Done: (cmp_\w+), paid (col_\w+), settled (col_\w+)\.$", walked.stdout, re.MULTILINE)
    assert done
    assert re.findall(r"operator  (\d+)  POST /v1/accounts\n", walked.stdout) == ["201", "409", "201", "201"]
    campaign, paid, settled = done.groups()
    assert service.get(f"/v1/campaigns/{campaign}")["status"] == "closed"
    proposals = service.get(f"/v1/proposals?campaign_id={campaign}")["proposals"]
    assert sorted(one["status"] for one in proposals) == ["accepted"] * 2 + ["withdrawn"] * 3
    check_paid(service, paid)
    check_settled(service, settled)


@pytest.mark.parametrize(("keys", "expected"), [({}, 201), ({"BRAND_KEY": "mk_secret_too"}, 200)])
def test_an_answer_that_is_not_expected_ends_it_with_what_came(mute: str, keys: dict[str, str], expected: int) -> None:
    walked = walk(BASE_URL=mute, OPERATOR_KEY="mk_secret", **keys)
    assert walked.returncode == 1
    assert f"expected {expected}, and got 501: " in walked.stderr
    assert "mk_secret" not in walked.stdout + walked.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "OPERATOR_KEY is missing: python -m marketplace accounts create --role operator"),
        ({"OPERATOR_KEY": "x", "BASE_URL": "http://127.0.0.1:9"}, "nothing answers at http://127.0.0.1:9: is the"),
    ],
)
def test_what_is_missing_is_said(environment: dict[str, str], said: str) -> None:
    walked = walk(**environment)
    assert walked.returncode == 1
    assert said in walked.stderr


def check_paid(service: Service, collaboration_id: str) -> None:
    """All is with the creator, after the steps that the walkthrough tells of."""
    path = f"/v1/collaborations/{collaboration_id}"
    paid, history = service.get(path), service.get(f"{path}/history")["history"]
    price = paid["terms"]["price"]
    money = {"agreed": price["amount"], "reserved": "0.00", "released": price["amount"], "refunded": "0.00"}
    assert (paid["work_track"], paid["payment_track"]) == ("completed", "released")
    assert paid["payment"] == {**money, "currency": price["currency"]}
    steps = "start submit request-revision submit approve submit approve publish publish complete"
    assert [one["action"] for one in history] == steps.split()


def check_settled(service: Service, collaboration_id: str) -> None:
    """Three tenths of the money are back, after a dispute that an operator decided."""
    path = f"/v1/collaborations/{collaboration_id}"
    settled, history = service.get(path), service.get(f"{path}/history")["history"]
    assert (settled["work_track"], settled["payment_track"]) == ("cancelled", "partly_refunded")
    assert settled["dispute"]["refund_share"] == "0.3"
    assert [one["action"] for one in history] == ["start", "submit", "cancel", "reject-cancel", "dispute", "resolve"]
    assert history[-1]["actor"]["role"] == "operator"
