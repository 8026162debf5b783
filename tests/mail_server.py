"""How does a test come by a mail server, good, picky or broken? A real one, on this machine."""

from __future__ import annotations

import ssl
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from tests.feed_server import CERTIFICATE

USER, PASSWORD = "shop", "s3cret-of-the-shop"


@dataclass
class Taken:
    """What the server took: who sent it by which user, to whom, over TLS or not, and the message."""

    sender: str
    to: list[str] = field(default_factory=list)
    user: str = ""
    encrypted: bool = False
    message: bytes = b""


class MailServer(ThreadingTCPServer):
    """Takes mails into `taken`; `answers` are what it says to a command instead, empty for hanging up."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, tls: bool = False, extensions: tuple[str, ...] = ("STARTTLS", "AUTH PLAIN")) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls
        self.extensions = extensions
        self.answers: Mapping[str, str] = {}
        self.heard: list[str] = []
        self.taken: list[Taken] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


@contextmanager
def mail_server(**how: object) -> Iterator[MailServer]:
    """A server, for as long as the block lasts."""
    with MailServer(**how) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def trusting() -> ssl.SSLContext:
    """A context that trusts the server's certificate, as it would that of an authority."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


class _Handler(StreamRequestHandler):
    server: MailServer
    timeout = 30

    def handle(self) -> None:
        try:
            if self.server.tls:
                self._encrypt()
            self._talk(Taken("", encrypted=self.server.tls))
        except OSError:  # the client has hung up, or does not trust us
            pass

    def _talk(self, mail: Taken) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            command = line.split(" ")[0].upper()
            self.server.heard.append(command)
            said = self.server.answers.get(command)
            if said == "":
                return
            if said is None:
                said = self._did(command, line, mail)
            self._say(said)
            if command == "STARTTLS" and said.startswith("2"):
                self._encrypt()
                mail.encrypted = True
            if command == "QUIT":
                return

    def _did(self, command: str, line: str, mail: Taken) -> str:
        if command == "EHLO":
            return "\r\n".join(["250-here", *(f"250-{one}" for one in self.server.extensions), "250 SMTPUTF8"])
        if command == "AUTH":
            _, mail.user, password = b64decode(line.split(" ")[2]).decode().split("\0")
            return "235 welcome" if (mail.user, password) == (USER, PASSWORD) else "535 who are you?"
        if command == "MAIL":
            mail.sender = line.partition("<")[2].partition(">")[0]
        if command == "RCPT":
            mail.to.append(line.partition("<")[2].partition(">")[0])
        if command == "DATA":
            self._say("354 go on")
            mail.message = b"".join(iter(self.rfile.readline, b".\r\n"))
            self.server.taken.append(mail)
        return {"STARTTLS": "220 go on", "QUIT": "221 bye"}.get(command, "250 fine")

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.connection = self.request = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
