"""Whom has a brand been in touch with? The creators that an account, or one client of it, has proposed to."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.accounts.caller import Caller
from marketplace.deals.access import sight_of
from marketplace.deals.ports import Deals
from marketplace.deals.sides import Side, side_of
from marketplace.errors import InvalidInput, Problem

MOST = 50_000
"""The newest ones (api.md); Elasticsearch takes 65,536 in one clause."""


@dataclass(frozen=True)
class Contacts:
    """Looks them up; a collaboration begins with a proposal, so these are all."""

    records: Deals

    def of(self, caller: Caller) -> frozenset[str]:
        """Their ids; raises InvalidInput for who is no brand, and StoreUnavailable."""
        if side_of(caller) is not Side.BRAND:
            raise InvalidInput(Problem("exclude_contacted", "is for brands and agencies: leave it out"))
        with self.records.reading() as records:
            return frozenset(records.proposals.contacted(sight_of(caller), limit=MOST))
