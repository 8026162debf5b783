"""What do tests of alerts begin with? A brand that saves searches, an index that changes, and the worker's job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.api.saved_queries import read_query
from marketplace.embedded.percolator import EmbeddedPercolator
from marketplace.events.event import Event
from marketplace.mail.mail import Mail
from marketplace.saved.alerting import Alerting
from marketplace.saved.baseline import Baselines
from marketplace.saved.search import Alert, SavedSearch
from marketplace.saved.searching import SavedSearches
from marketplace.search.engine import Engine
from marketplace.store.records import SqlRecords
from tests.accounts import SECOND, counting_bytes, counting_ids
from tests.bargains import Bargain
from tests.contract.index import Index
from tests.creators import NOW, make_creator

MINUTE, HOUR = 60, 3_600
RECENTLY = "2026-11-22T09:59:00Z"


class Watch:
    """A brand, whose name is acme, and Germans in an index, of whom g1 and g2 are there from the beginning."""

    def __init__(self, records: SqlRecords, index: Index) -> None:
        self.records, self.index = records, index
        self.bargain = Bargain(records)
        self.office, self.time = self.bargain.office, self.bargain.time
        makers = Makers(now=self.time, make_id=counting_ids(), random=counting_bytes(), vault=self.office.vault)
        self.searches = SavedSearches(records, makers, Baselines(index.engine, read_query, self.time))
        self.alerting = self.worker()
        self.brand = self.office.caller(name="acme", email="acme@example.com")
        self.germans: dict[str, Mapping[str, Any]] = {}
        self.as_of = NOW
        self.publish(g1={"followers": 5_000}, g2={"followers": 9_000})
        self.works()

    def worker(self, records: SqlRecords | None = None, *, engine: Engine | None = None) -> Alerting:
        """The job as another process does it."""
        asked = engine or self.index.engine
        percolator = EmbeddedPercolator()
        return Alerting(records or self.records, asked, percolator=percolator, read=read_query, now=self.time)

    def publish(self, **germans: Mapping[str, Any] | None) -> None:
        """Let some creators be others than before, or there no more."""
        self.germans = {one: what for one, what in {**self.germans, **germans}.items() if what is not None}  # type: ignore[dict-item]
        self.as_of += SECOND
        made = (make_creator(id=one, **{"updated_at": RECENTLY, **what}) for one, what in self.germans.items())
        self.index.publish("DE", *made, as_of=self.as_of)

    def save(self, query: Mapping[str, Any], alert: Alert = Alert.HOURLY, **more: Any) -> SavedSearch:
        """A search that is saved."""
        by = more.pop("by", self.brand)
        details = {"name": "big", "query": query, "alert": alert, **more}
        return self.searches.make(details, baseline=self.searches.baseline(details), by=by)

    def change(self, search: SavedSearch, **changes: Any) -> SavedSearch:
        """A search that is changed."""
        baseline = self.searches.baseline_of_change(search.id, changes, by=self.brand)
        return self.searches.change(search.id, changes, baseline=baseline, expected=None, by=self.brand)

    def works(self, alerting: Alerting | None = None, *, after: float = MINUTE) -> int:
        """What the job does after some time."""
        self.time.passes(after)
        return (alerting or self.alerting).work()

    @property
    def events(self) -> Sequence[Event]:
        """All events of the brand."""
        return self.events_of(self.brand)

    def events_of(self, caller: Caller) -> Sequence[Event]:
        """All events of an account."""
        with self.records.writing() as records:
            records.events.number(limit=1_000)
            return records.events.page(caller.account.id, after=0, limit=1_000, client_id=None, types=())

    @property
    def told(self) -> list[list[str]]:
        """Whom the brand was told of, event by event."""
        return [one.data["creator_ids"] for one in self.events]

    @property
    def mails(self) -> list[Mail]:
        """What is to be sent."""
        with self.records.writing() as records:
            return [one.mail for one in records.letters.take(now=self.time(), until=self.time(), limit=100)]
