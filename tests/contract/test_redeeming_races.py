"""Of a thousand who take the same Diamonds or the same money at once, do as many get them as there are?"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

from marketplace.errors import Conflict
from marketplace.programme.transfer import Purse
from marketplace.programme.wallet import Payout
from marketplace.programme.withdrawing import Wish
from marketplace.store.proof import proof_of
from tests.databases import Databases
from tests.treasury import Treasury

THREADS = 16
CALLS = int(os.environ.get("REDEMPTIONS", "1000"))
"""Attempts; each is a transaction, of which SQLite does some 500 a second."""


def outcomes(act: Callable[[int], object], *, calls: int = CALLS) -> Counter[str]:
    """What becomes of so many calls that threads begin with at the same moment; any other error is raised."""
    start = Barrier(THREADS)

    def some(n: int) -> Counter[str]:
        start.wait()
        return Counter(outcome(act, one) for one in range(n, calls, THREADS))

    with ThreadPoolExecutor(THREADS) as others:
        return sum(others.map(some, range(THREADS)), Counter[str]())


def outcome(act: Callable[[int], object], n: int) -> str:
    """Whether a call was done."""
    try:
        act(n)
    except Conflict:
        return "refused"
    return "done"


def test_a_thousand_redemptions_at_once_never_overdraw(treasury: Treasury, databases: Databases) -> None:
    treasury.earn.gift("c1", 400 * 7_000)
    found = outcomes(lambda _: treasury.redeem("c1", 7))

    assert found == {"done": 400, "refused": CALLS - 400}
    assert (treasury.balances("c1").diamonds, treasury.purse("c1")) == (0, 400 * 3)
    with treasury.records.reading() as records:
        kept = records.redemptions.page("c1", before="", limit=CALLS)
        entries = records.transfers.because_of([one.id for one in kept])
        wallet = records.wallets.look("c1")
    assert (len(kept), len(entries), wallet and wallet.version) == (400, 800, 401)
    assert proof_of(databases())["problems"] == []


def test_gifts_reversals_and_redemptions_at_once_lose_nothing(treasury: Treasury, databases: Databases) -> None:
    gifts = [treasury.earn.gift("c1", 7_300) for _ in range(60)]

    def act(n: int) -> None:
        if n % 4 == 3:
            treasury.earn.reverse(gifts[n // 4])
        elif n % 4 == 2:
            treasury.earn.gift("c1", 1_234)
        else:
            treasury.redeem("c1", 7)

    found = outcomes(act, calls=240)

    assert found["done"] >= 120
    assert proof_of(databases())["problems"] == []


def test_withdrawals_at_once_stay_within_the_day_and_are_paid_once_by_many_workers(
    treasury: Treasury, databases: Databases
) -> None:
    treasury.earn.tip("c3", 1_000_000)
    found = outcomes(lambda _: treasury.withdraw("c3", Wish(Decimal(100))), calls=64)
    assert found == {"done": 10, "refused": 54}

    outcomes(lambda _: replace(treasury.paying).work(), calls=32)
    with treasury.records.reading() as records:
        states = {one.state for one in records.withdrawals.page("c3", before="", limit=99)}
    assert (states, treasury.purse("c3"), treasury.purse("c3", Purse.HELD)) == ({Payout.PAID}, 900_000, 0)
    assert sorted(treasury.bank.asked) == sorted(treasury.bank.paid)
    assert proof_of(databases())["problems"] == []
