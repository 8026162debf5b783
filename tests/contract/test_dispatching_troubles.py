"""Does nobody wait for a receiver that hangs?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from marketplace.events.delivery import State
from marketplace.events.plan import WAITS_SECONDS
from tests.dispatch import PATIENCE_SECONDS, Exchange, arrivals, comes
from tests.receivers import HANGS, ReceiverServer, receiver, status

PENDING, DELIVERED = State.PENDING, State.DELIVERED


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


def test_no_more_are_tried_again_at_once_than_there_is_room_for(exchange: Exchange, called: ReceiverServer) -> None:
    webhook, came = exchange.hook(called.url), arrivals(called)
    narrow = exchange.opened(again=2, timeout_seconds=PATIENCE_SECONDS)
    called.then = status(500)
    exchange.announce(5)
    narrow.until_nothing_is_due()
    exchange.time.passes(WAITS_SECONDS[0])
    called.then = HANGS
    with receiver() as quick:
        exchange.hook(quick.url)
        rising = arrivals(quick)
        exchange.announce(30)
        narrow.work()
        assert comes(rising, 30)
        assert comes(came, 5 + 2 + 1)  # the last of which is a first try
        assert len(called.came) == 8
        called.then = status(204)
        called.ends.set()
        narrow.until_nothing_is_due()
    exchange.time.passes(WAITS_SECONDS[1])
    narrow.until_nothing_is_due()
    assert {*exchange.states(webhook)} == {DELIVERED}


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
