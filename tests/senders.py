"""How does a test call a receiver?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from marketplace.accounts.vault import Vault
from marketplace.events.answer import Answer
from marketplace.events.event import Event
from marketplace.events.sending import Sender
from marketplace.events.signing import Call, Signer
from marketplace.events.webhook import Secret, Webhook
from tests.accounts import SECRET_KEY
from tests.receivers import SECRET

EVENT = Event(id=1, account_id="acc_1", type="proposal.sent", at=1, data={"proposal_id": "prp_1"})


def real_microseconds() -> int:
    """The time of the real world, which receivers compare with a signature's."""
    return time.time_ns() // 1_000


@contextmanager
def sending(**how: object) -> Iterator[Sender]:
    """A sender, for as long as the block lasts."""
    sender = Sender(**{"timeout_seconds": 5, **how})
    try:
        yield sender
    finally:
        sender.close()


def kept_secret(text: str = SECRET, *, until: int | None = None) -> Secret:
    """A secret as it is kept."""
    return Secret(kept=Vault(SECRET_KEY).encrypt(text.encode()).decode(), until=until)


def call_of(url: str) -> Call:
    """A call of an event."""
    secrets = (kept_secret(),)
    webhook = Webhook(id="whk_1", account_id="acc_1", url=url, secrets=secrets, created_at=1, updated_at=1)
    return Signer(Vault(SECRET_KEY), stamp=real_microseconds).call(webhook, EVENT, now=1)


def ask(sender: Sender, url: str) -> Answer:
    """What a receiver says to an event."""
    return sender.loop.start(sender.send(call_of(url))).result(timeout=30)
