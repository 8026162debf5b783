"""What does a server answer, however slow, busy or broken it is? JSON over HTTP, asked again while that may help."""

from __future__ import annotations

import io
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar, cast

from urllib3 import BaseHTTPResponse, Retry, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from indexer.sources.answers import Answer, Bounds, Denied, Passing, Refused, answer_of
from indexer.sources.timely import timely_pool
from indexer.sources.urls import origin, redirected
from marketplace.errors import FeedError, SettingsError

MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
ACCEPTED = {"Accept": "application/json", "Accept-Encoding": "gzip, zstd", "User-Agent": "creator-marketplace-indexer"}

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Time:
    """Time as a client knows it: microseconds since 1970, seconds that only grow, and how to let some pass.

    `breath` is called before each try, and may raise a FeedError: whoever reads has had time enough.
    """

    clock: Callable[[], int]
    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    breath: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Token:
    """A secret, the header that carries it after `scheme`, and the setting that it comes from."""

    header: str
    secret: str
    setting: str
    scheme: str = ""

    def __post_init__(self) -> None:
        """Refuse what no header can carry: the error of whoever sends it would tell it."""
        if not self.secret.isascii() or not self.secret.isprintable() or " " in self.secret:
            raise SettingsError(f"{self.setting} must be printable ASCII without spaces")

    def __repr__(self) -> str:
        """Tell where the secret is kept, not the secret."""
        return f"Token({self.header}, {self.setting})"

    def headers(self) -> dict[str, str]:
        """What goes with a request; nothing without a secret."""
        return {self.header: f"{self.scheme} {self.secret}".strip()} if self.secret else {}


class JsonClient:
    """Asks one server, one thing at a time.

    Proxies, cookies and passwords that the environment or a server offers are not used.
    """

    def __init__(self, token: Token, *, time: Time, bounds: Bounds) -> None:
        self._token = token
        self._time = time
        self._bounds = bounds
        self._ends = 0.0
        self._pool = timely_pool(lambda: time.elapsed() > self._ends)

    def get(self, url: str, *, where: str, read: Callable[[Answer], T]) -> T:
        """What `read` makes of the answer at a checked URL; raises FeedError, `where` before its reason.

        What `read` raises as Passing is asked again like a 503.
        """
        bounds = self._bounds
        asks = Retry(bounds.tries, backoff_factor=bounds.backoff_seconds / 2, backoff_jitter=bounds.backoff_seconds)
        asks = asks.increment()
        while True:
            self._time.breath()
            try:
                return read(self._asked(url))
            except Denied as denied:
                raise FeedError(f"{where} {denied}: check {self._token.setting}") from None
            except Refused as refused:
                raise FeedError(f"{where} {refused}") from None
            except Passing as passing:
                failed = passing
            try:
                asks = asks.increment()
            except MaxRetryError:
                raise FeedError(f"{where} {failed}, {bounds.tries} times: sync again later") from None
            self._time.sleep(max(self._wished(failed, where), asks.get_backoff_time()))

    def _wished(self, failed: Passing, where: str) -> float:
        """The seconds that the server wants to be left alone."""
        wished, most = failed.wait_seconds, self._bounds.longest_wait_seconds
        if wished > most:
            raise FeedError(f"{where} {failed} and wants to be asked again in {wished:,.0f} s: sync again then")
        return wished

    def _asked(self, url: str) -> Answer:
        headers = {**ACCEPTED, **self._token.headers()}
        self._ends = self._time.elapsed() + self._bounds.total_seconds
        for _ in range(MAX_REDIRECTS + 1):
            with closing(self._opened(url, headers)) as response:
                if response.status not in REDIRECTS:
                    return self._answer(response)
                location = response.headers.get("Location")
            try:
                onward = redirected(url, location)
            except ValueError as error:
                raise Refused(str(error)) from None
            if origin(onward) != origin(url):
                headers = dict(ACCEPTED)  # for good: who sends us back could choose what our token is used for
            url = onward
        raise Refused(f"redirects more than {MAX_REDIRECTS} times: name the URL that it ends at")

    def _opened(self, url: str, headers: Mapping[str, str]) -> BaseHTTPResponse:
        bounds = self._bounds
        timeout = Timeout(connect=bounds.connect_seconds, read=bounds.read_seconds, total=bounds.total_seconds)
        try:
            return self._pool.request(
                "GET", url, headers=headers, timeout=timeout, preload_content=False, redirect=False
            )
        except (HTTPError, UnicodeError) as error:
            raise _told(error) from None

    def _answer(self, response: BaseHTTPResponse) -> Answer:
        body = cast("io.BufferedReader", io.BufferedReader(_Body(response)))
        return answer_of(response.status, response.headers, body=body, bounds=self._bounds, now=self._time.clock())


class _Body(io.RawIOBase):
    """The bytes of a response as they come, compressed or not: of a slow one as few as there are."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self._response = response

    def readable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """See `io.RawIOBase`."""
        try:
            read = self._response.read1(len(buffer), decode_content=False)
        except HTTPError as error:
            raise _told(error) from None
        buffer[: len(read)] = read
        return len(read)


_TELLING = (
    (ReadTimeoutError, "takes too long to answer"),
    (NameResolutionError, "has a host that no name service knows"),
    (NewConnectionError, "can't be reached"),
    (ConnectTimeoutError, "can't be reached in time"),
    (SSLError, "doesn't come to terms about TLS"),
    (UnicodeError, "has a host that is no name"),
    (HTTPError, "breaks the connection off"),
)


def _told(error: Exception) -> Passing | Refused:
    """An error in our words: those of libraries repeat URLs with all that is in them."""
    if isinstance(error, SSLError) and isinstance(error.args[0], ssl.SSLCertVerificationError):
        return Refused(f"has a certificate that is not trusted: {error.args[0].verify_message}")
    return Passing(next(text for kind, text in _TELLING if isinstance(error, kind)))
