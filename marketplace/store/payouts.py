"""How is kept what leaves a wallet? Redemptions, withdrawals, and what the recording payout provider was told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from marketplace.programme.wallet import Payout, Redemption, Withdrawal
from marketplace.store.listing import can_be
from marketplace.store.packing import record_of, row_of
from marketplace.store.programme_tables import PAYOUTS, REDEMPTIONS, UNDER_WAY, WITHDRAWALS
from marketplace.store.statements import insert_of


class SqlRedemptions:
    """The `RedemptionRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, redemption: Redemption) -> None:
        """See `RedemptionRepository`."""
        self._connection.execute(insert(REDEMPTIONS).values(row_of(redemption, REDEMPTIONS)))

    def get(self, redemption_id: str) -> Redemption | None:
        """See `RedemptionRepository`."""
        if not can_be(redemption_id):
            return None
        asked = select(REDEMPTIONS).where(REDEMPTIONS.c.id == redemption_id)
        row = self._connection.execute(asked).one_or_none()
        return record_of(Redemption, row) if row else None

    def page(self, creator_id: str, *, before: str, limit: int) -> Sequence[Redemption]:
        """See `RedemptionRepository`."""
        asked = select(REDEMPTIONS).where(REDEMPTIONS.c.creator_id == creator_id)
        if before:
            asked = asked.where(REDEMPTIONS.c.id < before)
        rows = self._connection.execute(asked.order_by(REDEMPTIONS.c.id.desc()).limit(limit))
        return [record_of(Redemption, row) for row in rows]


class SqlWithdrawals:
    """The `WithdrawalRepository` of a transaction."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, withdrawal: Withdrawal) -> None:
        """See `WithdrawalRepository`."""
        self._connection.execute(insert(WITHDRAWALS).values(row_of(withdrawal, WITHDRAWALS)))

    def get(self, withdrawal_id: str) -> Withdrawal | None:
        """See `WithdrawalRepository`."""
        if not can_be(withdrawal_id):
            return None
        asked = select(WITHDRAWALS).where(WITHDRAWALS.c.id == withdrawal_id)
        row = self._connection.execute(asked.with_for_update() if self._writes else asked).one_or_none()
        return record_of(Withdrawal, row) if row else None

    def replace(self, withdrawal: Withdrawal) -> None:
        """See `WithdrawalRepository`."""
        changed = update(WITHDRAWALS).where(WITHDRAWALS.c.id == withdrawal.id)
        self._connection.execute(changed.values(row_of(withdrawal, WITHDRAWALS)))

    def page(self, creator_id: str, *, before: str, limit: int) -> Sequence[Withdrawal]:
        """See `WithdrawalRepository`."""
        asked = select(WITHDRAWALS).where(WITHDRAWALS.c.creator_id == creator_id)
        if before:
            asked = asked.where(WITHDRAWALS.c.id < before)
        rows = self._connection.execute(asked.order_by(WITHDRAWALS.c.id.desc()).limit(limit))
        return [record_of(Withdrawal, row) for row in rows]

    def of_day(self, creator_id: str, day: str) -> Sequence[Withdrawal]:
        """See `WithdrawalRepository`."""
        that_day = select(WITHDRAWALS).where(WITHDRAWALS.c.creator_id == creator_id, WITHDRAWALS.c.day == day)
        rows = self._connection.execute(that_day.where(WITHDRAWALS.c.state != Payout.FAILED))
        return [record_of(Withdrawal, row) for row in rows]

    def due(self, now: int, *, limit: int) -> Sequence[Withdrawal]:
        """See `WithdrawalRepository`."""
        # as the index says it, or it would not be used
        asked = select(WITHDRAWALS).where(UNDER_WAY, WITHDRAWALS.c.next_at <= now).order_by(WITHDRAWALS.c.next_at)
        rows = self._connection.execute(asked.limit(limit).with_for_update(skip_locked=True))
        return [record_of(Withdrawal, row) for row in rows]


class SqlPayouts:
    """The `PayoutRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, withdrawal: Withdrawal, *, at: int) -> None:
        """See `PayoutRepository`."""
        row = {
            "withdrawal_id": withdrawal.id,
            "at": at,
            "minor": withdrawal.minor,
            "currency": withdrawal.currency,
            "payout_account": withdrawal.payout_account,
        }
        self._connection.execute(insert_of(self._connection)(PAYOUTS).values(row).on_conflict_do_nothing())
