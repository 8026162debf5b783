"""How are months of the ledger read? Summed up by the database, whatever the number of entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, func, or_, select

from marketplace.programme.closing import SUMS, Total
from marketplace.programme.rules import Feature
from marketplace.programme.statement import MOST_ENTRIES, STEPS, Flow
from marketplace.programme.transfer import FEES, FUND, GIFTS, Entry, Transfer
from marketplace.programme.wallet import FundMonth, Redemption, Withdrawal
from marketplace.store.packing import record_of
from marketplace.store.programme_tables import FUND_MONTHS, REDEMPTIONS, TRANSFERS, WITHDRAWALS
from marketplace.store.statements import parts

T = TypeVar("T", Redemption, Withdrawal)
C = TRANSFERS.c


class SqlMonths:
    """The `MonthRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def flows(self, creator_id: str) -> Sequence[Flow]:
        """See `MonthRepository`."""
        kind = (C.month, C.entry, C.feature, C.debit, C.credit, C.currency)
        sums = (func.sum(C.amount).label("amount"), func.count().label("count"))
        asked = select(*kind, *sums).where(C.creator_id == creator_id).group_by(*kind)
        return [_flow(row._asdict()) for row in self._connection.execute(asked)]

    def entries(self, creator_id: str, month: str) -> Sequence[Transfer]:
        """See `MonthRepository`."""
        return self._transfers(_of_month(creator_id, month))

    def steps(self, creator_id: str, month: str) -> Sequence[Transfer]:
        """See `MonthRepository`."""
        return self._transfers(_of_month(creator_id, month).where(C.entry.in_(STEPS)))

    def market(self, creator_id: str) -> str | None:
        """See `MonthRepository`."""
        asked = select(C.market).where(C.creator_id == creator_id).order_by(C.number.desc()).limit(1)
        return self._connection.scalars(asked).one_or_none()

    def redemptions(self, ids: Collection[str]) -> Mapping[str, Redemption]:
        """See `MonthRepository`."""
        return self._those(Redemption, REDEMPTIONS, ids=ids)

    def withdrawals(self, ids: Collection[str]) -> Mapping[str, Withdrawal]:
        """See `MonthRepository`."""
        return self._those(Withdrawal, WITHDRAWALS, ids=ids)

    def fund(self, creator_id: str, months: Collection[str]) -> Sequence[FundMonth]:
        """See `MonthRepository`."""
        mine = (FUND_MONTHS.c.creator_id == creator_id, FUND_MONTHS.c.month.in_(months))
        rows = self._connection.execute(select(FUND_MONTHS).where(*mine).order_by(FUND_MONTHS.c.month))
        return [record_of(FundMonth, row) for row in rows]

    def totals(self, month: str, *, market: str | None = None) -> Sequence[Total]:
        """See `MonthRepository`."""
        kind = (C.market, C.feature, C.currency)
        counted = (func.count(C.creator_id.distinct()).label("creators"), func.count().label("entries"))
        sums = [func.sum(case((which, C.amount), else_=0)).label(name) for name, which in _sums().items()]
        asked = select(*kind, *counted, *sums).where(C.month == month).group_by(*kind)
        if market is not None:
            asked = asked.where(C.market == market)
        rows = (_total(row._asdict()) for row in self._connection.execute(asked))
        features = (*Feature, None)
        return sorted(rows, key=lambda one: (one.market, features.index(one.feature), one.currency))

    def _transfers(self, asked: Select[Any]) -> Sequence[Transfer]:
        return [record_of(Transfer, row) for row in self._connection.execute(asked.limit(MOST_ENTRIES))]

    def _those(self, kind: type[T], table: Table, *, ids: Collection[str]) -> Mapping[str, T]:
        found: dict[str, T] = {}
        for some in parts(sorted(ids)):
            rows = self._connection.execute(select(table).where(table.c.id.in_(some)).order_by(table.c.id))
            found |= {row.id: record_of(kind, row) for row in rows}
        return found


def _of_month(creator_id: str, month: str) -> Select[Any]:
    return select(TRANSFERS).where(C.creator_id == creator_id, C.month == month).order_by(C.at, C.number)


def _sums() -> Mapping[str, ColumnElement[bool]]:
    """Which transfers count for which sum of a total: by their accounts, where these tell it."""
    to_creator, of_creator = C.credit.startswith("creator:"), C.debit.startswith("creator:")
    taken = and_(C.entry == Entry.REVERSAL, C.feature == Feature.TIPS, of_creator)
    found = {
        "credited": or_(C.debit.in_((GIFTS, FUND)), and_(C.entry == Entry.TIP, to_creator)),
        "reversed": or_(C.credit.in_((GIFTS, FUND)), taken),
        "fees": C.credit == FEES,
        "fees_reversed": C.debit == FEES,
        "released": C.entry == Entry.FUND_RELEASE,
        "redeemed": C.entry == Entry.REDEMPTION,
        "requested": C.entry == Entry.WITHDRAWAL,
        "paid": C.entry == Entry.PAYOUT,
        "failed": C.entry == Entry.PAYOUT_FAILED,
    }
    assert tuple(found) == SUMS
    return found


def _flow(row: Mapping[str, Any]) -> Flow:
    feature = row["feature"]
    known = {"entry": Entry(row["entry"]), "feature": Feature(feature) if feature else None}
    return Flow(**{**row, **known, "amount": int(row["amount"])})


def _total(row: Mapping[str, Any]) -> Total:
    feature = row["feature"]
    sums = {name: int(row[name]) for name in SUMS}
    return Total(**{**row, **sums, "feature": Feature(feature) if feature else None})
