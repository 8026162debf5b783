"""Is nothing lost when a worker or the database goes amid a call, and nothing sent twice while none does?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from marketplace.errors import StoreUnavailable
from marketplace.events.delivery import State
from marketplace.events.ledger import HELD_SECONDS
from tests.databases import Databases
from tests.dispatch import PATIENCE_SECONDS, Exchange, arrivals, comes, exchanging, once
from tests.receivers import HANGS, ReceiverServer

PENDING, DELIVERED = State.PENDING, State.DELIVERED


def test_what_a_worker_sent_that_died_is_sent_again_by_the_same_id(exchange: Exchange, called: ReceiverServer) -> None:
    webhook, came, dying = exchange.hook(called.url), arrivals(called), exchange.opened()
    called.says.append(HANGS)
    exchange.announce()
    dying.work()
    assert comes(came)
    exchange.senders[-1].close()  # it is killed amid the call
    exchange.send()
    assert called.ids == ["1"]
    exchange.time.passes(HELD_SECONDS)
    exchange.send()
    assert (called.ids, exchange.states(webhook)) == (["1", "1"], [DELIVERED])
    assert len(exchange.deliveries(webhook)[0].attempts) == 1


def test_what_was_sent_and_could_not_be_kept_is_sent_again_by_the_same_id(
    exchange: Exchange, called: ReceiverServer, caplog: pytest.LogCaptureFixture
) -> None:
    webhook, impatient = exchange.hook(called.url), exchange.opened(wait_seconds=0.3)
    is_held, is_over = Event(), Event()

    def hold() -> None:
        with exchange.records.writing() as records:
            records.webhooks.get(webhook.id)
            is_held.set()
            is_over.wait(PATIENCE_SECONDS)

    exchange.announce(2)
    with ThreadPoolExecutor(1) as other:
        called.arrives = once(lambda: other.submit(hold) and is_held.wait(PATIENCE_SECONDS))
        impatient.work()
        assert is_held.wait(PATIENCE_SECONDS)
        impatient.close()
        is_over.set()
    assert "is called later: the database" in caplog.text
    exchange.send()
    assert (called.ids, exchange.states(webhook)) == (["1"], [PENDING, PENDING])
    exchange.time.passes(HELD_SECONDS)
    exchange.send()
    assert (called.ids, {*exchange.states(webhook)}) == (["1", "1", "2"], {DELIVERED})


def test_a_database_that_is_away_is_told(sqlite_databases: Databases) -> None:
    with exchanging(sqlite_databases) as exchange:
        impatient = exchange.opened(wait_seconds=0.1)
        with exchange.records.writing(), pytest.raises(StoreUnavailable):
            impatient.work()


def test_two_dispatchers_share_the_webhooks_and_send_nothing_twice(exchange: Exchange, called: ReceiverServer) -> None:
    hooks = [exchange.hook(f"{called.url}/{n}") for n in range(12)]
    exchange.announce(15)
    both = [exchange.opened(lanes=3) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        for one in [threads.submit(it.until_nothing_is_due) for it in both]:
            one.result(timeout=60)
    exchange.send()
    for n in range(len(hooks)):
        assert [one.id for one in called.came if one.path == f"/hook/{n}"] == [str(e) for e in range(1, 16)]
    assert all({*exchange.states(one)} == {DELIVERED} for one in hooks)
