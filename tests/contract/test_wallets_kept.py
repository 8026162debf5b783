"""Is the ledger kept as it was written, for ever, and do the balances follow, on every database?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from marketplace.errors import StoreUnavailable
from marketplace.programme.rules import Feature
from marketplace.programme.transfer import DIAMONDS, GIFTS, TIPPERS, Entry, Purse, Transfer, account_of
from marketplace.programme.wallet import Balances, Payout, Wallet, Withdrawal
from marketplace.store.programme_tables import TRANSFERS
from marketplace.store.records import SqlRecords
from tests.creators import NOW
from tests.databases import Databases
from tests.treasury import Treasury


def transfer(creator_id: str, amount: int, *, purse: Purse = Purse.DIAMONDS, **more: object) -> Transfer:
    """A transfer into a purse."""
    diamonds = purse is Purse.DIAMONDS
    made = Transfer(
        creator_id=creator_id,
        market="DE",
        entry=Entry.GIFT if diamonds else Entry.TIP,
        feature=Feature.LIVE_GIFTS,
        debit=GIFTS if diamonds else TIPPERS,
        credit=account_of(creator_id, purse),
        amount=amount,
        currency=DIAMONDS if diamonds else "EUR",
        reason="e1",
        at=NOW,
        posted_at=NOW,
        month="2026-11",
        detail={"rate": "1.1620"},
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_wallet_is_made_when_it_is_first_taken(treasury: Treasury) -> None:
    with treasury.records.writing() as records:
        assert records.wallets.look("c1") is None
        taken = records.wallets.take(["c2", "c1", "c2"], at=NOW)
        records.wallets.replace_all([replace(taken["c1"], live_milli=1_500, version=1)])

    fresh = Wallet(creator_id="c2", created_at=NOW, updated_at=NOW)
    with treasury.records.writing() as records:
        again = records.wallets.take(["c1", "c2"], at=NOW + 5)
    assert again == {"c1": replace(fresh, creator_id="c1", live_milli=1_500, version=1), "c2": fresh}


def test_transfers_are_numbered_in_their_order_and_balances_follow(treasury: Treasury) -> None:
    more, back = transfer("c1", 5), transfer("c1", 9, debit=account_of("c1", Purse.DIAMONDS), credit=GIFTS)
    money = transfer("c1", 700, purse=Purse.AVAILABLE, reason="e2")
    with treasury.records.writing() as records:
        records.wallets.take(["c1", "c2"], at=NOW)
        records.transfers.add_all([more, transfer("c2", 3), back, money])

    with treasury.records.reading() as records:
        kept = records.transfers.page("c1", before=None, limit=9)
        assert [replace(one, number=0) for one in kept] == [money, back, more]
        assert records.transfers.page("c1", before=kept[0].number, limit=1) == [kept[1]]
        assert [one.reason for one in records.transfers.because_of(["e2", "e9"])] == ["e2"]
        expected = {(Purse.DIAMONDS, DIAMONDS): -4, (Purse.AVAILABLE, "EUR"): 700}
        assert records.wallets.balances("c1") == Balances(expected)


def test_entries_are_found_by_what_they_are_for(treasury: Treasury) -> None:
    treasury.earn.gift("c1", 5_000)
    treasury.earn.tip("c1", 300)

    def found(**filters: str) -> list[str]:
        with treasury.records.reading() as records:
            return [one.entry for one in records.transfers.page("c1", before=None, limit=9, filters=filters)]

    assert found() == ["tip_fee", "tip", "gift"]
    assert (found(entry="tip"), found(feature="live_gifts"), found(month="2026-10")) == (["tip"], ["gift"], [])


@pytest.mark.parametrize("changes", [lambda: update(TRANSFERS).values(amount=1), lambda: delete(TRANSFERS)])
def test_the_database_itself_refuses_to_change_what_was_written(
    treasury: Treasury, databases: Databases, changes: Callable[[], object]
) -> None:
    treasury.earn.gift("c1", 5_000)

    with pytest.raises(StoreUnavailable, match="only ever added to"), databases().writing() as connection:
        connection.execute(changes())  # type: ignore[call-overload]

    assert treasury.balances("c1").diamonds == 5


def test_what_is_rolled_back_leaves_nothing(treasury: Treasury) -> None:
    with suppress(ZeroDivisionError), treasury.records.writing() as records:
        records.wallets.take(["c1"], at=NOW)
        records.transfers.add_all([transfer("c1", 5), transfer("c1", 5 // 0)])

    with treasury.records.reading() as records:
        assert (records.wallets.look("c1"), records.wallets.balances("c1")) == (None, Balances())


def test_a_withdrawal_that_one_has_taken_nobody_else_finds_due(treasury: Treasury, databases: Databases) -> None:
    made = Withdrawal(
        id="wdr_1",
        creator_id="c1",
        minor=1,
        currency="EUR",
        payout_account="x",
        day="2026-11-22",
        next_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    others = (replace(made, id="wdr_2", next_at=NOW + 1), replace(made, id="wdr_3", state=Payout.FAILED))
    with treasury.records.writing() as records:
        for one in (made, *others):
            records.withdrawals.add(one)
    with treasury.records.writing() as records:
        assert records.withdrawals.due(NOW, limit=9) == [made]
        if not databases.is_sqlite:  # where the other one would wait
            with SqlRecords(databases()).writing() as beside:
                assert beside.withdrawals.due(NOW, limit=9) == []
    with treasury.records.reading() as records:
        assert [one.id for one in records.withdrawals.page("c1", before="wdr_3", limit=1)] == ["wdr_2"]
        assert {one.id for one in records.withdrawals.of_day("c1", "2026-11-22")} == {"wdr_1", "wdr_2"}
