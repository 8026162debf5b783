"""What is done with saved searches? Brands and agencies keep them, change them, and are alerted by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.deals.access import check_side, sight_of
from marketplace.deals.asking import Wanted
from marketplace.deals.sides import Side
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Problem, Stale
from marketplace.saved.baseline import Baseline, Baselines
from marketplace.saved.keeping import Saved, SavedRecords
from marketplace.saved.search import MOST_ALERTS, MOST_SEARCHES, Alert, SavedSearch
from marketplace.text.lines import stands_in_a_line


@dataclass(frozen=True)
class SavedSearches:
    """The saved searches; everything raises NotFound for another's, Forbidden, Stale and StoreUnavailable."""

    records: Saved
    makers: Makers
    baselines: Baselines

    def baseline(self, details: Mapping[str, Any]) -> Baseline | None:
        """Whom a new search finds, where it is to alert; raises InvalidInput, EngineUnavailable."""
        return None if details.get("alert", Alert.OFF) is Alert.OFF else self.baselines.of(details["query"])

    def baseline_of_change(self, search_id: str, changes: Mapping[str, Any], *, by: Caller) -> Baseline | None:
        """Whom a search finds once it is changed, where an alert begins by that; raises as `baseline` does."""
        before = self.get(search_id, by=by)
        after = replace(before, **changes)
        return self.baselines.of(after.query) if after.begins(before) else None

    def make(self, details: Mapping[str, Any], *, baseline: Baseline | None, by: Caller) -> SavedSearch:
        """A new one; `details` are fields of it, `baseline` is its own. Raises InvalidInput, Conflict."""
        _check_brand(by)
        client_id, now = _client(details.get("client_id"), by=by), self.makers.now()
        with self.records.writing() as records:
            account = records.accounts.get(by.account.id) or by.account  # one at a time: they are counted
            if client_id is not None and client_id not in {one.id for one in account.clients}:
                raise InvalidInput(Problem("client_id", "is no client of the account: see GET /v1/accounts/me"))
            given = {**details, "client_id": client_id}
            search = SavedSearch(
                id=self.makers.make_id("sch"), account_id=account.id, created_at=now, updated_at=now, **given
            )
            search = replace(search, alert_at=search.next_alert(None, now=now))
            _check_name(search)
            _check_room(records, search, before=None)
            records.searches.add(search)
            _begin(records, search, before=None, baseline=baseline)
        return search

    def get(self, search_id: str, *, by: Caller) -> SavedSearch:
        """A saved search."""
        _check_brand(by)
        with self.records.reading() as records:
            return _own(records, search_id, by=by)

    def page(self, wanted: Wanted, *, by: Caller) -> Sequence[SavedSearch]:
        """A page of those that the caller may see."""
        _check_brand(by)
        with self.records.reading() as records:
            return records.searches.page(replace(wanted, sight=sight_of(by)))

    def change(
        self, search_id: str, changes: Mapping[str, Any], *, baseline: Baseline | None, expected: int | None, by: Caller
    ) -> SavedSearch:
        """Give it another name, query or alert; `baseline` is of the change. Raises InvalidInput, Conflict."""
        _check_brand(by)
        now = self.makers.now()
        with self.records.writing() as records:
            records.accounts.get(by.account.id)  # one at a time: they are counted
            before = _to_be(records, search_id, expected=expected, by=by)
            after = replace(before, **changes)
            if after == before:
                return before
            _check_name(after)
            _check_room(records, after, before=before)
            due, at = after.next_alert(before, now=now), max(now, before.updated_at)
            after = replace(after, alert_at=due, version=before.version + 1, updated_at=at)
            records.searches.replace(after)
            _begin(records, after, before=before, baseline=baseline)
        return after

    def remove(self, search_id: str, *, expected: int | None, by: Caller) -> None:
        """Keep it no more."""
        _check_brand(by)
        with self.records.writing() as records:
            records.searches.remove(_to_be(records, search_id, expected=expected, by=by).id)

    def ran(self, search: SavedSearch) -> None:
        """Remember that it was run now."""
        with self.records.writing() as records:
            records.searches.ran(search.id, at=self.makers.now())


def _begin(records: SavedRecords, after: SavedSearch, *, before: SavedSearch | None, baseline: Baseline | None) -> None:
    """Let whom a search finds as its alert begins be known to its account; without an alert nobody waits to be told."""
    if after.alert is Alert.OFF:
        records.matches.drop_all(after.id)
        return
    if not after.begins(before):
        return
    if baseline is None or baseline.query != after.query:
        raise Conflict("the search was changed by another request meanwhile: ask again")
    hidden = records.hidings.among(baseline.creator_ids)
    found = [(after.id, one) for one in baseline.creator_ids if one not in hidden]
    records.matches.add_all(found, told_at=after.updated_at)


def _check_name(search: SavedSearch) -> None:
    if not search.name.strip() or not stands_in_a_line(search.name):
        raise InvalidInput(Problem("name", "must be one line, without control characters"))


def _check_room(records: SavedRecords, after: SavedSearch, *, before: SavedSearch | None) -> None:
    if before is None and records.searches.count(after.account_id, alerting=False) >= MOST_SEARCHES:
        raise Conflict(f"the account has {MOST_SEARCHES} saved searches, and can have no more: delete one first")
    alerts = after.alert is not Alert.OFF and (before is None or before.alert is Alert.OFF)
    if alerts and records.searches.count(after.account_id, alerting=True) >= MOST_ALERTS:
        raise Conflict(f"the account has {MOST_ALERTS} searches with an alert, and can have no more: set one to off")


def _to_be(records: SavedRecords, search_id: str, *, expected: int | None, by: Caller) -> SavedSearch:
    """A search that the caller may change now."""
    search = _own(records, search_id, by=by)
    if expected is not None and search.version != expected:
        raise Stale(search.version)
    return search


def _own(records: SavedRecords, search_id: str, *, by: Caller) -> SavedSearch:
    search, sight = records.searches.get(search_id), sight_of(by)
    if search is None or search.account_id != sight.account_id or sight.client_id not in (None, search.client_id):
        raise NotFound(f"there is no saved search {search_id}")
    return search


def _check_brand(by: Caller) -> None:
    check_side(by, Side.BRAND, what="have saved searches")


def _client(client_id: str | None, *, by: Caller) -> str | None:
    """Which client it is for: a key that is bound to one can't speak for another."""
    bound = by.key.client_id
    if bound is not None and client_id not in (None, bound):
        raise Forbidden(f"the key is bound to the client {bound}: leave client_id out")
    return bound or client_id
