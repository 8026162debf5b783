"""Which repositories has Creator Next in a transaction?"""

from __future__ import annotations

from sqlalchemy import Connection

from marketplace.store.eligibles import SqlEligibles
from marketplace.store.fund import SqlFund
from marketplace.store.happenings import SqlHappenings
from marketplace.store.members import SqlFacts, SqlMembers
from marketplace.store.months import SqlMonths
from marketplace.store.payouts import SqlPayouts, SqlRedemptions, SqlWithdrawals
from marketplace.store.transfers import SqlTransfers, SqlWallets


class EarningsRepositories:
    """Members, what was told of them, and what they earned."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self.facts = SqlFacts(connection)
        self.eligibles = SqlEligibles(connection)
        self.members = SqlMembers(connection, writes=writes)
        self.happenings = SqlHappenings(connection)
        self.wallets = SqlWallets(connection)
        self.transfers = SqlTransfers(connection)
        self.fund = SqlFund(connection)
        self.redemptions = SqlRedemptions(connection)
        self.withdrawals = SqlWithdrawals(connection, writes=writes)
        self.payouts = SqlPayouts(connection)
        self.months = SqlMonths(connection)
