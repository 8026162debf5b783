"""How does a test come by a receiver of calls, good, slow, gone or hostile? A real one, on this machine."""

from __future__ import annotations

import json
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from standardwebhooks import Webhook as Signature

from tests.feed_server import CERTIFICATE

SECRET = "whsec_c2VjcmV0IG9mIGEgcmVjZWl2ZXIgaW4gdGVzdHM="


@dataclass(frozen=True)
class Came:
    """A call that came: where to, its headers, and what it told."""

    path: str
    headers: dict[str, str]
    event: dict[str, Any]

    @property
    def id(self) -> str:
        """What receivers tell repetitions by."""
        return self.headers["webhook-id"]


@dataclass(frozen=True)
class Said:
    """What is answered: a status with headers, or exactly these bytes, `drip` again and again after either."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    drip: bytes = b""
    waits: bool = False


FINE = Said()
HANGS = Said(waits=True)
HANGS_UP = Said(raw=b"")
GARBAGE = Said(raw=b"\x00\x01 what?\r\n\r\n")
DRIPS_HEADERS = Said(raw=b"HTTP/1.1 200 OK\r\n", drip=b"x: y\r\n")
DRIPS_A_HEADER = Said(raw=b"HTTP/1.1 200 OK\r\nx: ", drip=b"y")
CONTINUES = Said(raw=b"", drip=b"HTTP/1.1 100 Continue\r\n\r\n")
LONG_HEADER = Said(raw=b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n")
MANY_HEADERS = Said(raw=b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 10_000 + b"\r\n")
ENDLESS = Said(raw=b"HTTP/1.1 200 OK\r\n\r\n", drip=b"x" * 65_536)


def status(number: int, **headers: str) -> Said:
    """An answer of a status; underscores in the names of headers stand for hyphens."""
    return Said(number, {name.replace("_", "-"): value for name, value in headers.items()})


class ReceiverServer(ThreadingHTTPServer):
    """Takes calls into `came`, each of which the official library believed; `says` are answers in turn, then `then`."""

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, secret: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.secret = secret
        self.came: list[Came] = []
        self.unbelieved: list[Exception] = []
        self.says: deque[Said] = deque()
        self.then = FINE
        self.connections = 0
        self.ends = Event()
        self.arrives: Callable[[Came], None] = lambda _: None

    @property
    def url(self) -> str:
        """Where it is called."""
        scheme = "https" if isinstance(self.socket, ssl.SSLSocket) else "http"
        return f"{scheme}://127.0.0.1:{self.server_port}/hook"

    @property
    def ids(self) -> list[str]:
        """The ids of all calls, in their order."""
        return [one.id for one in self.came]

    def verify_request(self, *_: object) -> bool:
        """Count who connects."""
        self.connections += 1
        return True

    def handle_error(self, *_: object) -> None:
        """A caller that hangs up is no error here."""


@contextmanager
def receiver(*, secret: str = SECRET, encrypted: bool = False, port: int = 0) -> Iterator[ReceiverServer]:
    """A receiver, for as long as the block lasts; all that it was told must have been signed by the secret."""
    with ReceiverServer(secret, port) as server:
        if encrypted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.ends.set()
            server.shutdown()
            thread.join()
    assert not server.unbelieved


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ReceiverServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            Signature(self.server.secret).verify(body, headers)
        except Exception as error:
            self.server.unbelieved.append(error)
        came = Came(self.path, headers, json.loads(body))
        said = self.server.says.popleft() if self.server.says else self.server.then
        self.server.came.append(came)
        self.server.arrives(came)
        self.close_connection = True
        if said.waits:
            self.server.ends.wait()
        else:
            with suppress(OSError):
                self._say(said)

    def _say(self, said: Said) -> None:
        if said.raw is not None:
            self.wfile.write(said.raw)
        else:
            self.send_response(said.status)
            for name, value in {"Content-Length": "0", **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
        while said.drip and not self.server.ends.wait(0.01):
            self.wfile.write(said.drip)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""
