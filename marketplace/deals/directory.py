"""Which creators can be proposed to? Those that a search finds, as the index has them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marketplace.creators.times import parse_date
from marketplace.deals.candidate import Candidate
from marketplace.search.service import SearchService


@dataclass(frozen=True)
class SearchDirectory:
    """The `Directory` of a search index."""

    search: SearchService

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Candidate]:
        """See `Directory`."""
        return {one: _candidate(document) for one, document in self.search.lookup(creator_ids).items()}


def _candidate(document: Mapping[str, Any]) -> Candidate:
    price, away = document.get("price"), document.get("away_until")
    return Candidate(
        id=document["id"],
        market=document["market"],
        account_type=document.get("account_type"),
        available=document.get("available"),
        away_until=parse_date(away[:10]) if away else None,
        price=(Decimal(price["amount"]), price["currency"]) if price else None,
    )
