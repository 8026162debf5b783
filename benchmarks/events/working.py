"""What does a worker do for events? It passes them on and sends them, each in a loop of its own, until it is ended."""

from __future__ import annotations

import random
import signal
import sys
from collections.abc import Callable
from threading import Event, Thread

from marketplace.accounts.vault import Vault
from marketplace.events.dispatching import Dispatcher
from marketplace.events.ledger import Ledger
from marketplace.events.relay import Relay
from marketplace.events.sending import Sender
from marketplace.events.signing import Signer
from marketplace.settings import load_settings
from marketplace.wiring import make_id, microseconds, services_of

IDLE_SECONDS = 0.05


def main(database_url: str, secret_key: str) -> None:
    """Work until SIGTERM."""
    settings = load_settings({"MARKETPLACE_DATABASE_URL": database_url, "MARKETPLACE_SECRET_KEY": secret_key})
    records, ended = services_of(settings).records, Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    sender = Sender(open_loopback=True)
    ledger = Ledger(records, now=microseconds, random=random.random)
    dispatcher = Dispatcher(ledger, sender, signer=Signer(Vault(secret_key), stamp=microseconds))
    relay = Relay(records, now=microseconds, make_id=make_id)
    threads = [Thread(target=_loop, args=(one, ended)) for one in (relay.work, dispatcher.work)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    sender.close()  # what hangs is not waited for


def _loop(work: Callable[[], int], ended: Event) -> None:
    while not ended.is_set():
        ended.wait(0 if work() else IDLE_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
