"""Which mailer do the settings mean?"""

from __future__ import annotations

from collections.abc import Callable

from marketplace.errors import SettingsError
from marketplace.mail.folder import FolderMailer
from marketplace.mail.mail import Mailer, is_address
from marketplace.mail.smtp import Security, SmtpMailer, SmtpServer
from marketplace.mail.writing import Writer
from marketplace.settings import Settings, is_loopback, variable_name

NOBODY = ".invalid"
"""The domain of the default sender, which no server can answer to."""


def mailer_of(settings: Settings, *, now: Callable[[], int], make_id: Callable[[str], str]) -> Mailer:
    """The mailer of the settings, which connects to nobody before the first mail; raises SettingsError."""
    if not is_address(settings.mail_from):
        raise _wrong("mail_from", "must be an e-mail address")
    writer = Writer(sender=settings.mail_from, now=now, make_id=make_id)
    if settings.mail == "folder":
        return FolderMailer(settings.mail_dir, writer)
    if not settings.smtp_host:
        raise _wrong("smtp_host", "must be set where mail is smtp")
    if settings.mail_from.endswith(NOBODY):
        raise _wrong("mail_from", "must be set where mail is smtp: an address that may send by that server")
    for name in ("smtp_user", "smtp_password"):
        if not getattr(settings, name).isascii():
            raise _wrong(name, "must be ASCII: servers take nothing else")
    security, is_here = Security(settings.smtp_security), is_loopback(settings.smtp_host)
    if security is Security.NONE and settings.smtp_user and not is_here:
        raise _wrong("smtp_security", "can't be none where there is a user: the password would be read on the way")
    server = SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=security,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )
    return SmtpMailer(server, writer)


def _wrong(name: str, detail: str) -> SettingsError:
    return SettingsError(f"{variable_name(name)} {detail}")
