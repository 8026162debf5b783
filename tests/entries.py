"""How does a test come by entries of the ledger? Each kind goes the way that it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from marketplace.creators.times import parse_date
from marketplace.programme.rules import Feature
from marketplace.programme.statement import Flow
from marketplace.programme.transfer import (
    CONVERSION,
    DIAMONDS,
    FEES,
    FUND,
    GIFTS,
    PAYOUTS,
    TIPPERS,
    Entry,
    Purse,
    Transfer,
    account_of,
)

ANNA = "anna"
WAYS: dict[str, tuple[Entry, Feature | None, str, str]] = {
    "live gift": (Entry.GIFT, Feature.LIVE_GIFTS, GIFTS, "diamonds"),
    "live gift back": (Entry.REVERSAL, Feature.LIVE_GIFTS, "diamonds", GIFTS),
    "video gift": (Entry.GIFT, Feature.VIDEO_GIFTS, GIFTS, "diamonds"),
    "tip": (Entry.TIP, Feature.TIPS, TIPPERS, "available"),
    "tip back": (Entry.REVERSAL, Feature.TIPS, "available", TIPPERS),
    "foreign tip": (Entry.TIP, Feature.TIPS, TIPPERS, CONVERSION),
    "converted tip": (Entry.TIP, Feature.TIPS, CONVERSION, "available"),
    "fee": (Entry.TIP_FEE, Feature.TIPS, TIPPERS, FEES),
    "fee back": (Entry.REVERSAL, Feature.TIPS, FEES, TIPPERS),
    "fund": (Entry.FUND, Feature.CREATOR_FUND, FUND, "pending"),
    "less fund": (Entry.FUND, Feature.CREATOR_FUND, "pending", FUND),
    "release": (Entry.FUND_RELEASE, Feature.CREATOR_FUND, "pending", "available"),
    "redeemed": (Entry.REDEMPTION, None, "diamonds", CONVERSION),
    "for it": (Entry.REDEMPTION, None, CONVERSION, "available"),
    "withdrawal": (Entry.WITHDRAWAL, None, "available", "held"),
    "payout": (Entry.PAYOUT, None, "held", PAYOUTS),
    "payout failed": (Entry.PAYOUT_FAILED, None, "held", "available"),
}
"""Each kind by name: what it is for, by which feature, and from where to where."""

IN_DIAMONDS = {"live gift", "live gift back", "video gift", "redeemed"}
MONTHS = ("2026-07", "2026-08", "2026-10", "2026-11")


def entry(
    kind: str, amount: int, *, day: str = "2026-11-05", currency: str = "EUR", of: str = ANNA, **more: str
) -> Transfer:
    """An entry of a kind; its market is DE and its reason the kind, unless it is said."""
    what, feature, debit, credit = WAYS[kind]
    at = parse_date(day)
    return Transfer(
        creator_id=of,
        market=more.get("market", "DE"),
        entry=what,
        feature=feature,
        debit=_account(of, debit),
        credit=_account(of, credit),
        amount=amount,
        currency=DIAMONDS if kind in IN_DIAMONDS else currency,
        reason=more.get("reason", kind),
        at=at,
        posted_at=at,
        month=day[:7],
    )


def random_entries(seed: int, *, of: str = ANNA, count: int = 60) -> list[Transfer]:
    """So many entries of all kinds, in no order, some in another currency."""
    rng = Random(seed)
    return [
        entry(
            rng.choice([*WAYS]),
            rng.randint(1, 10_000),
            day=f"{rng.choice(MONTHS)}-{rng.randint(1, 28):02d}",
            currency=rng.choice(("EUR", "EUR", "JPY")),
            of=of,
        )
        for _ in range(count)
    ]


def flows_of(entries: Iterable[Transfer]) -> Sequence[Flow]:
    """What they come to by month and kind."""
    sums: Counter[tuple[object, ...]] = Counter()
    counts: Counter[tuple[object, ...]] = Counter()
    for one in entries:
        kind = (one.month, one.entry, one.feature, one.debit, one.credit, one.currency)
        sums[kind] += one.amount
        counts[kind] += 1
    names = ("month", "entry", "feature", "debit", "credit", "currency")
    return [Flow(**dict(zip(names, kind, strict=True)), amount=sums[kind], count=counts[kind]) for kind in sums]  # type: ignore[arg-type]


def _account(creator_id: str, name: str) -> str:
    return account_of(creator_id, Purse(name)) if name in [*Purse] else name
