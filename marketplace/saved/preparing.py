"""How is a saved search asked again and again? Read once, and kept ready until it is changed."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.creators.markets import codes
from marketplace.creators.money import Rates
from marketplace.errors import InvalidInput
from marketplace.saved.baseline import Read
from marketplace.saved.keeping import SavedRecords
from marketplace.saved.search import SavedSearch
from marketplace.search.percolator import Percolator

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Prepared:
    """A search that is ready to be asked of creators; `markets` are those that it looks in."""

    search: SavedSearch
    markets: frozenset[str]
    compiled: Any


class Preparing:
    """Keeps searches ready, each in its newest version; all are made anew when the rates are others."""

    def __init__(self, percolator: Percolator[Any], read: Read) -> None:
        self._percolator = percolator
        self._read = read
        self._ready: dict[str, Prepared] = {}
        self._rates: Rates | None = None

    def begin(self, rates: Rates, versions: Mapping[str, int]) -> None:
        """Forget what is of other rates, and searches that are of none of these versions."""
        old, self._ready = self._ready if rates == self._rates else {}, {}
        self._rates = rates
        self._ready = {one: kept for one, kept in old.items() if kept.search.version == versions.get(one)}

    def of(self, records: SavedRecords, versions: Mapping[str, int]) -> Sequence[Prepared]:
        """The searches of these ids and versions; those that this release can't read are left out."""
        new = [one for one, version in versions.items() if not self._has(one, version)]
        for search in records.searches.those(new):
            if prepared := self._prepared(search):
                self._ready[search.id] = prepared
        return [self._ready[one] for one, version in versions.items() if self._has(one, version)]

    def _has(self, search_id: str, version: int) -> bool:
        known = self._ready.get(search_id)
        return known is not None and known.search.version == version

    def _prepared(self, search: SavedSearch) -> Prepared | None:
        assert self._rates
        try:
            query = self._read(search.query)
        except InvalidInput as error:
            logger.warning("%s is of another release, and alerts nobody: %s", search.id, error)
            return None
        compiled = self._percolator.compiled(query, self._rates)
        return Prepared(search, frozenset(query.asked_of(codes())), compiled)
