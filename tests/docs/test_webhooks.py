"""Does docs/webhooks.md say what the service does, and does its receiver take what is signed and nothing else?"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from standardwebhooks import Webhook

from marketplace.accounts.keys import LONGEST_OVERLAP_SECONDS
from marketplace.api.account_parameters import DEFAULT_OVERLAP_SECONDS
from marketplace.events.event import TYPES
from marketplace.events.forgetting import KEPT_DAYS
from marketplace.events.plan import TRIES, WAITS_SECONDS
from marketplace.events.webhooks import MAX_WEBHOOKS

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
SECRET, OTHER = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "whsec_" + "QUJD" * 10
BODY = '{"id": 7, "type": "proposal.sent", "at": "2026-11-26T10:00:00Z", "data": {"id": "prp_1", "version": 1}}'


@pytest.fixture(scope="module")
def receiver() -> Iterator[tuple[ThreadingHTTPServer, list[Any]]]:
    """The receiver of the page, and what it has remembered."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    remembered: list[Any] = []
    names: dict[str, Any] = {"__name__": "receiver"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("WEBHOOK_SECRET", SECRET)
        exec(compile(code, "docs/webhooks.md", "exec"), names)
    names["remember"] = remembered.append
    names["Receiver"].log_message = lambda *_: None
    with ThreadingHTTPServer(("127.0.0.1", 0), names["Receiver"]) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server, remembered
        server.shutdown()
        thread.join()


def headers_of(*secrets: str, at: dt.datetime | None = None) -> dict[str, str]:
    """The headers of a call that is signed with some secrets."""
    at = at or dt.datetime.now(dt.UTC)
    signed = [Webhook(one).sign(msg_id="7", timestamp=at, data=BODY) for one in secrets]
    stamp = str(int(at.timestamp()))
    return {"webhook-id": "7", "webhook-timestamp": stamp, "webhook-signature": " ".join(signed)}


def called(server: ThreadingHTTPServer, body: str, headers: dict[str, str]) -> int:
    """The status that a call is answered with."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request("POST", "/hooks", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_receiver_takes_what_is_signed_with_its_secret(receiver: Any) -> None:
    server, remembered = receiver
    for secrets in ((SECRET,), (OTHER, SECRET)):
        remembered.clear()
        assert (called(server, BODY, headers_of(*secrets)), remembered) == (204, [json.loads(BODY)])


def test_the_receiver_takes_nothing_else(receiver: Any) -> None:
    server, remembered = receiver
    remembered.clear()
    good, old = headers_of(SECRET), dt.datetime.now(dt.UTC) - dt.timedelta(minutes=6)
    wrong = (
        (BODY.replace("prp_1", "prp_2"), good),
        (BODY, headers_of(OTHER)),
        (BODY, headers_of(SECRET, at=old)),
        (BODY, {**good, "webhook-id": "8"}),
        (BODY, {**good, "webhook-signature": "nonsense"}),
        (BODY, {}),
    )
    assert {called(server, *one) for one in wrong} == {401}
    assert remembered == []


def test_every_type_of_event_is_listed_in_order() -> None:
    assert tuple(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", PAGE, re.MULTILINE)) == TYPES


def test_limits_are_those_of_the_service() -> None:
    assert f"at most {MAX_WEBHOOKS} an account" in PAGE
    assert f"**{KEPT_DAYS} days**" in PAGE
    assert f"({DEFAULT_OVERLAP_SECONDS} where\nnothing is said, {LONGEST_OVERLAP_SECONDS} at most)" in PAGE


def test_it_tells_of_every_try() -> None:
    units = {"seconds": 1, "minutes": 60, "hours": 3_600}
    told = re.findall(r"^\| (\d+) \| (?:at once|(\d+) (seconds|minutes|hours)) \|$", PAGE, re.MULTILINE)
    assert [int(n) for n, *_ in told] == [*range(1, TRIES + 1)]
    assert tuple(int(number) * units[unit] for _, number, unit in told[1:]) == WAITS_SECONDS
