"""Who of those whom a search finds is left out for its account? What no index knows is looked up here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marketplace.deals.asking import Sight
from marketplace.deals.contacts import MOST
from marketplace.saved.keeping import SavedRecords
from marketplace.saved.search import SavedSearch


class Sieve:
    """Leaves creators out, one account or client after the other; what was looked up is remembered."""

    def __init__(self) -> None:
        self._contacted: dict[Sight, frozenset[str]] = {}

    def kept(self, records: SavedRecords, search: SavedSearch, *, ids: Iterable[str]) -> Sequence[str]:
        """Those of these creators who are not left out; here lists of an account would leave out or keep some more."""
        if not search.query.get("exclude_contacted"):
            return [*ids]
        contacted = self._contacted_of(records, Sight(account_id=search.account_id, client_id=search.client_id))
        return [one for one in ids if one not in contacted]

    def _contacted_of(self, records: SavedRecords, sight: Sight) -> frozenset[str]:
        if sight not in self._contacted:
            self._contacted[sight] = frozenset(records.proposals.contacted(sight, limit=MOST))
        return self._contacted[sight]
