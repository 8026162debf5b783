"""Can a mail become another one by what stands in it?"""

from __future__ import annotations

import pytest

from marketplace.errors import InvalidInput, SettingsError
from marketplace.mail.chosen import mailer_of
from marketplace.mail.folder import FolderMailer
from marketplace.mail.mail import Mail, Mailer
from marketplace.mail.smtp import SmtpMailer, SmtpServer
from marketplace.settings import load_settings
from tests.accounts import counting_ids


@pytest.mark.parametrize("to", ["a@b.example", "ann.o'neil+shop@b-c.example", "jörg@müller.example", f"{64 * 'a'}@b.c"])
def test_an_address_is_taken(to: str) -> None:
    assert Mail(to, "Hello", "you\nthere\n").to == to


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ann",
        "@b.example",
        "ann@b",
        "ann@b.example\nBcc: eve@c.example",
        "ann@b.example\r",
        "ann@b.example, eve@c.example",
        "ann@b.example;eve@c.example",
        "Ann <ann@b.example>",
        '"ann b"@b.example',
        "ann(eve)@b.example",
        "ann@[127.0.0.1]",
        "a..b@c.example",
        ".a@c.example",
        "ann@b..example",
        "ann@@b.example",
        "ann@b@c.example",
        "a\u2028b@c.example",
        "a\u202eb@c.example",
        "a\0b@c.example",
        "\ud800@c.example",
        f"{65 * 'a'}@b.example",
        f"a@{250 * 'b'}.example",
    ],
)
def test_what_is_no_single_address_is_refused(to: str) -> None:
    with pytest.raises(InvalidInput, match=r"^to: is no e-mail address$"):
        Mail(to, "Hello", "you")


@pytest.mark.parametrize("subject", ["", " ", "a\nBcc: eve@c.example", "a\rb", "a\x85b", "a\u2028b", "a\0b", 201 * "s"])
def test_a_subject_is_one_line(subject: str) -> None:
    with pytest.raises(InvalidInput, match=r"^subject: must be one line of 1 to 200 characters$"):
        Mail("a@b.example", subject, "you")


@pytest.mark.parametrize("text", ["a\0b", "a\rb", "\x1b[2J", "a\u202eb", "\ud800", 10_001 * "t"])
def test_a_text_is_lines_that_can_be_read(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"^text: must be lines of printable characters"):
        Mail("a@b.example", "Hello", text)


def chosen(**variables: str) -> Mailer:
    """The mailer of settings."""
    settings = load_settings({f"MARKETPLACE_{name.upper()}": text for name, text in variables.items()})
    return mailer_of(settings, now=lambda: 0, make_id=counting_ids())


SMTP = {"mail": "smtp", "mail_from": "deals@b.example", "smtp_host": "mail.b.example"}


def test_mails_are_files_unless_it_is_said_otherwise() -> None:
    assert isinstance(chosen(), FolderMailer)
    assert isinstance(chosen(**SMTP), SmtpMailer)
    assert isinstance(chosen(**SMTP, smtp_user="u", smtp_password="p", smtp_security="tls"), SmtpMailer)
    assert isinstance(chosen(**{**SMTP, "smtp_host": "127.0.0.1"}, smtp_user="u", smtp_security="none"), SmtpMailer)


@pytest.mark.parametrize(
    ("variables", "detail"),
    [
        ({"mail": "post"}, "MAIL must be one of folder, smtp"),
        ({"mail_from": "nobody"}, "MAIL_FROM must be an e-mail address"),
        ({"mail_from": "a@b.example\nX: y"}, "MAIL_FROM must be an e-mail address"),
        ({"mail": "smtp"}, "SMTP_HOST must be set where mail is smtp"),
        ({"mail": "smtp", "smtp_host": "x"}, "MAIL_FROM must be set where mail is smtp"),
        ({**SMTP, "smtp_security": "ssl"}, "SMTP_SECURITY must be one of starttls, tls, none"),
        ({**SMTP, "smtp_security": "none", "smtp_user": "u"}, "SMTP_SECURITY can't be none where there is a user"),
        ({**SMTP, "smtp_password": "pässwort"}, "SMTP_PASSWORD must be ASCII"),
        ({"smtp_port": "70000"}, "SMTP_PORT must be 0 to 65535"),
    ],
)
def test_wrong_settings_are_named(variables: dict[str, str], detail: str) -> None:
    with pytest.raises(SettingsError, match=f"^MARKETPLACE_{detail}") as error:
        chosen(**variables)
    assert "pässwort" not in str(error.value)


def test_a_password_is_shown_nowhere() -> None:
    settings = load_settings({"MARKETPLACE_SMTP_PASSWORD": "s3cret"})

    assert "s3cret" not in repr(settings) + repr(SmtpServer(host="x", port=25, password="s3cret"))
