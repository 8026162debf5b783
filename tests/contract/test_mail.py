"""Does a mail arrive as it was written, as a file and at a real SMTP server, and is every failure told?"""

from __future__ import annotations

import stat
import traceback
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from marketplace.errors import MailRefused, MailUnavailable
from marketplace.mail.folder import FolderMailer
from marketplace.mail.mail import Mail
from marketplace.mail.smtp import Security, SmtpMailer, SmtpServer
from marketplace.mail.writing import Writer
from tests.accounts import counting_ids
from tests.creators import NOW
from tests.mail_server import PASSWORD, USER, MailServer, mail_server, trusting

SENDER = "deals@marketplace.example"
MAIL = Mail("ann@b.example", "Nähkästchen: agreed", "Hello Änn,\n\n.\n.all is agreed: こんにちは\nFrom now on.\n")
AUTH = {"user": USER, "password": PASSWORD}


def writer() -> Writer:
    return Writer(sender=SENDER, now=lambda: NOW, make_id=counting_ids())


def mailer(server: MailServer, security: Security = Security.STARTTLS, **more: str) -> SmtpMailer:
    """A mailer that trusts a server."""
    asked = SmtpServer(**{"host": "localhost", "port": server.port, "security": security, **more})
    return SmtpMailer(asked, writer(), context=trusting(), seconds=10)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as one:
        yield one


def read(message: bytes) -> EmailMessage:
    """A mail as a reader's program understands it."""
    found = message_from_bytes(message, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def check(message: EmailMessage) -> None:
    """See that it is the mail above, with the headers that a mail needs."""
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, MAIL.to, MAIL.subject)
    assert message.get_content().replace("\r\n", "\n") == MAIL.text
    assert message["Date"].datetime.timestamp() == NOW // 1_000_000
    assert message["Message-ID"] == f"<mail_{1:032x}@marketplace.example>"
    assert (message["Auto-Submitted"], message.defects) == ("auto-generated", [])


def test_a_mail_is_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "mail"
    mailer = FolderMailer(folder, writer())
    for _ in range(2):
        mailer.send(MAIL)

    first, second = sorted(folder.iterdir())
    check(read(first.read_bytes()))
    assert second.name == f"mail_{2:032x}.eml"
    assert [stat.S_IMODE(one.stat().st_mode) for one in (folder, first, second)] == [0o700, 0o600, 0o600]


def test_a_folder_that_can_not_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MailUnavailable, match=r"no mail can be written into .*file/mail: Not a directory"):
        FolderMailer(tmp_path / "file" / "mail", writer()).send(MAIL)

    (tmp_path / f"mail_{1:032x}.eml").mkdir()
    with pytest.raises(MailUnavailable, match="Is a directory"):
        FolderMailer(tmp_path, writer()).send(MAIL)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_mail_arrives_encrypted_and_from_who_logged_in(security: Security) -> None:
    with mail_server(tls=security is Security.TLS, extensions=("STARTTLS", "AUTH PLAIN")) as server:
        mailer(server, security, **AUTH).send(MAIL)

    (taken,) = server.taken
    assert (taken.sender, taken.to, taken.user, taken.encrypted) == (SENDER, [MAIL.to], USER, True)
    check(read(taken.message.replace(b"\r\n..", b"\r\n.")))
    assert taken.message.isascii()


def test_without_encryption_and_user_where_it_is_said_so(server: MailServer) -> None:
    mailer(server, Security.NONE).send(MAIL)

    assert [(one.encrypted, one.user) for one in server.taken] == [(False, "")]


def test_an_address_in_another_script_arrives(server: MailServer, tmp_path: Path) -> None:
    mail = Mail("jörg@müller.example", "x", "y\n")
    mailer(server).send(mail)
    FolderMailer(tmp_path, writer()).send(mail)

    (taken,), (file,) = server.taken, tmp_path.iterdir()
    assert taken.to == [mail.to]
    assert [read(one)["To"] for one in (taken.message, file.read_bytes())] == [mail.to, mail.to]
    assert b"=?" not in taken.message + file.read_bytes()


def test_nothing_is_sent_to_who_can_not_encrypt_or_is_not_trusted(server: MailServer) -> None:
    stranger = SmtpServer(host="localhost", port=server.port, user=USER, password=PASSWORD)
    with pytest.raises(MailUnavailable, match=r"can't be reached: SSLCertVerificationError$"):
        SmtpMailer(stranger, writer(), seconds=10).send(MAIL)
    server.extensions = ("AUTH PLAIN",)
    with pytest.raises(MailUnavailable, match="has not what is needed: STARTTLS"):
        mailer(server, **AUTH).send(MAIL)

    assert (server.taken, {"AUTH", "MAIL"} & {*server.heard}) == ([], set())


@pytest.mark.parametrize(
    ("command", "answer", "why", "for_ever"),
    [
        ("RCPT", "550 no ann@b.example here", r"takes no mail to the address \(550\)$", True),
        ("RCPT", "451 ann@b.example: later", r"takes no mail to the address \(451\)$", False),
        ("DATA", "554 spam to ann@b.example", r"takes no such mail \(554\)$", True),
        ("DATA", "452 full", r"takes no such mail \(452\)$", False),
        ("AUTH", f"535 not {USER} {PASSWORD}", r"does not take the user and password \(535\)$", False),
        ("MAIL", f"550 not {SENDER}", r"does not go on \(550\)$", False),
        ("EHLO", "421 busy", "has not what is needed", False),
        ("MAIL", "", "can't be reached: SMTPServerDisconnected$", False),
        ("DATA", "", "can't be reached: SMTPServerDisconnected$", False),
        ("STARTTLS", "454 no", r"does not go on \(454\)$", False),
    ],
)
def test_a_refusal_is_told_without_addresses_and_passwords(
    server: MailServer, command: str, answer: str, why: str, for_ever: bool
) -> None:
    server.answers = {command: answer}

    with pytest.raises(MailUnavailable, match=rf"^the mail server localhost:{server.port} {why}") as error:
        mailer(server, **AUTH).send(MAIL)

    assert isinstance(error.value, MailRefused) is for_ever
    told = "".join(traceback.format_exception(error.value))
    assert not [secret for secret in (PASSWORD, MAIL.to) if secret in told]
    assert server.taken == []


def test_a_wrong_password_is_told(server: MailServer) -> None:
    with pytest.raises(MailUnavailable, match=r"does not take the user and password \(535\)"):
        mailer(server, user=USER, password="guessed").send(MAIL)


def test_a_mail_that_was_taken_is_sent_however_the_server_says_good_bye(server: MailServer) -> None:
    for answer in ("", "500 never"):
        server.answers = {"QUIT": answer}
        mailer(server).send(MAIL)

    assert len(server.taken) == 2


def test_a_server_that_is_away_or_silent_is_given_up() -> None:
    with mail_server() as server:
        port = server.port
    for host in ("127.0.0.1", "no.such.host.invalid", "a" * 70 + ".example"):
        away = SmtpServer(host=host, port=port)
        with pytest.raises(MailUnavailable, match=r"can't be reached: \w+$"):
            SmtpMailer(away, writer(), seconds=5).send(MAIL)
    with mail_server() as silent:
        asked = SmtpServer(host="localhost", port=silent.port, security=Security.TLS)
        with pytest.raises(MailUnavailable, match=r"can't be reached: \w+$"):
            SmtpMailer(asked, writer(), context=trusting(), seconds=0.2).send(MAIL)
