"""What is a mail, and who sends it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from marketplace.errors import InvalidInput, Problem

MAX_ADDRESS = 254
MAX_SUBJECT = 200
MAX_TEXT = 10_000

_ATOM = r"[^\s@<>()\[\],;:\\\".]+"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})+")
"""No quotes, comments or lists: what is not read as one address by everybody could be read as two."""


@dataclass(frozen=True)
class Mail:
    """One plain text to one address; raises InvalidInput for what could become another header or another mail."""

    to: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        lines = self.text.split("\n")
        wrong = {
            "to": not is_address(self.to),
            "subject": not self.subject.strip() or len(self.subject) > MAX_SUBJECT or not self.subject.isprintable(),
            "text": len(self.text) > MAX_TEXT or not all(line.isprintable() for line in lines),
        }
        if problems := [Problem(name, _DETAILS[name]) for name, is_wrong in wrong.items() if is_wrong]:
            raise InvalidInput(*problems)


_DETAILS = {
    "to": "is no e-mail address",
    "subject": f"must be one line of 1 to {MAX_SUBJECT} characters",
    "text": f"must be lines of printable characters, at most {MAX_TEXT} in all",
}


class Mailer(Protocol):
    """Sends mails."""

    def send(self, mail: Mail) -> None:
        """Hand a mail over; raises MailUnavailable, and MailRefused where trying again does not help."""
        ...


def is_address(text: str) -> bool:
    """Whether a text is one e-mail address, and nothing else for any reader."""
    return len(text) <= MAX_ADDRESS and text.isprintable() and bool(_ADDRESS.fullmatch(text))
