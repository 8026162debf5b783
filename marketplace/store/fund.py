"""How are months of the Creator Fund kept, and which are to be reckoned up or paid out? Behind the locks of wallets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, delete, func, not_, select, tuple_

from marketplace.programme.happening import HappeningType
from marketplace.programme.wallet import FundMonth, Viewed, Wallet
from marketplace.store.packing import record_of, row_of
from marketplace.store.programme_tables import FUND_MONTHS, HAPPENINGS, VIEWED, WALLETS
from marketplace.store.statements import insert_many, insert_of, parts

SPARE = 10
"""How many times as many as are wanted are looked at, as others may have taken some."""


class SqlFund:
    """The `ViewRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, months: Mapping[tuple[str, str], int], *, since: int) -> None:
        """See `ViewRepository`."""
        if months:
            rows = [
                {"creator_id": creator_id, "month": month, "since": since, "due_at": due_at}
                for (creator_id, month), due_at in sorted(months.items())
            ]
            put, given = insert_many(self._connection, VIEWED, rows=rows)
            self._connection.execute(put.on_conflict_do_nothing(), given)

    def take_ended(self, *, now: int, limit: int) -> Mapping[str, Wallet]:
        """See `ViewRepository`."""
        due = select(VIEWED.c.creator_id).where(VIEWED.c.due_at <= now).order_by(VIEWED.c.due_at).limit(limit * SPARE)
        return self._free(due, limit=limit)

    def ended(self, creator_ids: Collection[str], *, now: int) -> Sequence[tuple[str, str]]:
        """See `ViewRepository`."""
        asked = select(VIEWED.c.creator_id, VIEWED.c.month).where(VIEWED.c.due_at <= now)
        rows = self._connection.execute(asked.where(VIEWED.c.creator_id.in_(creator_ids)))
        return sorted((row.creator_id, row.month) for row in rows)

    def unmark(self, months: Collection[tuple[str, str]]) -> None:
        """See `ViewRepository`."""
        for some in parts(months):
            self._connection.execute(delete(VIEWED).where(tuple_(VIEWED.c.creator_id, VIEWED.c.month).in_(some)))

    def views(self, creator_id: str, month: str) -> Sequence[Viewed]:
        """See `ViewRepository`."""
        days = (HAPPENINGS.c.day, HAPPENINGS.c.market, HAPPENINGS.c.viewers)
        asked = (
            select(*days, func.sum(HAPPENINGS.c.value).label("views"))
            .where(
                HAPPENINGS.c.type == HappeningType.FUND_VIEWS.value,
                HAPPENINGS.c.creator_id == creator_id,
                HAPPENINGS.c.month == month,
                HAPPENINGS.c.reversed_by.is_(None),
            )
            .group_by(*days)
            .order_by(*days)
        )
        rows = self._connection.execute(asked)
        return [Viewed(row.day, row.market, row.viewers, int(row.views)) for row in rows]

    def months(self, creator_ids: Collection[str]) -> Sequence[FundMonth]:
        """See `ViewRepository`."""
        asked = select(FUND_MONTHS).where(FUND_MONTHS.c.creator_id.in_(creator_ids))
        rows = self._connection.execute(asked.order_by(FUND_MONTHS.c.creator_id, FUND_MONTHS.c.month))
        return [record_of(FundMonth, row) for row in rows]

    def put_all(self, months: Sequence[FundMonth]) -> None:
        """See `ViewRepository`."""
        if months:
            put = insert_of(self._connection)(FUND_MONTHS)
            newer = {name: put.excluded[name] for name in ("views", "minor", "released", "updated_at")}
            kept = put.on_conflict_do_update(index_elements=["creator_id", "month"], set_=newer)
            self._connection.execute(kept, [row_of(one, FUND_MONTHS) for one in months])

    def take_payable(self, least: Mapping[str, int], *, now: int, limit: int) -> Mapping[str, Wallet]:
        """See `ViewRepository`."""
        enough = case(least, value=FUND_MONTHS.c.currency, else_=0)
        payable = (
            select(FUND_MONTHS.c.creator_id)
            .where(not_(FUND_MONTHS.c.released), FUND_MONTHS.c.payable_at <= now)
            .group_by(FUND_MONTHS.c.creator_id, FUND_MONTHS.c.currency)
            .having(func.sum(FUND_MONTHS.c.minor) >= enough)
            .limit(limit * SPARE)
        )
        return self._free(payable, limit=limit)

    def _free(self, creators: Select[Any], *, limit: int) -> Mapping[str, Wallet]:
        """The wallets of some of these creators that nobody else has taken."""
        of_theirs = select(WALLETS).where(WALLETS.c.creator_id.in_(creators)).order_by(WALLETS.c.creator_id)
        rows = self._connection.execute(of_theirs.limit(limit).with_for_update(skip_locked=True))
        return {row.creator_id: record_of(Wallet, row) for row in rows}
