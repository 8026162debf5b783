"""Is every event delivered: in order, tried again as planned, given up in the end, and never to one who is gone?"""

from __future__ import annotations

import pytest

from marketplace.events.delivery import State
from marketplace.events.plan import GONE_REASON, WAITS_SECONDS
from tests.dispatch import Exchange, once
from tests.receivers import HANGS_UP, SECRET, ReceiverServer, receiver, status
from tests.senders import kept_secret

NEW = "whsec_YSBuZXcgc2VjcmV0IG9mIGEgcmVjZWl2ZXI="
DAY = 86_400
PENDING, DELIVERED, DEAD = State.PENDING, State.DELIVERED, State.DEAD


def test_events_are_delivered_in_their_order_and_once(exchange: Exchange, called: ReceiverServer) -> None:
    webhook = exchange.hook(called.url)
    exchange.announce(60)
    exchange.send()
    exchange.send()
    assert called.ids == [str(n) for n in range(1, 61)]
    assert called.came[0].event == {"id": 1, "type": "proposal.sent", "at": "2026-11-22T10:00:00Z", "data": {"n": 1}}
    assert {*exchange.states(webhook)} == {DELIVERED}
    assert [(one.status, one.error) for one in exchange.deliveries(webhook)[0].attempts] == [(204, None)]


def test_one_that_fails_is_tried_again_later_and_holds_no_other_one_up(
    exchange: Exchange, called: ReceiverServer
) -> None:
    webhook = exchange.hook(called.url)
    called.says += [status(500), HANGS_UP]
    exchange.announce(3)
    exchange.send()
    assert (called.ids, exchange.states(webhook)) == (["1", "2", "3"], [PENDING, PENDING, DELIVERED])
    exchange.time.passes(WAITS_SECONDS[0] - 1)
    exchange.send()
    assert len(called.ids) == 3
    exchange.time.passes(1)
    exchange.send()
    assert (sorted(called.ids[3:]), {*exchange.states(webhook)}) == (["1", "2"], {DELIVERED})
    tried = [[(it.status, it.error) for it in one.attempts] for one in exchange.deliveries(webhook)[:2]]
    assert tried == [[(500, None), (204, None)], [(None, "reset"), (204, None)]]


def test_after_ten_tries_it_is_given_up_and_can_be_delivered_by_hand(
    exchange: Exchange, called: ReceiverServer
) -> None:
    webhook = exchange.hook(called.url)
    called.then = status(500)
    exchange.announce()
    for tries, seconds in enumerate((*WAITS_SECONDS, 30 * DAY), start=1):
        exchange.send()
        assert len(called.came) == tries
        exchange.time.passes(seconds - 1)
        exchange.send()
        assert len(called.came) == tries
        exchange.time.passes(1)
    exchange.send()
    assert (len(called.came), exchange.states(webhook)) == (10, [DEAD])
    called.then = status(204)
    exchange.redeliver(*exchange.deliveries(webhook))
    exchange.send()
    (found,) = exchange.deliveries(webhook)
    assert ({*called.ids}, len(called.came), found.state, found.tries) == ({"1"}, 11, DELIVERED, 1)


def test_who_is_gone_is_not_called_any_more(exchange: Exchange, called: ReceiverServer) -> None:
    webhook = exchange.hook(called.url)
    called.says += [status(204), status(410)]
    exchange.announce(4)
    exchange.send()
    exchange.time.passes(DAY)
    exchange.announce()
    exchange.send()
    assert (called.ids, exchange.states(webhook)) == (["1", "2"], [DELIVERED, DEAD, PENDING, PENDING])
    now = exchange.now(webhook)
    assert (now.enabled, now.disabled_reason, now.version) == (False, GONE_REASON, 2)
    assert now.updated_at == exchange.time() - DAY * 1_000_000
    exchange.change(webhook, enabled=True)
    exchange.send()
    assert called.ids == ["1", "2", "3", "4"]


def test_that_an_old_address_is_gone_says_nothing_of_a_new_one(exchange: Exchange, called: ReceiverServer) -> None:
    webhook = exchange.hook(called.url)
    called.says.append(status(410))
    called.arrives = once(lambda: exchange.change(webhook, url=called.url.replace("hook", "new")))
    exchange.announce(2)
    exchange.send()
    assert [one.path for one in called.came] == ["/hook", "/new"]
    assert exchange.now(webhook).enabled
    assert exchange.states(webhook) == [DEAD, DELIVERED]


@pytest.mark.parametrize("code", [429, 503])
def test_who_is_busy_is_called_when_it_asks(exchange: Exchange, called: ReceiverServer, code: int) -> None:
    exchange.hook(called.url)
    called.says.append(status(code, Retry_After="600"))
    exchange.announce()
    exchange.send()
    exchange.time.passes(599)
    exchange.send()
    assert len(called.came) == 1
    exchange.time.passes(1)
    exchange.send()
    assert called.ids == ["1", "1"]


def test_a_secret_can_be_changed_without_a_call_that_is_not_believed(exchange: Exchange) -> None:
    with receiver(secret=SECRET) as old, receiver(secret=NEW) as new:
        secrets = (kept_secret(NEW), kept_secret(SECRET, until=exchange.time() + 60 * 1_000_000))
        webhooks = [exchange.hook(one.url, secrets=secrets) for one in (old, new)]
        exchange.announce()
        exchange.send()
        exchange.remove(webhooks[0])
        exchange.time.passes(60)
        exchange.announce()
        exchange.send()
        signatures = [one.headers["webhook-signature"].count("v1,") for one in (*old.came, *new.came)]
    assert signatures == [2, 2, 1]


def test_an_event_that_was_forgotten_is_given_up(exchange: Exchange, called: ReceiverServer) -> None:
    webhook = exchange.hook(called.url)
    exchange.announce()
    with exchange.records.writing() as records:
        records.events.forget(before=exchange.time() + 1, limit=9)
    exchange.announce()
    exchange.send()
    assert (called.ids, exchange.states(webhook)) == (["2"], [DEAD, DELIVERED])
    assert [one.error for one in exchange.deliveries(webhook)[0].attempts] == ["event forgotten"]


@pytest.mark.parametrize("what", ["disabled", "removed"])
def test_nothing_more_is_sent_to_a_webhook_that_is_not_to_be_called(
    exchange: Exchange, called: ReceiverServer, what: str
) -> None:
    webhook = exchange.hook(called.url)
    off = {"disabled": lambda: exchange.change(webhook, enabled=False), "removed": lambda: exchange.remove(webhook)}
    called.arrives = once(off[what])
    exchange.announce(3)
    exchange.send()
    exchange.time.passes(DAY)
    exchange.send()
    assert called.ids == ["1"]
    assert exchange.states(webhook) == ([DELIVERED, PENDING, PENDING] if what == "disabled" else [])


def test_one_who_is_suspended_is_called_when_that_is_over(exchange: Exchange, called: ReceiverServer) -> None:
    exchange.hook(called.url)
    exchange.announce()
    exchange.office.accounts.suspend(exchange.account)
    exchange.send()
    exchange.time.passes(DAY)
    exchange.send()
    assert called.ids == []
    exchange.office.accounts.reinstate(exchange.account)
    exchange.time.passes(DAY)
    exchange.send()
    assert called.ids == ["1"]
