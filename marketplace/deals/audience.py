"""Whose affair is it that something happened in a deal? The accounts of both sides, looked up for many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from marketplace.accounts.account import Account, Status
from marketplace.accounts.roles import Role
from marketplace.deals.ports import DealRecords
from marketplace.deals.sides import Side
from marketplace.deals.steps import Happening

DISPUTED = "collaboration.disputed"
MOST_OPERATORS = 200


@dataclass(frozen=True)
class Audience:
    """The accounts by their ids, and by their creators."""

    brands: Mapping[str, Account]
    creators: Mapping[str, Account]
    operators: Sequence[Account]

    def of(self, happening: Happening) -> Iterator[tuple[Side, Account]]:
        """Each account that is to know it, and where it stands; who left for ever is told nothing."""
        record = happening.record
        found = [(Side.BRAND, self.brands.get(record.account_id))]
        found += [(Side.CREATOR, self.creators.get(one)) for one in happening.creator_ids]
        if happening.type == DISPUTED:
            found += [(Side.OPERATOR, one) for one in self.operators]
        return ((side, one) for side, one in found if one and one.status is not Status.ERASED)


def audience_of(records: DealRecords, happenings: Sequence[Happening]) -> Audience:
    """All accounts that something is the affair of."""
    disputed = any(one.type == DISPUTED for one in happenings)
    return Audience(
        records.accounts.those({one.record.account_id for one in happenings}),
        records.accounts.of_creators({creator for one in happenings for creator in one.creator_ids}),
        records.accounts.page(after="", limit=MOST_OPERATORS, role=Role.OPERATOR) if disputed else (),
    )
