"""How often may a key ask in a minute, and where is it counted?"""

from __future__ import annotations

from collections import Counter as Counts
from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.caller import Caller
from marketplace.accounts.rates import WRONG_KEYS, RateLimits, Spent
from marketplace.accounts.scoped_keys import ScopedKey
from tests.accounts import SECOND, Office, Time
from tests.records import MemoryRecords

MINUTE = 29_000_000 * 60 * SECOND
"""When some minute begins."""


class Tally:
    """Counts in this process."""

    def __init__(self) -> None:
        self.counts: Counts[tuple[str, int]] = Counts()

    def count(self, bucket: str, window: int) -> int:
        self.counts[bucket, window] += 1
        return self.counts[bucket, window]


class Broken:
    """Never knows."""

    def count(self, bucket: str, window: int) -> None:
        return None


@pytest.fixture
def time() -> Time:
    return Time(MINUTE)


@pytest.fixture
def caller() -> Caller:
    return Office(MemoryRecords()).caller()


def scoped(caller: Caller, **claims: Any) -> Caller:
    """The same account by a scoped key of its key."""
    return Caller(caller.account, caller.key, ScopedKey(caller.key.id, 0, **claims))


def test_so_many_are_let_through_and_no_more(time: Time, caller: Caller) -> None:
    rates = RateLimits(Tally(), 3, now=time)

    spent = [rates.spend(caller, "mk") for _ in range(5)]

    assert [(one.remaining, one.over) for one in spent if one] == [
        (2, False),
        (1, False),
        (0, False),
        (0, True),
        (0, True),
    ]


def test_it_begins_again_with_the_minute(time: Time, caller: Caller) -> None:
    rates = RateLimits(Tally(), 1, now=time)
    rates.spend(caller, "mk")
    time.passes(59.5)

    assert rates.spend(caller, "mk") == Spent(limit=1, used=2, reset_seconds=1)
    time.passes(0.5)
    assert rates.spend(caller, "mk") == Spent(limit=1, used=1, reset_seconds=60)


def test_keys_are_counted_apart(time: Time, caller: Caller) -> None:
    rates = RateLimits(Tally(), 5, now=time)
    other = Caller(caller.account, replace(caller.key, id="key_other"))

    assert [rates.spend(one, "mk") for one in (caller, other, caller)] == [Spent(5, n, 60) for n in (1, 1, 2)]


def test_a_scoped_key_counts_on_its_parent_unless_it_says_how_often(time: Time, caller: Caller) -> None:
    rates = RateLimits(Tally(), 5, now=time)

    assert rates.spend(caller, "mk") == Spent(5, 1, 60)
    assert rates.spend(scoped(caller), "sk one") == Spent(5, 2, 60)
    assert rates.spend(scoped(caller, rate_per_minute=2), "sk two") == Spent(2, 1, 60)
    assert rates.spend(scoped(caller, rate_per_minute=2), "sk three") == Spent(2, 1, 60)
    assert rates.spend(scoped(caller, rate_per_minute=9), "sk four") == Spent(5, 1, 60)


def test_without_a_limit_only_what_says_one_has_one(time: Time, caller: Caller) -> None:
    rates = RateLimits(Tally(), 0, now=time)

    assert rates.spend(caller, "mk") is None
    assert rates.spend(scoped(caller), "sk one") is None
    assert rates.spend(scoped(caller, rate_per_minute=2), "sk two") == Spent(2, 1, 60)


def test_wrong_keys_are_counted_by_address(time: Time) -> None:
    rates = RateLimits(Tally(), 0, now=time)
    for _ in range(WRONG_KEYS):
        rates.fail("203.0.113.1")

    beyond, other = rates.fail("203.0.113.1"), rates.fail("203.0.113.2")
    assert beyond
    assert other
    assert (beyond.over, other.over) == (True, False)


def test_where_nothing_can_be_counted_all_are_let_through(time: Time, caller: Caller) -> None:
    rates = RateLimits(Broken(), 1, now=time)
    assert (rates.spend(caller, "mk"), rates.fail("203.0.113.1")) == (None, None)
