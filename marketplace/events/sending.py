"""How is a receiver called, whom nobody has reason to trust? Once, shortly, and only at an address of the internet."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from marketplace.events.addresses import is_loopback, is_public
from marketplace.events.answer import Answer, Trouble
from marketplace.events.looping import LoopThread
from marketplace.events.signing import Call

TIMEOUT_SECONDS = 15.0
"""Of a whole call, however slowly a receiver speaks."""

HEADER_BYTES = 8_190
HEADERS = 100
_LEFT_OUT = ("Accept", "Accept-Encoding")

AddressInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]
"""Family, kind, protocol, name, and the address with its port: as `getaddrinfo` gives them."""


class Sender:
    """Calls receivers from an event loop in a thread of its own.

    No redirect is followed, no proxy, cookie or netrc of the environment used, and the body of an answer is not read.
    """

    def __init__(
        self,
        *,
        open_loopback: bool = False,
        timeout_seconds: float = TIMEOUT_SECONDS,
        resolver: AbstractResolver | None = None,
    ) -> None:
        """`open_loopback` lets this machine be called too, and without TLS; a `resolver` takes the system's place."""
        self.loop = LoopThread("webhooks")
        self._open_loopback = open_loopback
        self._timeout_seconds = timeout_seconds
        self._resolver = resolver
        self._sessions: dict[str, aiohttp.ClientSession] = {}

    async def send(self, call: Call) -> Answer:
        """Call a receiver, within the loop."""
        clock = asyncio.get_running_loop().time
        began = clock()
        status = retry_after = trouble = None
        try:
            async with asyncio.timeout(self._timeout_seconds):
                status, retry_after = await self._sent(call)
        except (aiohttp.ClientError, OSError, ValueError) as error:  # a TimeoutError is an OSError too
            trouble = _trouble(error)
        milliseconds = round(1_000 * (clock() - began))
        return Answer(status=status, retry_after=retry_after, trouble=trouble, duration_ms=milliseconds)

    def close(self) -> None:
        """Hang up on all, whose calls come to nothing."""
        self.loop.close(self._hang_up)

    async def _sent(self, call: Call) -> tuple[int, str | None]:
        session = self._session(call.url.partition(":")[0].lower())
        response = await session.post(
            call.url, data=call.body, headers=call.headers, allow_redirects=False, skip_auto_headers=_LEFT_OUT
        )
        response.close()  # whatever else it has to say
        return response.status, response.headers.get("Retry-After")

    def _session(self, scheme: str) -> aiohttp.ClientSession:
        """That of a scheme, by which only this machine is called without TLS; raises _NotAllowed."""
        if scheme not in self._sessions:
            if scheme == "https":
                self._sessions[scheme] = _session(self._may_be_called, resolver=self._resolver)
            elif scheme == "http" and self._open_loopback:
                self._sessions[scheme] = _session(is_loopback, resolver=self._resolver)
            else:
                raise _NotAllowed
        return self._sessions[scheme]

    def _may_be_called(self, address: str) -> bool:
        return is_public(address) or (self._open_loopback and is_loopback(address))

    async def _hang_up(self) -> None:
        for one in self._sessions.values():
            await one.close()


class _NotAllowed(OSError):
    """An address is none that we call."""


class _Resolver(AbstractResolver):
    """Gives no address of a host one of whose addresses may not be called: no good one has such beside others."""

    def __init__(self, may_be_called: Callable[[str], bool], resolver: AbstractResolver) -> None:
        self._may_be_called = may_be_called
        self._resolver = resolver

    async def resolve(self, *asked: Any, **more: Any) -> list[ResolveResult]:
        found = await self._resolver.resolve(*asked, **more)
        if not all(self._may_be_called(one["host"]) for one in found):
            raise _NotAllowed
        return found

    async def close(self) -> None:
        await self._resolver.close()


def _session(may_be_called: Callable[[str], bool], *, resolver: AbstractResolver | None) -> aiohttp.ClientSession:
    def guarded(info: AddressInfo) -> socket.socket:
        """The socket that is connected to this address next, and to no other."""
        if not may_be_called(info[4][0]):
            raise _NotAllowed
        return socket.socket(family=info[0], type=info[1], proto=info[2])

    connector = aiohttp.TCPConnector(
        ssl=ssl.create_default_context(),
        resolver=_Resolver(may_be_called, resolver or aiohttp.ThreadedResolver()),
        socket_factory=guarded,
        use_dns_cache=False,
        force_close=True,  # a connection that a receiver gave up meanwhile would be a try that failed
        limit=0,  # one receiver's connections are not to wait for those of others
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # `send` has one for all together
        trust_env=False,
        auto_decompress=False,
        max_line_size=HEADER_BYTES,
        max_field_size=HEADER_BYTES,
        max_headers=HEADERS,
    )


def _trouble(error: Exception) -> Trouble:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    for kinds, trouble in _TROUBLES:
        if isinstance(cause, kinds) or isinstance(error, kinds):
            return trouble
    return Trouble.PROTOCOL


_TROUBLES: tuple[tuple[tuple[type[Exception], ...], Trouble], ...] = (
    ((_NotAllowed, aiohttp.InvalidURL), Trouble.NOT_ALLOWED),  # an address that is written oddly is hiding
    ((TimeoutError,), Trouble.TIMED_OUT),
    ((aiohttp.ClientConnectorDNSError, UnicodeError), Trouble.DNS),
    ((ssl.SSLError, aiohttp.ClientSSLError, ssl.CertificateError), Trouble.TLS),
    ((ConnectionRefusedError,), Trouble.REFUSED),
    ((ConnectionError, aiohttp.ServerDisconnectedError), Trouble.RESET),
    ((aiohttp.ClientConnectorError,), Trouble.UNREACHABLE),
    ((aiohttp.ClientOSError,), Trouble.RESET),
)
"""The first that fits is it."""
