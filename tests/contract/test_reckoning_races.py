"""Do workers that reckon side by side, and creators who answer meanwhile, lose nothing and wait for nobody?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from marketplace.accounts.roles import Role
from marketplace.deals.reckoning import Reckoning
from marketplace.deals.reputation import Mark
from marketplace.store.records import SqlRecords
from tests.bargains import HOUR, Bargain
from tests.contract.test_reckoning import said
from tests.databases import Databases


def marks(*names: str, creator_id: str = "c1") -> list[Mark]:
    return [Mark(f"mrk_{one}", creator_id) for one in names]


def test_two_workers_take_different_marks_and_nobody_who_marks_waits(postgresql_databases: Databases) -> None:
    first, second = (SqlRecords(postgresql_databases(wait_seconds=1)) for _ in range(2))
    others = marks("2", creator_id="c2")
    with first.writing() as records:
        records.reputations.mark([*marks("1"), *others, *marks("3")])
    with first.writing() as one:
        assert one.reputations.take(1) == marks("1", "3"), "all that there is of a creator"
        with second.writing() as other:
            assert other.reputations.take(9) == others
            other.reputations.mark(marks("4"))
        one.reputations.remove(marks("1", "3"))
    with second.writing() as records:
        assert records.reputations.take(9) == [*others, *marks("4")]


def test_a_worker_that_waited_for_an_overlay_knows_what_happened_meanwhile(postgresql_databases: Databases) -> None:
    bargain, busy = Bargain(SqlRecords(postgresql_databases())), SqlRecords(postgresql_databases())
    bargain.collaboration()
    proposal = bargain.proposal()
    bargain.time.passes(10 * HOUR)
    with ThreadPoolExecutor(1) as other:
        with busy.writing() as records:
            records.overlays.hold()
            worker = other.submit(Reckoning(SqlRecords(postgresql_databases(wait_seconds=60))).work)
            wait_until_somebody_waits(postgresql_databases)
            bargain.deals.proposals.decline(proposal.id, None, expected=None, by=bargain.creator)
        assert worker.result(60) == 1
    assert said(bargain) == {"response_hours": 5.0}


def wait_until_somebody_waits(databases: Databases) -> None:
    """Look until a connection waits for another one's lock."""
    waiting = "datname = current_database() AND wait_event_type = 'Lock'"
    asked = text(f"SELECT count(*) FROM pg_stat_activity WHERE {waiting}")
    for _ in range(20_000):
        with databases.opened[0].reading() as connection:
            if connection.scalar(asked):
                return
    raise AssertionError("nobody waits")


def test_the_last_word_is_that_of_who_knows_most_while_workers_and_creators_race(bargain: Bargain) -> None:
    creators = [bargain.creator, *(bargain.office.caller(Role.CREATOR, creator_id=f"k{n}") for n in range(3))]
    campaigns = [bargain.campaign() for _ in range(6)]
    sent = [one for each in campaigns for one in bargain.offer(each, "c1", "k0", "k1", "k2")[0]]
    callers = {one.account.creator_id: one for one in creators}

    def answer(n: int) -> None:
        proposal = sent[n]
        if n % 3:
            bargain.accept(proposal, by=callers[proposal.creator_id])
        else:
            bargain.deals.proposals.decline(proposal.id, None, expected=None, by=callers[proposal.creator_id])

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(answer, range(len(sent)))
        workers = pool.map(lambda _: Reckoning(bargain.records).work(), range(len(sent)))
        assert [*answers] == [None] * len(sent)
        done = sum(workers)
    while some := Reckoning(bargain.records).work():
        done += some

    assert done == len(sent)
    for creator_id in callers:
        settled = [one for one in bargain.page("proposals") if one.creator_id == creator_id]
        rate = sum(one.collaboration_id is not None for one in settled) / len(settled)
        assert said(bargain, creator_id)["acceptance_rate"] == round(rate, 4)
