"""Is a claim one request's alone, in every database?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from marketplace.accounts.claims import Answer, Claim, ClaimKey, answered
from marketplace.store.records import SqlRecords
from tests.accounts import SECOND, Office
from tests.databases import Databases

CLAIM = Claim(ClaimKey("acc_1", "", "POST /v1/keys", "k"), b"hash", 10 * SECOND)
LATER = replace(CLAIM, claimed_at=71 * SECOND)


def test_of_two_that_know_the_same_one_takes_it(office: Office) -> None:
    for known, wanted in ((None, CLAIM), (CLAIM, LATER)):
        with office.records.writing() as records:
            assert records.claims.take(wanted, known=known)
        with office.records.writing() as records:
            assert not records.claims.take(replace(wanted, claimed_at=99 * SECOND), known=known)
            assert records.claims.get(CLAIM.key) == wanted


def test_it_is_held_until_another_one_takes_it_or_it_is_answered(office: Office) -> None:
    with office.records.writing() as records:
        records.claims.take(CLAIM, known=None)
        held = [records.claims.holds(CLAIM), records.claims.holds(LATER)]
        records.claims.take(LATER, known=CLAIM)
        held += [records.claims.holds(CLAIM), records.claims.holds(LATER)]
        records.claims.put(answered(LATER, Answer(200, b"{}")))
        held.append(records.claims.holds(LATER))

    assert held == [True, False, False, True, False]


def test_of_many_at_once_that_know_of_nothing_one_takes_it(databases: Databases) -> None:
    records = SqlRecords(databases())

    def take(number: int) -> bool:
        with records.writing() as opened:
            return opened.claims.take(replace(CLAIM, claimed_at=number), known=None)

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(take, range(64))) == 1
