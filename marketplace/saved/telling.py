"""How is an account told of creators who newly match? By an event; by a letter where no webhook of it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from marketplace.accounts.account import Account, Status
from marketplace.events.event import Announcement
from marketplace.events.webhook import Webhook
from marketplace.mail.letters import letter_of_matches
from marketplace.mail.mail import Mail
from marketplace.saved.keeping import Pair, Saved, SavedRecords
from marketplace.saved.preparing import Prepared, Preparing
from marketplace.saved.search import MATCHED, PERIODS, SavedSearch
from marketplace.saved.sieving import Sieve
from marketplace.search.engine import Engine
from marketplace.search.page import Document
from marketplace.search.percolator import Percolator

AT_ONCE = 100
MOST_TOLD = 10_000
MOST_LOOKED_UP = 1_000
MOST_NAMED = 100
"""Creators whom an event names; how many there are it counts."""


@dataclass(frozen=True)
class Due:
    """A search that may be told of: whom it is still to tell of, and who of them is still found.

    None where this release can't read the search.
    """

    search: SavedSearch
    untold: Sequence[str]
    found: Set[str] | None


@dataclass(frozen=True)
class Settled:
    """How many searches were told of, and the creators that were dropped, who may match again."""

    count: int = 0
    dropped: Set[str] = frozenset()


@dataclass(frozen=True)
class Told:
    """What an account is told of a search."""

    search: SavedSearch
    account: Account
    ids: Sequence[str]

    def event(self, now: int) -> Announcement:
        """The event."""
        named = {"count": len(self.ids), "creator_ids": [*self.ids[:MOST_NAMED]]}
        return Announcement(
            account_id=self.account.id,
            client_id=self.search.client_id,
            type=MATCHED,
            at=now,
            data={"id": self.search.id, "version": self.search.version, **named},
        )

    def is_written(self, webhooks: Sequence[Webhook], *, now: int) -> bool:
        """Whether the account has an address, and none of these webhooks that is called of it."""
        return self.account.email is not None and not any(one.hears(self.event(now)) for one in webhooks)

    @property
    def mail(self) -> Mail:
        """The letter."""
        assert self.account.email
        search, count = self.search, len(self.ids)
        return letter_of_matches(
            to=self.account.email, name=self.account.name, search=search.name, count=count, record_id=search.id
        )


class Matching:
    """Tells accounts; `renew` is called within each transaction that writes."""

    def __init__(
        self,
        records: Saved,
        engine: Engine,
        *,
        percolator: Percolator[Any],
        preparing: Preparing,
        renew: Callable[[SavedRecords], None],
    ) -> None:
        self._records = records
        self._engine = engine
        self._percolator = percolator
        self._preparing = preparing
        self._renew = renew

    def tell_some(self, now: int, *, sieve: Sieve) -> Settled:
        """Tell of some searches that are due, without those that are left to the next time."""
        due = self._due(now, sieve=sieve)
        if not due:
            return Settled()
        with self._records.writing() as records:
            done = _tell(records, {one.search.id: one for one in due}, now=now)
            self._renew(records)
        return done

    def _due(self, now: int, *, sieve: Sieve) -> Sequence[Due]:
        with self._records.reading() as records:
            searches = records.searches.due(now, limit=AT_ONCE)
            untold = _whole(records.matches.untold([one.id for one in searches], limit=MOST_TOLD))
            searches = [one for one in searches if one.id in untold]
            prepared = self._preparing.of(records, {one.id: one.version for one in searches})
        found = self._found(prepared, untold)  # which asks the engine: no transaction waits for it
        with self._records.reading() as records:
            kept = {one.search.id: sieve.kept(records, one.search, ids=found[one.search.id]) for one in prepared}
        return [Due(one, untold[one.id], {*kept[one.id]} if one.id in kept else None) for one in searches]

    def _found(self, prepared: Sequence[Prepared], untold: Mapping[str, Sequence[str]]) -> Mapping[str, Set[str]]:
        """Who is still there and matches, of those who did."""
        found: dict[str, Set[str]] = {one.search.id: set() for one in prepared}
        for documents in self._documents(sorted({creator for ids in untold.values() for creator in ids})):
            batch = self._percolator.batch(documents)
            for one in prepared:
                found[one.search.id] |= {*batch.matching(one.compiled)} & {*untold[one.search.id]}
        return found

    def _documents(self, ids: Sequence[str]) -> Iterator[Sequence[Document]]:
        parts = (ids[n : n + MOST_LOOKED_UP] for n in range(0, len(ids), MOST_LOOKED_UP))
        return ([*self._engine.get(some).values()] for some in parts)


def _whole(pairs: Sequence[Pair]) -> Mapping[str, Sequence[str]]:
    """The creators by search; the last one, which may be cut, is left to the next time where it is not the only one."""
    by_search: dict[str, list[str]] = {}
    for search, creator in pairs:
        by_search.setdefault(search, []).append(creator)
    if len(pairs) == MOST_TOLD and len(by_search) > 1:
        by_search.popitem()
    return by_search


def _tell(records: SavedRecords, due: Mapping[str, Due], *, now: int) -> Settled:
    """Tell of searches, but those that another one told of or that were changed meanwhile."""
    taken = [one for one in records.searches.taken(due) if _is_due(one, due[one.id], now=now)]
    accounts = records.accounts.those({one.account_id for one in taken})
    taken = [one for one in taken if accounts[one.account_id].status is Status.ACTIVE]
    hidden = records.hidings.among({creator for one in taken for creator in due[one.id].found or ()})
    told: list[Told] = []
    dropped: set[str] = set()
    for search in taken:
        one = due[search.id]
        if one.found is not None:
            ids = [creator for creator in one.untold if creator in one.found and creator not in hidden]
            gone = {*one.untold} - {*ids}
            records.matches.drop([(search.id, creator) for creator in gone])
            dropped |= gone
            told += [Told(search, accounts[search.account_id], ids)] if ids else []
    _announce(records, told, now=now)
    for alert, period in PERIODS.items():
        later = [one.search.id for one in told if one.search.alert is alert]
        unread = [one.id for one in taken if one.alert is alert and due[one.id].found is None]
        records.searches.told([*later, *unread], next_at=now + period)
    return Settled(len(taken), dropped)


def _is_due(search: SavedSearch, due: Due, *, now: int) -> bool:
    return search.version == due.search.version and search.alert_at <= now


def _announce(records: SavedRecords, told: Sequence[Told], *, now: int) -> None:
    records.events.add_all([one.event(now) for one in told])
    webhooks = records.webhooks.enabled_of({one.account.id for one in told})
    mails = [one.mail for one in told if one.is_written(webhooks.get(one.account.id, ()), now=now)]
    if mails:
        records.letters.add_all(mails, at=now)
    records.matches.tell([(one.search.id, creator) for one in told for creator in one.ids], at=now)
