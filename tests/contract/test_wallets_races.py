"""Do those who take wallets that nobody had yet wait for each other, and never both?"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from marketplace.store.records import SqlRecords
from marketplace.store.statements import AT_ONCE
from tests.creators import NOW
from tests.databases import Databases

ROUNDS = 10


def test_more_wallets_than_one_statement_takes_are_taken_beside_fewer(
    databases: Databases,
) -> None:
    records, both = SqlRecords(databases(wait_seconds=60)), Barrier(2)
    many = [f"c{n:04}" for n in range(AT_ONCE)]

    def take(creator_ids: Sequence[str]) -> int:
        both.wait()
        with records.writing() as opened:
            return len(opened.wallets.take(creator_ids, at=NOW))

    with ThreadPoolExecutor(2) as others:
        for n in range(ROUNDS):
            asked = ([*many, f"new{n}"], [many[0], f"new{n}"])
            assert [*others.map(take, asked)] == [AT_ONCE + 1, 2]
