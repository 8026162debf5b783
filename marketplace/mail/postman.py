"""How do letters reach the mailer? One by one, each tried again later when it is away; twice at worst, never lost."""

from __future__ import annotations

import logging
from collections.abc import Callable

from marketplace.creators.times import MICROSECONDS
from marketplace.errors import MailRefused, MailUnavailable
from marketplace.mail.mail import Mailer
from marketplace.mail.outbox import Letter, Outbox

AT_ONCE = 5
HELD_SECONDS = 900
"""Longer than a mailer takes for so many letters: whoever takes them dies rather than that others send them too."""

WAITS_SECONDS = (60, 300, 1_800, 7_200, 43_200)
"""Before a letter is tried again; then it is given up."""

logger = logging.getLogger(__name__)


class Postman:
    """Hands letters to a mailer; `now` gives microseconds. Several work side by side."""

    def __init__(self, outbox: Outbox, mailer: Mailer, *, now: Callable[[], int]) -> None:
        self._outbox = outbox
        self._mailer = mailer
        self._now = now

    def deliver(self) -> int:
        """Try some letters that are due; how many there were. Raises StoreUnavailable."""
        now = self._now()
        with self._outbox.writing() as records:
            letters = records.letters.take(now=now, until=now + HELD_SECONDS * MICROSECONDS, limit=AT_ONCE)
        for letter in letters:
            self._try(letter)
        return len(letters)

    def _try(self, letter: Letter) -> None:
        try:
            self._mailer.send(letter.mail)
        except MailRefused as error:
            logger.warning("letter %d is given up: %s", letter.id, error)
        except MailUnavailable as error:
            if letter.attempts < len(WAITS_SECONDS):
                self._put_off(letter, error)
                return
            logger.error("letter %d is given up after %d tries: %s", letter.id, letter.attempts + 1, error)
        with self._outbox.writing() as records:
            records.letters.remove(letter)

    def _put_off(self, letter: Letter, error: MailUnavailable) -> None:
        logger.warning("letter %d waits: %s", letter.id, error)
        later = self._now() + WAITS_SECONDS[letter.attempts] * MICROSECONDS
        with self._outbox.writing() as records:
            records.letters.again(letter, at=later)
