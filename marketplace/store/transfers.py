"""How is the ledger kept? Transfers that are only ever added, wallets whose rows order them, balances that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from marketplace.programme.transfer import Purse, Transfer, account_of
from marketplace.programme.wallet import Balances, Wallet
from marketplace.store.packing import record_of, row_of
from marketplace.store.programme_tables import BALANCES, TRANSFERS, WALLETS
from marketplace.store.statements import insert_many, parts

Change = tuple[str, Purse, str]
"""What an amount is of: a creator, a purse and a currency."""


class SqlWallets:
    """The `WalletRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, creator_ids: Collection[str], *, at: int) -> Mapping[str, Wallet]:
        """See `WalletRepository`."""
        found: dict[str, Wallet] = {}
        asked = sorted(set(creator_ids))
        # all are made before any is taken: who makes one may wait for another that we have, and we would for it
        for some in parts(asked):
            self._make(some, at=at)
        for some in parts(asked):
            taken = select(WALLETS).where(WALLETS.c.creator_id.in_(some)).order_by(WALLETS.c.creator_id)
            rows = self._connection.execute(taken.with_for_update())
            found |= {row.creator_id: record_of(Wallet, row) for row in rows}
        return found

    def replace_all(self, wallets: Sequence[Wallet]) -> None:
        """See `WalletRepository`."""
        if wallets:
            one = update(WALLETS).where(WALLETS.c.creator_id == bindparam("whose"))
            rows = [row_of(wallet, WALLETS) for wallet in wallets]
            named = [{"whose": row.pop("creator_id"), **row} for row in rows]
            self._connection.execute(one, named)

    def look(self, creator_id: str) -> Wallet | None:
        """See `WalletRepository`."""
        row = self._connection.execute(select(WALLETS).where(WALLETS.c.creator_id == creator_id)).one_or_none()
        return record_of(Wallet, row) if row else None

    def balances(self, creator_id: str) -> Balances:
        """See `WalletRepository`."""
        rows = self._connection.execute(select(BALANCES).where(BALANCES.c.creator_id == creator_id))
        return Balances({(Purse(row.purse), row.currency): row.amount for row in rows})

    def _make(self, creator_ids: Sequence[str], *, at: int) -> None:
        """Make the wallets that are not there; mostly all are."""
        there = {*self._connection.scalars(select(WALLETS.c.creator_id).where(WALLETS.c.creator_id.in_(creator_ids)))}
        new = [Wallet(creator_id=one, created_at=at, updated_at=at) for one in creator_ids if one not in there]
        if new:
            put, given = insert_many(self._connection, WALLETS, rows=[row_of(one, WALLETS) for one in new])
            self._connection.execute(put.on_conflict_do_nothing(), given)


class SqlTransfers:
    """The `TransferRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, transfers: Sequence[Transfer]) -> None:
        """See `TransferRepository`."""
        if not transfers:
            return
        put, given = insert_many(self._connection, TRANSFERS, rows=[_row(one) for one in transfers])
        self._connection.execute(put, given)
        changes: Counter[Change] = Counter()
        for one in transfers:
            changes.update(dict(_changes(one)))
        if changes:
            self._add(changes)

    def page(
        self, creator_id: str, *, before: int | None, limit: int, filters: Mapping[str, str] | None = None
    ) -> Sequence[Transfer]:
        """See `TransferRepository`."""
        wanted = (TRANSFERS.c[name] == value for name, value in (filters or {}).items())
        asked = select(TRANSFERS).where(TRANSFERS.c.creator_id == creator_id, *wanted)
        if before is not None:
            asked = asked.where(TRANSFERS.c.number < before)
        rows = self._connection.execute(asked.order_by(TRANSFERS.c.number.desc()).limit(limit))
        return [record_of(Transfer, row) for row in rows]

    def because_of(self, reasons: Collection[str]) -> Sequence[Transfer]:
        """See `TransferRepository`."""
        found: list[Transfer] = []
        for some in parts(reasons):
            asked = select(TRANSFERS).where(TRANSFERS.c.reason.in_(some))
            found += [record_of(Transfer, row) for row in self._connection.execute(asked)]
        return sorted(found, key=lambda one: one.number)

    def _add(self, changes: Mapping[Change, int]) -> None:
        """Let the balances follow."""
        rows = [
            {"creator_id": creator_id, "purse": purse.value, "currency": currency, "amount": amount}
            for (creator_id, purse, currency), amount in sorted(changes.items())
        ]
        put, given = insert_many(self._connection, BALANCES, rows=rows)
        added = {"amount": BALANCES.c.amount + put.excluded.amount}
        kept = put.on_conflict_do_update(index_elements=["creator_id", "purse", "currency"], set_=added)
        self._connection.execute(kept, given)


def _row(transfer: Transfer) -> dict[str, Any]:
    row = row_of(transfer, TRANSFERS)
    del row["number"]
    return row


def _changes(transfer: Transfer) -> Iterator[tuple[Change, int]]:
    """What becomes more and less in the purses of its wallet."""
    for purse in Purse:
        account = account_of(transfer.creator_id, purse)
        amount = transfer.amount * ((transfer.credit == account) - (transfer.debit == account))
        if amount:
            yield (transfer.creator_id, purse, transfer.currency), amount
