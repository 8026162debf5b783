"""When is a call tried again? Ten times in three and a half days, then it is given up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from marketplace.creators.times import MICROSECONDS, to_microseconds
from marketplace.events.answer import GONE, TOO_MANY_REQUESTS, UNAVAILABLE, Answer, Trouble
from marketplace.events.delivery import Attempt, Delivery, State
from marketplace.events.webhook import Webhook

WAITS_SECONDS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""After each try that failed, before the next one; after the last it is given up."""

TRIES = 1 + len(WAITS_SECONDS)
SPREAD = 0.1
"""So far a wait is stretched or cut: those whom one outage hit come back at different times."""

LONGEST_SECONDS = 86_400
"""So long a receiver may let us wait."""

KEPT_ATTEMPTS = 20
GONE_REASON = "the receiver answered 410 Gone"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When a try ended, in microseconds, and how the next wait is spread: `random` gives a number from 0 to 1."""

    now: int
    random: Callable[[], float]


def tried(delivery: Delivery, answer: Answer, *, moment: Moment) -> Delivery:
    """A delivery after a try."""
    told = delivery.tries + 1
    again = replace(delivery, tries=told, attempts=_kept(delivery, answer, now=moment.now))
    if answer.is_success:
        return replace(again, state=State.DELIVERED)
    if answer.status == GONE or told >= TRIES:
        return replace(again, state=State.DEAD)
    return replace(again, next_at=_next_at(told, answer, moment=moment))


def forgotten(delivery: Delivery, *, now: int) -> Delivery:
    """A delivery whose event is not kept any more, given up."""
    answer = Answer(trouble=Trouble.FORGOTTEN, duration_ms=0)
    return replace(delivery, state=State.DEAD, attempts=_kept(delivery, answer, now=now))


def gone(webhook: Webhook, *, now: int) -> Webhook:
    """A webhook that nobody is behind any more: it is called again when its owner says so."""
    return replace(webhook, enabled=False, disabled_reason=GONE_REASON, version=webhook.version + 1, updated_at=now)


def _kept(delivery: Delivery, answer: Answer, *, now: int) -> tuple[Attempt, ...]:
    """The attempts with that which ended now; the newest of them."""
    at, error = now - answer.duration_ms * 1_000, answer.trouble
    attempt = Attempt(at=at, status=answer.status, duration_ms=answer.duration_ms, error=error and str(error))
    return (*delivery.attempts, attempt)[-KEPT_ATTEMPTS:]


def _next_at(told: int, answer: Answer, *, moment: Moment) -> int:
    spread = 1 - SPREAD + 2 * SPREAD * moment.random()
    planned = moment.now + round(WAITS_SECONDS[told - 1] * spread * MICROSECONDS)
    if answer.status not in (TOO_MANY_REQUESTS, UNAVAILABLE):
        return planned
    asked = _asked_for(answer.retry_after or "", moment.now)
    return max(planned, min(asked, moment.now + LONGEST_SECONDS * MICROSECONDS))


def _asked_for(retry_after: str, now: int) -> int:
    """The time that `Retry-After` names, by seconds or a date; 0 where it names none."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        # more digits than a day has are cut off before they are read: there may be thousands
        return now + (int(text) if len(text) < 10 else LONGEST_SECONDS) * MICROSECONDS
    try:
        moment = parsedate_to_datetime(text)
        return to_microseconds(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
    except (ValueError, OverflowError, IndexError, TypeError):
        return 0
