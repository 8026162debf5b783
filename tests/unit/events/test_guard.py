"""Is nothing called but the internet, whatever a URL, a name server, a redirect or the environment says?"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from marketplace.events.sending import Sender
from tests.receivers import receiver, status
from tests.senders import ask, sending

PUBLIC = "93.184.215.14"


@dataclass
class Names(AbstractResolver):
    """A name server that answers each question anew, and with the last of its answers ever after."""

    answers: list[Sequence[str]]
    asked: list[str] = field(default_factory=list)

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        """See `AbstractResolver`."""
        self.asked.append(host)
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        more = {"hostname": host, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
        return [ResolveResult(host=one, **more) for one in found]

    async def close(self) -> None:
        """See `AbstractResolver`."""


@dataclass
class Trap:
    """A socket of this machine that nobody is to connect to."""

    socket: socket.socket

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.socket.getsockname()[1])

    @property
    def caught(self) -> bool:
        """Whether anybody has connected."""
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def trap() -> Iterator[Trap]:
    # both families: an IPv4 address comes as one of IPv6
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True) as listening:
        listening.setblocking(False)
        yield Trap(listening)


def refused(sender: Sender, url: str) -> bool:
    found = ask(sender, url)
    assert found.status is None
    return found.trouble == "address not allowed"


def test_the_trap_catches(trap: Trap) -> None:
    assert not trap.caught
    for host in ("127.0.0.1", "::1"):
        socket.create_connection((host, trap.port)).close()
        assert trap.caught


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1%25lo]",
        "localhost",
        "LOCALHOST",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "①②⑦.⓪.⓪.①",
        "１２７.０.０.１",
        "user:pass@127.0.0.1",
        "example.com@127.0.0.1",
    ],
)
@pytest.mark.parametrize("scheme", ["https", "http"])
def test_this_machine_and_networks_of_others_are_not_called(trap: Trap, scheme: str, host: str) -> None:
    with sending() as sender:
        assert refused(sender, f"{scheme}://{host}:{trap.port}/")
    assert not trap.caught


@pytest.mark.parametrize(
    "url", ["ftp://{}/", "unix:///tmp/x", "ws://{}/", "file:///etc/passwd", "//{}/", "", "npipe://x"]
)
def test_nothing_but_https_is_called(trap: Trap, url: str) -> None:
    for open_loopback in (True, False):
        with sending(open_loopback=open_loopback) as sender:
            assert refused(sender, url.format(f"127.0.0.1:{trap.port}"))
    assert not trap.caught


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], [PUBLIC, "127.0.0.1"], ["127.0.0.1", PUBLIC], ["::1"], ["::ffff:127.0.0.1"], [PUBLIC, "10.0.0.1"]],
)
def test_no_name_leads_to_this_machine_not_even_one_that_has_other_addresses(trap: Trap, answers: list[str]) -> None:
    with sending(resolver=Names([answers])) as sender:
        assert refused(sender, f"https://receiver.example:{trap.port}/")
    assert not trap.caught


def test_what_a_name_was_before_does_not_count(trap: Trap) -> None:
    names = Names([[PUBLIC], ["127.0.0.1"]])
    with sending(resolver=names) as sender:
        first = sender.loop.start(names.resolve("receiver.example")).result()  # as whoever judges a URL would
        assert [one["host"] for one in first] == [PUBLIC]
        assert refused(sender, f"https://receiver.example:{trap.port}/")
        assert refused(sender, f"https://receiver.example:{trap.port}/")
    assert names.asked == ["receiver.example"] * 3
    assert not trap.caught


def test_nor_does_one_that_some_name_servers_do_not_know(trap: Trap) -> None:
    with sending() as sender:
        assert ask(sender, f"https://localhost.:{trap.port}/").trouble in ("address not allowed", "dns")
    assert not trap.caught


def test_without_tls_this_machine_alone_is_called_and_only_when_it_is_open(trap: Trap) -> None:
    with sending(open_loopback=True, resolver=Names([[PUBLIC]])) as sender:
        assert refused(sender, f"http://receiver.example:{trap.port}/")
        assert refused(sender, f"http://{PUBLIC}:{trap.port}/")
        with receiver() as called:
            assert ask(sender, called.url).status == 204
            assert ask(sender, called.url.replace("http", "HTTP")).status == 204
    assert not trap.caught


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(trap: Trap, code: int) -> None:
    with receiver() as called, sending(open_loopback=True) as sender:
        for location in (f"http://127.0.0.1:{trap.port}/", "/other", "http://169.254.169.254/"):
            called.then = status(code, Location=location)
            assert ask(sender, called.url).status == code
        assert [one.path for one in called.came] == ["/hook"] * 3
    assert not trap.caught


def test_no_proxy_or_netrc_of_the_environment_is_used(
    trap: Trap, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with receiver() as called, sending(open_loopback=True) as sender:
        assert ask(sender, called.url).status == 204
        assert ask(sender, called.url.replace("http:", "https:")).trouble == "tls"
        assert "authorization" not in called.came[0].headers
    assert not trap.caught
