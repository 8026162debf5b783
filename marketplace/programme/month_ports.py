"""What do statements and totals need of whoever keeps the ledger?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from marketplace.programme.closing import Total
from marketplace.programme.statement import Flow
from marketplace.programme.transfer import Transfer
from marketplace.programme.wallet import FundMonth, Redemption, Withdrawal


class MonthRepository(Protocol):
    """Reads the ledger by month."""

    def flows(self, creator_id: str) -> Sequence[Flow]:
        """What all transfers of a wallet come to, by month and kind."""
        ...

    def entries(self, creator_id: str, month: str) -> Sequence[Transfer]:
        """The transfers of a month of a wallet as they happened, `MOST_ENTRIES` at most."""
        ...

    def steps(self, creator_id: str, month: str) -> Sequence[Transfer]:
        """Those of them that are told one by one: `STEPS`."""
        ...

    def market(self, creator_id: str) -> str | None:
        """The market of the newest transfer of a wallet."""
        ...

    def redemptions(self, ids: Collection[str]) -> Mapping[str, Redemption]:
        """Some redemptions, by id."""
        ...

    def withdrawals(self, ids: Collection[str]) -> Mapping[str, Withdrawal]:
        """Some withdrawals, by id."""
        ...

    def fund(self, creator_id: str, months: Collection[str]) -> Sequence[FundMonth]:
        """Some months of the Creator Fund, those of them that came to anything, in their order."""
        ...

    def totals(self, month: str, *, market: str | None = None) -> Sequence[Total]:
        """What a month comes to, of one market where it is named; by market, feature and currency."""
        ...
