"""Does a call end in time and tell what came of it in our words, whatever a receiver does?"""

from __future__ import annotations

import socket
import time
from concurrent.futures import wait

import pytest

from marketplace.events.answer import Answer
from tests.feed_server import CERTIFICATE
from tests.receivers import (
    CONTINUES,
    DRIPS_A_HEADER,
    DRIPS_HEADERS,
    ENDLESS,
    GARBAGE,
    HANGS,
    HANGS_UP,
    LONG_HEADER,
    MANY_HEADERS,
    Said,
    receiver,
    status,
)
from tests.senders import ask, call_of, sending


@pytest.mark.parametrize("number", [200, 204, 301, 400, 410, 500, 599])
def test_what_a_receiver_answers_is_told(number: int) -> None:
    with receiver() as called, sending(open_loopback=True) as sender:
        called.then = status(number)
        found = ask(sender, called.url)
    assert found == Answer(status=number, duration_ms=found.duration_ms)
    assert 0 <= found.duration_ms < 5_000


def test_what_it_says_of_when_to_come_again_is_told() -> None:
    with receiver() as called, sending(open_loopback=True) as sender:
        called.then = status(429, Retry_After="60")
        assert ask(sender, called.url).retry_after == "60"


def test_a_call_has_no_headers_but_those_it_needs_and_brings_no_cookie_back() -> None:
    with receiver() as called, sending(open_loopback=True) as sender:
        called.then = status(204, Set_Cookie="a=b; Path=/")
        ask(sender, called.url)
        ask(sender, called.url)
        ours = {"content-type", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature"}
        assert {*called.came[1].headers} == {*ours, "host", "content-length", "connection"}


@pytest.mark.parametrize("said", [HANGS, DRIPS_HEADERS, DRIPS_A_HEADER, CONTINUES])
def test_who_takes_too_long_is_given_up_in_time_however_much_it_says(said: Said) -> None:
    with receiver() as called, sending(open_loopback=True, timeout_seconds=0.3) as sender:
        called.then = said
        began = time.monotonic()
        found = ask(sender, called.url)
        assert time.monotonic() - began < 3
    assert (found.status, found.trouble) == (None, "timed out")


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (HANGS_UP, "reset"),
        (GARBAGE, "protocol error"),
        (LONG_HEADER, "protocol error"),
        (MANY_HEADERS, "protocol error"),
    ],
)
def test_a_receiver_that_speaks_no_http_is_a_trouble(said: Said, trouble: str) -> None:
    with receiver() as called, sending(open_loopback=True) as sender:
        called.then = said
        assert ask(sender, called.url).trouble == trouble


@pytest.mark.parametrize(
    "said", [ENDLESS, status(200, Content_Length="99999999999"), status(200, Content_Encoding="br")]
)
def test_the_body_of_an_answer_is_not_waited_for(said: Said) -> None:
    with receiver() as called, sending(open_loopback=True) as sender:
        called.then = said
        assert ask(sender, called.url).status == 200


def test_where_nobody_listens_a_call_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with sending(open_loopback=True) as sender:
        assert ask(sender, f"http://127.0.0.1:{port}/").trouble == "refused"


def test_who_accepts_and_says_nothing_not_even_tls_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, sending(open_loopback=True, timeout_seconds=0.3) as sender:
        for scheme in ("http", "https"):
            assert ask(sender, f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/").trouble == "timed out"


@pytest.mark.parametrize("host", ["nobody.invalid", "a" * 64 + ".example", "x..example"])
def test_a_name_that_is_none_is_told(host: str) -> None:
    with sending() as sender:
        assert ask(sender, f"https://{host}/").trouble in ("dns", "address not allowed")


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with receiver(encrypted=True) as called, sending(open_loopback=True) as sender:
        assert ask(sender, called.url).trouble == "tls"
        assert called.came == []


def test_a_certificate_of_somebody_whom_the_system_trusts_is_taken_for_its_own_host_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with receiver(encrypted=True) as called, sending(open_loopback=True) as sender:
        assert ask(sender, called.url).status == 204
        assert ask(sender, called.url.replace("127.0.0.1", "127.0.0.2")).trouble in ("tls", "refused")
        assert len(called.came) == 1


def test_one_who_hangs_holds_nobody_up() -> None:
    with receiver() as slow, receiver() as quick, sending(open_loopback=True) as sender:
        slow.then = HANGS
        hanging = [sender.loop.start(sender.send(call_of(slow.url))) for _ in range(150)]
        assert ask(sender, quick.url).status == 204
        assert not any(one.done() for one in hanging)
        slow.ends.set()
        assert not wait(hanging, timeout=30).not_done
