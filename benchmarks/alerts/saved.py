"""Which searches are saved, and which creators have changed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.vocabulary import Record
from benchmarks.workload import SEARCH, Workload
from marketplace.accounts.roles import Role
from marketplace.creators.times import parse_time
from marketplace.saved.changes import NEXT, NOTED_AT, OVERLAP, OVERLAYS, mark_of
from marketplace.saved.search import MOST_ALERTS, Alert, SavedSearch
from marketplace.wiring import Services

OF_FILTERS = 4
"""One of so many searches has no words, only filters, and so finds many."""


def save(services: Services, workload: Workload, *, count: int) -> Sequence[Mapping[str, Any]]:
    """Keep so many searches with an alert, each another one; their queries."""
    queries = [dict(one) for one in workload.searches(SEARCH, count)]
    for one in queries[::OF_FILTERS]:
        del one["q"]
    now, make_id = services.makers.now(), services.makers.make_id
    for n in range(0, count, MOST_ALERTS):
        account, _ = services.accounts.open({"role": Role.BRAND, "name": f"Brand {n}"})
        with services.records.writing() as records:
            for query in queries[n : n + MOST_ALERTS]:
                search = SavedSearch(
                    id=make_id("sch"),
                    account_id=account.id,
                    name="measured",
                    query=query,
                    alert=Alert.HOURLY,
                    created_at=0,
                    updated_at=0,
                )
                records.searches.add(search)
    with services.records.writing() as records:
        records.marks.move({OVERLAYS: 0, NEXT: 0, NOTED_AT: now})
    return queries


def changed(services: Services, newest: Sequence[Record], *, markets: Sequence[str]) -> None:
    """Let these be the creators who changed, the newest of their feeds: the marks stand before them."""
    oldest: dict[str, int] = {}
    for one in newest:
        at = parse_time(str(one["updated_at"]))
        oldest[one["market"]] = min(at, oldest.get(one["market"], at))
    with services.records.writing() as records:
        records.marks.move({mark_of(code): oldest[code] + OVERLAP for code in markets if code in oldest})


def newest_of(records: Sequence[Record], count: int) -> Sequence[Record]:
    """So many creators who changed last, as many of each market."""
    taken: Counter[str] = Counter()
    markets = len({one["market"] for one in records})
    return [*_newest(records, taken, most=-(-count // markets))]


def _newest(records: Sequence[Record], taken: Counter[str], *, most: int) -> Iterator[Record]:
    for one in sorted(records, key=lambda one: str(one["updated_at"]), reverse=True):
        if taken[one["market"]] < most:
            taken[one["market"]] += 1
            yield one


def due(services: Services) -> int:
    """Let all searches be told of; how many creators there are to tell of."""
    with services.records.writing() as records:
        searches = records.searches.alerting()
        records.searches.told(searches, next_at=0)
        return len(records.matches.untold(searches, limit=1_000_000))
