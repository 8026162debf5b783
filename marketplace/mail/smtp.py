"""How is mail given to an SMTP server? A connection a mail, encrypted unless it is said otherwise."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from marketplace.errors import MailRefused, MailUnavailable
from marketplace.mail.mail import Mail
from marketplace.mail.writing import Writer

SECONDS = 15.0
"""How long a connection and each answer of the server is waited for."""

_FOR_EVER = range(500, 600)
"""Statuses that are the same however often one asks."""


class Security(StrEnum):
    """How a connection is encrypted; the server's certificate is checked by the authorities of this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class SmtpServer:
    """A server that takes mail; without a user it is asked for none."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpMailer:
    """The `Mailer` of an SMTP server."""

    def __init__(
        self,
        server: SmtpServer,
        writer: Writer,
        *,
        context: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Another context trusts other authorities; any answer is waited for so many seconds."""
        self._server = server
        self._writer = writer
        self._context = context
        self._seconds = seconds

    def send(self, mail: Mail) -> None:
        """See `Mailer`. What is told of a failure has no password and no address of anybody."""
        try:
            self._send(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = max(code for code, _ in error.recipients.values())
            raise self._failed(code, "takes no mail to the address", refused=code in _FOR_EVER) from None
        except smtplib.SMTPDataError as error:
            raise self._failed(error.smtp_code, "takes no such mail", refused=error.smtp_code in _FOR_EVER) from None
        except smtplib.SMTPAuthenticationError as error:
            raise self._failed(error.smtp_code, "does not take the user and password") from None
        except smtplib.SMTPResponseException as error:
            raise self._failed(error.smtp_code, "does not go on") from None
        except smtplib.SMTPNotSupportedError:
            raise self._failed(0, "has not what is needed: STARTTLS, log-in, or addresses of other scripts") from None
        except (OSError, UnicodeError) as error:
            raise self._failed(0, f"can't be reached: {type(error).__name__}") from None

    def _send(self, mail: Mail) -> None:
        server, context = self._server, self._context or ssl.create_default_context()
        opened: smtplib.SMTP
        if server.security is Security.TLS:
            opened = smtplib.SMTP_SSL(server.host, server.port, timeout=self._seconds, context=context)
        else:
            opened = smtplib.SMTP(server.host, server.port, timeout=self._seconds)
        try:
            if server.security is Security.STARTTLS:
                opened.starttls(context=context)
            if server.user:
                opened.login(server.user, server.password)
            opened.send_message(self._writer.written(mail))
            with suppress(OSError):  # it is sent, however the server says good-bye
                opened.quit()
        finally:
            opened.close()

    def _failed(self, code: int, why: str, *, refused: bool = False) -> MailUnavailable:
        told = f"the mail server {self._server.host}:{self._server.port} {why}" + (f" ({code})" if code else "")
        return MailRefused(told) if refused else MailUnavailable(told)
