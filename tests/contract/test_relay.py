"""Is an event there if and only if its change is, with a number that no poller skips, and handed to every webhook?"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import islice

import pytest

from marketplace.events.delivery import Delivery
from marketplace.events.event import TEST, Announcement, Event
from marketplace.events.relay import AT_ONCE, Relay
from marketplace.events.webhook import Secret, Webhook
from marketplace.store.records import SqlRecords
from tests.accounts import Office, Time, counting_ids
from tests.databases import Databases


@dataclass
class Room:
    """The records of a database, a relay and a clock."""

    databases: Databases
    time: Time = field(default_factory=Time)

    def __post_init__(self) -> None:
        self.records = self.opened()
        self.ids = counting_ids()
        self.account = Office(self.records).caller().account.id
        self.relay = Relay(self.records, now=self.time, make_id=self.ids)

    def opened(self) -> SqlRecords:
        """The records as another process sees them."""
        return SqlRecords(self.databases())

    def announce(self, *types: str, records: SqlRecords | None = None, **more: str) -> None:
        """Keep events."""
        with (records or self.records).writing() as kept:
            kept.events.add_all([self.announcement(one, **more) for one in types])

    def announcement(self, kind: str, **more: str) -> Announcement:
        """An event that is not kept yet."""
        return Announcement(**{"account_id": self.account, "type": kind, "at": self.time(), "data": {}, **more})

    def hook(self, **fields: object) -> Webhook:
        """A webhook that is kept."""
        given = {"id": self.ids("whk"), "account_id": self.account, "url": "https://example.com/", **fields}
        webhook = Webhook(secrets=(Secret(kept="x"),), created_at=1, updated_at=1, **given)
        with self.records.writing() as records:
            records.webhooks.add(webhook)
        return webhook

    def poll(self, after: int = 0, **more: object) -> list[Event]:
        """The events behind a number."""
        given = {"client_id": None, "types": (), "limit": 10_000, **more}
        with self.records.reading() as records:
            return [*records.events.page(self.account, after=after, **given)]

    def planned(self, webhook: Webhook) -> list[Delivery]:
        """What is to be sent to a webhook, in its order."""
        with self.records.reading() as records:
            return [*records.deliveries.first(webhook.id, now=self.time(), limit=10_000)]


@pytest.fixture
def room(databases: Databases) -> Room:
    return Room(databases)


def told(events: list[Event]) -> list[tuple[int, str]]:
    return [(one.id, one.type) for one in events]


def test_events_have_their_numbers_in_the_order_of_their_writing(room: Room) -> None:
    room.announce("campaign.published", "proposal.sent")
    assert room.poll() == []
    assert [room.relay.work(), room.relay.work()] == [2, 0]
    room.announce("proposal.accepted")
    room.relay.work()
    assert told(room.poll()) == [(1, "campaign.published"), (2, "proposal.sent"), (3, "proposal.accepted")]
    assert told(room.poll(after=1, limit=1)) == [(2, "proposal.sent")]
    assert told(room.poll(types={"proposal.accepted"})) == [(3, "proposal.accepted")]


def test_what_was_not_committed_has_not_happened(room: Room) -> None:
    with suppress(ZeroDivisionError), room.records.writing() as records:
        records.events.add_all([room.announcement("proposal.sent")])
        raise ZeroDivisionError
    assert room.relay.work() == 0
    assert room.poll() == []


def test_a_poller_skips_nothing_that_a_slow_transaction_commits_late(postgresql_databases: Databases) -> None:
    room = Room(postgresql_databases)
    with ExitStack() as slow:
        late = slow.enter_context(room.opened().writing())
        late.events.add_all([room.announcement("proposal.sent")])
        room.announce("proposal.declined", records=room.opened())
        assert room.relay.work() == 1
        seen = told(room.poll())
    assert seen == [(1, "proposal.declined")]
    assert room.relay.work() == 1
    assert told(room.poll(after=1)) == [(2, "proposal.sent")]


def test_while_one_relay_has_not_committed_its_numbers_another_one_gives_none(postgresql_databases: Databases) -> None:
    room = Room(postgresql_databases)
    room.announce("proposal.sent", "proposal.declined")
    with room.opened().writing() as first:
        assert [one.id for one in first.events.number(limit=1)] == [1]
        other = SqlRecords(postgresql_databases(wait_seconds=0.2))
        with pytest.raises(Exception, match=r"lock timeout|statement timeout"), other.writing() as second:
            second.events.number(limit=1)
    assert room.relay.work() == 1
    assert told(room.poll()) == [(1, "proposal.sent"), (2, "proposal.declined")]


def test_more_than_at_once_is_passed_on_in_parts(room: Room) -> None:
    room.announce(*["proposal.sent"] * (AT_ONCE + 1))
    assert list(islice(iter(room.relay.work, 0), 5)) == [AT_ONCE, 1]
    assert [one.id for one in room.poll()] == list(range(1, AT_ONCE + 2))


def test_each_webhook_gets_what_it_asked_for(room: Room) -> None:
    every, some = room.hook(), room.hook(event_types=("proposal.sent",))
    off, clients = room.hook(enabled=False), room.hook(client_id="cli_1")
    room.announce("proposal.sent", "proposal.declined")
    room.announce("proposal.sent", client_id="cli_1")
    room.announce(TEST, webhook_id=some.id)
    room.relay.work()
    assert [one.event_id for one in room.planned(every)] == [1, 2, 3]
    assert [one.event_id for one in room.planned(some)] == [1, 3, 4]
    assert [one.event_id for one in room.planned(clients)] == [3]
    assert room.planned(off) == []
    with room.records.writing() as records:
        now = room.time()
        assert {*records.lanes.take(now=now, until=now + 9, limit=9)} == {every.id, some.id, clients.id}
        assert records.lanes.take(now=now, until=now + 9, limit=9) == []


def test_a_slow_receiver_with_a_queue_is_one_among_many(room: Room) -> None:
    slow, other = room.hook(), room.hook(event_types=("message.created",))
    room.announce("proposal.sent", "proposal.declined")
    room.relay.work()
    room.time.passes(60)
    with room.records.writing() as records:
        assert records.lanes.take(now=room.time(), until=room.time() + 9, limit=1) == [slow.id]
    room.announce("message.created")
    room.relay.work()
    room.time.passes(1)
    with room.records.writing() as records:
        records.lanes.rest(slow.id, now=room.time())
        assert records.lanes.take(now=room.time(), until=room.time() + 9, limit=1) == [other.id]


def test_what_a_clock_that_was_ahead_has_taken_is_free(room: Room) -> None:
    webhook = room.hook()
    room.announce("proposal.sent")
    room.relay.work()
    with room.records.writing() as records:
        now, ahead = room.time(), room.time() + 10**12
        assert records.lanes.take(now=ahead, until=ahead + 9, limit=1) == [webhook.id]
        assert records.lanes.take(now=now, until=now + 9, limit=1) == [webhook.id]
        assert records.leases.take("alerts", now=ahead, until=ahead + 9, every=5)
        records.leases.end("alerts", done_at=ahead)
        assert records.leases.take("alerts", now=now, until=now + 9, every=5)
        assert records.leases.take("alerts", now=now, until=now + 9, every=5) is None


def test_who_is_suspended_is_called_no_more_and_hears_of_it_later(room: Room) -> None:
    webhook, office = room.hook(), Office(room.records)
    office.accounts.suspend(room.account)
    room.announce("proposal.sent")
    room.relay.work()
    assert room.planned(webhook) == []
    assert told(room.poll()) == [(1, "proposal.sent")]


def test_an_event_can_be_forgotten_and_numbers_go_on(room: Room) -> None:
    room.announce("proposal.sent")
    room.relay.work()
    with room.records.writing() as records:
        assert records.events.forget(before=room.time() + 1, limit=9) == 1
    room.announce("proposal.sent")
    room.relay.work()
    assert told(room.poll()) == [(2, "proposal.sent")]
