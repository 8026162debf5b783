"""Is a call tried again as the plan says: ten times, later and later, as the receiver asks, and never after 410?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email.utils import format_datetime
from itertools import pairwise

import pytest

from marketplace.creators.times import MICROSECONDS, parse_time
from marketplace.events.answer import Answer, Trouble
from marketplace.events.delivery import Attempt, Delivery, State
from marketplace.events.plan import (
    GONE_REASON,
    KEPT_ATTEMPTS,
    TRIES,
    WAITS_SECONDS,
    Moment,
    forgotten,
    gone,
    tried,
)
from marketplace.events.webhook import Secret, Webhook

NOW = parse_time("2026-11-22T10:00:00Z")
FRESH = Delivery(id="dlv_1", webhook_id="whk_1", event_id=7, type="proposal.sent", next_at=NOW, created_at=NOW)
FAILED = Answer(status=500, duration_ms=1)


def after(answer: Answer, *, delivery: Delivery = FRESH, random: float = 0.5) -> Delivery:
    return tried(delivery, answer, moment=Moment(now=NOW, random=lambda: random))


def date_of(hour: int) -> str:
    return format_datetime(dt.datetime(2026, 11, 22, hour, tzinfo=dt.UTC), usegmt=True)


def wait(answer: Answer, **more: object) -> float:
    return (after(answer, **more).next_at - NOW) / MICROSECONDS


def test_there_are_ten_tries_over_more_than_three_days() -> None:
    hours = sum(WAITS_SECONDS) / 3_600
    assert (TRIES, 75 < hours < 90) == (10, True)
    assert all(earlier < later for earlier, later in pairwise(WAITS_SECONDS))


def test_each_failure_puts_it_off_as_planned_and_the_last_one_for_ever() -> None:
    delivery, waits = FRESH, []
    while delivery.state is State.PENDING:
        delivery = after(FAILED, delivery=delivery)
        waits.append((delivery.next_at - NOW) / MICROSECONDS)
    assert tuple(waits[:-1]) == WAITS_SECONDS
    assert (delivery.state, delivery.tries, len(delivery.attempts)) == (State.DEAD, 10, 10)


@pytest.mark.parametrize(("random", "spread"), [(0.0, 0.9), (0.5, 1.0), (1.0, 1.1)])
def test_waits_are_spread(random: float, spread: float) -> None:
    assert wait(FAILED, random=random, delivery=replace(FRESH, tries=1)) == pytest.approx(300 * spread)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_success(status: int) -> None:
    found = after(Answer(status=status, duration_ms=12))
    assert (found.state, found.tries) == (State.DELIVERED, 1)
    assert found.attempts == (Attempt(at=NOW - 12_000, status=status, duration_ms=12),)


@pytest.mark.parametrize("status", [101, 199, 300, 301, 302, 304, 307, 308, 400, 404, 500, 599])
def test_anything_else_is_none_a_redirect_least(status: int) -> None:
    assert after(Answer(status=status, duration_ms=1)).state is State.PENDING


def test_a_trouble_is_one_too_and_is_told() -> None:
    found = after(Answer(trouble=Trouble.TIMED_OUT, duration_ms=15_000))
    assert found.state is State.PENDING
    assert found.attempts == (Attempt(at=NOW - 15 * MICROSECONDS, duration_ms=15_000, error="timed out"),)
    assert type(found.attempts[0].error) is str


def test_who_is_gone_is_not_called_again() -> None:
    assert after(Answer(status=410, duration_ms=1)).state is State.DEAD
    webhook = Webhook(id="whk_1", account_id="acc", url="u", secrets=(Secret(kept="x"),), created_at=1, updated_at=1)
    off = gone(webhook, now=NOW)
    assert (off.enabled, off.disabled_reason, off.version, off.updated_at) == (False, GONE_REASON, 2, NOW)


@pytest.mark.parametrize(
    ("status", "said", "seconds"),
    [
        (429, "60", 60),
        (503, " 60 ", 60),
        (429, "1", 5),
        (429, date_of(11), 3_600),
        (503, "Sunday, 22-Nov-26 11:00:00 GMT", 3_600),
        (503, date_of(9), 5),
        (429, "99999999", 86_400),
        (429, "9" * 5_000, 86_400),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        (429, "soon", 5),
        (429, "-60", 5),
        (429, "١٢٠", 5),
        (429, "Fri, 99 Dec 99999 99:99:99 GMT", 5),
        (429, "", 5),
        (500, "60", 5),
        (200, "60", 0),
    ],
)
def test_who_is_busy_is_called_when_it_asks_a_day_later_at_most(status: int, said: str, seconds: int) -> None:
    assert wait(Answer(status=status, retry_after=said, duration_ms=1)) == seconds


def test_what_was_told_of_long_ago_is_kept_no_more() -> None:
    delivery = FRESH
    for status in range(500, 530):
        delivery = replace(after(Answer(status=status, duration_ms=1), delivery=delivery), tries=1)
    assert [one.status for one in delivery.attempts] == list(range(530 - KEPT_ATTEMPTS, 530))


def test_an_event_that_was_forgotten_is_given_up() -> None:
    found = forgotten(FRESH, now=NOW)
    assert found.state is State.DEAD
    assert found.attempts == (Attempt(at=NOW, duration_ms=0, error="event forgotten"),)
