"""How is mail kept in a folder? A file a mail, whole or not there, for its owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from marketplace.errors import MailUnavailable
from marketplace.mail.mail import Mail
from marketplace.mail.writing import Writer


class FolderMailer:
    """The `Mailer` of who has no mail server: others read the files, and send or remove them."""

    def __init__(self, folder: Path, writer: Writer) -> None:
        """The folder is made with the first mail."""
        self._folder = folder
        self._writer = writer

    def send(self, mail: Mail) -> None:
        """See `Mailer`; files made later sort later."""
        message = self._writer.written(mail)
        file = self._folder / f"{message['Message-ID'].strip('<>').partition('@')[0]}.eml"
        draft = file.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
                    opened.write(message.as_bytes())
                    opened.flush()
                    os.fsync(opened.fileno())
                draft.rename(file)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise MailUnavailable(f"no mail can be written into {self._folder}: {error.strerror}") from error
