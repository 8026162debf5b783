"""Do letters of what happened reach the mailer: each once it is committed, tried again when it is away, never lost?"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from marketplace.errors import MailRefused, MailUnavailable
from marketplace.mail.mail import Mail
from marketplace.mail.postman import HELD_SECONDS, WAITS_SECONDS, Postman
from marketplace.store.records import SqlRecords
from tests.accounts import Time
from tests.databases import Databases

HELLO, AGAIN = Mail("a@example.com", "Hello", "One.\n"), Mail("b@example.com", "Again", "Two.\n")


@dataclass
class Box:
    """A `Mailer` that keeps what it is given, or fails as it is told."""

    failure: BaseException | None = None
    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        """See `Mailer`."""
        if self.failure:
            raise self.failure
        self.sent.append(mail)


@dataclass
class Post:
    """An outbox of a database, its postman, the mailer and the clock."""

    records: SqlRecords
    time: Time = field(default_factory=Time)
    box: Box = field(default_factory=Box)

    def __post_init__(self) -> None:
        self.postman = Postman(self.records, self.box, now=self.time)

    def keep(self, *mails: Mail) -> None:
        """Keep letters."""
        with self.records.writing() as records:
            for one in mails:
                records.letters.add_all([one], at=self.time())


@pytest.fixture
def post(databases: Databases) -> Post:
    return Post(SqlRecords(databases()))


def test_what_was_kept_is_sent_once(post: Post) -> None:
    post.keep(HELLO, AGAIN)

    assert (post.postman.deliver(), post.postman.deliver(), post.box.sent) == (2, 0, [HELLO, AGAIN])


def test_what_was_not_committed_is_not_sent(post: Post) -> None:
    with suppress(LookupError), post.records.writing() as records:
        records.letters.add_all([HELLO], at=0)
        raise LookupError

    assert (post.postman.deliver(), post.box.sent) == (0, [])


def test_a_mailer_that_is_away_is_tried_again_later_and_at_last_given_up(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.keep(HELLO)
    post.box.failure = MailUnavailable("away")
    for seconds in WAITS_SECONDS:
        assert (post.postman.deliver(), post.postman.deliver()) == (1, 0)
        post.time.passes(seconds)
    assert (post.postman.deliver(), "given up after 6 tries" in caplog.text) == (1, True)
    post.time.passes(10 * WAITS_SECONDS[-1])
    assert post.postman.deliver() == 0


def test_a_letter_is_sent_when_the_mailer_is_back(post: Post) -> None:
    post.keep(HELLO)
    post.box.failure = MailUnavailable("away")
    post.postman.deliver()

    post.box.failure = None
    post.time.passes(WAITS_SECONDS[0])

    assert (post.postman.deliver(), post.box.sent) == (1, [HELLO])


def test_what_is_refused_for_good_is_not_tried_again(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    post.keep(HELLO)
    post.box.failure = MailRefused("no such reader")

    assert (post.postman.deliver(), post.postman.deliver()) == (1, 0)
    post.time.passes(10 * WAITS_SECONDS[-1])
    assert (post.postman.deliver(), "no such reader" in caplog.text) == (0, True)


def test_two_postmen_do_not_send_one_letter_and_one_that_died_leaves_its_letters_to_the_other(post: Post) -> None:
    post.keep(HELLO)
    post.box.failure = KeyboardInterrupt()  # killed amid it
    with pytest.raises(KeyboardInterrupt):
        post.postman.deliver()
    other = Post(post.records, post.time)

    assert (other.postman.deliver(), other.box.sent) == (0, [])
    post.time.passes(HELD_SECONDS)
    assert (other.postman.deliver(), other.box.sent) == (1, [HELLO])
