"""Does nobody wait for a receiver that hangs, and is nothing lost when a worker or the database goes amid a call?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event, Semaphore

import pytest

from marketplace.errors import StoreUnavailable
from marketplace.events.delivery import State
from marketplace.events.ledger import HELD_SECONDS
from marketplace.events.plan import WAITS_SECONDS
from tests.databases import Databases
from tests.dispatch import Exchange, exchanging, once
from tests.receivers import HANGS, ReceiverServer, receiver, status

PATIENCE_SECONDS = 20
PENDING, DELIVERED = State.PENDING, State.DELIVERED


@pytest.fixture
def exchange(databases: Databases) -> Iterator[Exchange]:
    with exchanging(databases) as made:
        yield made


@pytest.fixture
def called() -> Iterator[ReceiverServer]:
    with receiver() as made:
        yield made


def arrivals(server: ReceiverServer) -> Semaphore:
    """Rises whenever a call comes."""
    rising = Semaphore(0)
    server.arrives = lambda _: rising.release()
    return rising


def comes(rising: Semaphore, count: int = 1) -> bool:
    return all(rising.acquire(timeout=PATIENCE_SECONDS) for _ in range(count))


def test_one_who_hangs_holds_nobody_up(exchange: Exchange, called: ReceiverServer) -> None:
    called.then = HANGS
    slow, came = exchange.hook(called.url), arrivals(called)
    with ExitStack() as stack:
        others = [stack.enter_context(receiver()) for _ in range(4)]
        rising = [arrivals(one) for one in others]
        webhooks = [exchange.hook(one.url) for one in others]
        exchange.announce(20)
        assert exchange.dispatcher.work() == 5
        assert comes(came)
        assert all(comes(one, 20) for one in rising)
        assert (len(called.came), {*exchange.states(slow)}) == (1, {PENDING})
        called.then = status(204)
        called.ends.set()
        exchange.send()
        assert all({*exchange.states(one)} == {DELIVERED} for one in webhooks)
        assert {len(one.came) for one in others} == {20}


def test_who_hangs_is_given_up_in_time_and_called_again(exchange: Exchange, called: ReceiverServer) -> None:
    webhook, quick = exchange.hook(called.url), exchange.opened(timeout_seconds=0.3)
    called.says.append(HANGS)
    exchange.announce(2)
    quick.until_nothing_is_due()
    first = exchange.deliveries(webhook)[0]
    assert [(one.status, one.error) for one in first.attempts] == [(None, "timed out")]
    exchange.time.passes(WAITS_SECONDS[0])
    quick.until_nothing_is_due()
    assert (called.ids, {*exchange.states(webhook)}) == (["1", "2", "1"], {DELIVERED})


def test_a_try_again_that_hangs_holds_no_first_try_back(exchange: Exchange, called: ReceiverServer) -> None:
    webhook, came = exchange.hook(called.url), arrivals(called)
    called.says += [status(500), HANGS]
    exchange.announce()
    exchange.send()
    exchange.time.passes(WAITS_SECONDS[0])
    exchange.dispatcher.work()
    assert comes(came, 2)
    exchange.announce(60)
    exchange.dispatcher.work()
    assert comes(came, 60)
    assert called.ids == ["1", "1", *(str(n) for n in range(2, 62))]
    assert exchange.deliveries(webhook)[0].state is PENDING
    called.ends.set()


def test_no_more_webhooks_are_taken_than_are_called_at_once(exchange: Exchange, called: ReceiverServer) -> None:
    called.then = HANGS
    for _ in range(3):
        exchange.hook(called.url)
    narrow = exchange.opened(lanes=2)
    exchange.announce()
    assert [narrow.work(), narrow.work()] == [2, 0]
    assert exchange.opened().work() == 1
    called.ends.set()


def test_a_dispatcher_that_is_closed_ends_its_calls_and_begins_no_more(
    exchange: Exchange, called: ReceiverServer
) -> None:
    webhook, came, first = exchange.hook(called.url), arrivals(called), exchange.opened()
    called.says.append(HANGS)
    exchange.announce(2)
    first.work()
    assert comes(came)
    with ThreadPoolExecutor(1) as thread:
        closing = thread.submit(first.close)
        called.ends.set()
        closing.result(timeout=PATIENCE_SECONDS)
    assert (called.ids, [len(one.attempts) for one in exchange.deliveries(webhook)]) == (["1"], [1, 0])
    exchange.send()  # at once: the webhook was not left taken
    assert called.ids == ["1", "2"]


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
