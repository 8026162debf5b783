"""How is a mail written, as the RFCs want it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from marketplace.creators.times import MICROSECONDS
from marketplace.mail.mail import Mail

POLICY = SMTP.clone(cte_type="7bit")
"""Any server takes it; the default of the policy sends bodies as they are, which needs 8BITMIME."""


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes the mails of one sender; `now` gives microseconds, `make_id` ids by prefix."""

    sender: str
    now: Callable[[], int]
    make_id: Callable[[str], str]

    def written(self, mail: Mail) -> EmailMessage:
        """A mail with all its headers; no person sent it, so no absence is answered to it."""
        # what is before the @ has no other way to be written in other scripts
        message = EmailMessage(POLICY if mail.to.isascii() else POLICY.clone(utf8=True))
        message["From"] = self.sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = datetime.fromtimestamp(self.now() // MICROSECONDS, UTC)
        message["Message-ID"] = f"<{self.make_id('mail')}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        return message
