"""What do tests of deals begin with? A brand, a creator and an operator, and the services between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.accounts.roles import Role
from marketplace.deals.amounts import Money
from marketplace.deals.asking import Order, Place, Sight, Wanted
from marketplace.deals.campaign import Campaign, Deliverable, Kind
from marketplace.deals.candidate import Candidate
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.deliverables import Which
from marketplace.deals.history import Entry
from marketplace.deals.moving import Moving
from marketplace.deals.offering import Offer, Refused
from marketplace.deals.paying import PaymentAction, Recording
from marketplace.deals.ports import DealRecords
from marketplace.deals.proposal import Proposal
from marketplace.deals.reckoning import Marking
from marketplace.deals.services import deal_services
from marketplace.deals.steps import Happening, Herald, Steps
from marketplace.store.records import SqlRecords
from tests.accounts import Office, counting_bytes, counting_ids

VIDEO = Deliverable(n=1, kind=Kind.VIDEO)
STORY = Deliverable(n=2, kind=Kind.STORY, count=3)
URL = "https://example.com/video/1"
HOUR = 3_600
DAY = 24 * HOUR


def euros(amount: int) -> Money:
    """So many whole euros."""
    return Money(amount * 100, "EUR")


@dataclass
class Catalogue:
    """A `Directory` in a dict: anybody can be found, those who are named here as they are named."""

    named: dict[str, Candidate] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset({"nobody"})

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Candidate]:
        """See `Directory`."""
        plain = {one: Candidate(id=one, market="DE") for one in creator_ids if one not in self.unknown}
        return {one: self.named.get(one, candidate) for one, candidate in plain.items()}


@dataclass
class Gazette:
    """A `Herald` that remembers what it was told."""

    told: list[Happening] = field(default_factory=list)

    def tell(self, _: DealRecords, happenings: Sequence[Happening]) -> None:
        """See `Herald`."""
        self.told += happenings

    @property
    def types(self) -> list[str]:
        """What happened, in its order."""
        return [one.type for one in self.told]


class Bargain:
    """The services of deals over some records; the creator is c1."""

    def __init__(self, records: SqlRecords, *heralds: Herald) -> None:
        self.records = records
        self.office = Office(records)
        self.time = self.office.time
        self.catalogue, self.gazette = Catalogue(), Gazette()
        makers = Makers(now=self.time, make_id=counting_ids(), random=counting_bytes(), vault=self.office.vault)
        steps, moving = Steps(makers, (self.gazette, Marking(makers.make_id), *heralds)), Moving(Recording())
        self.deals = deal_services(records, steps, moving=moving, directory=self.catalogue)
        self.brand, self.creator = self.office.caller(), self.office.caller(Role.CREATOR, creator_id="c1")
        self.operator = self.office.caller(Role.OPERATOR)

    def draft(self, *, by: Caller | None = None, **details: Any) -> Campaign:
        """A draft with a budget of 1,000 euros for one video."""
        given = {"title": "Spring", "budget": euros(1_000), "deliverables": (VIDEO,), **details}
        return self.deals.campaigns.make(given, by=by or self.brand)

    def campaign(self, *, by: Caller | None = None, **details: Any) -> Campaign:
        """A campaign that is published."""
        return self.deals.campaigns.publish(self.draft(by=by, **details).id, expected=None, by=by or self.brand)

    def offer(
        self, campaign: Campaign, *creator_ids: str, **offer: Any
    ) -> tuple[Sequence[Proposal], Sequence[Refused]]:
        """What becomes of proposing to creators, to c1 when nobody is named; for 100 euros if nothing is said."""
        given = {"creator_ids": creator_ids or ("c1",), "price": euros(100), **offer}
        by = given.pop("by", self.brand)
        return self.deals.proposing.propose(campaign.id, Offer(**given), by=by)

    def proposal(self, campaign: Campaign | None = None, **offer: Any) -> Proposal:
        """A proposal to c1."""
        (made,), refused = self.offer(campaign or self.campaign(), **offer)
        assert not refused
        return made

    def accept(self, proposal: Proposal, *, by: Caller | None = None, expected: int | None = None) -> Proposal:
        """Take the newest terms."""
        version = proposal.newest.version
        return self.deals.proposals.accept(proposal.id, version, expected=expected, by=by or self.creator)

    def collaboration(self, campaign: Campaign | None = None, **offer: Any) -> Collaboration:
        """What becomes of a proposal that c1 accepts."""
        found = self.accept(self.proposal(campaign, **offer)).collaboration_id
        assert found
        return self.deals.collaborations.get(found, by=self.operator)

    def seen(self, collaboration: Collaboration) -> Collaboration:
        """A collaboration as it is now."""
        return self.deals.collaborations.get(collaboration.id, by=self.operator)

    def submit(self, collaboration: Collaboration, n: int = 1) -> Collaboration:
        """Show a deliverable."""
        return self.deals.deliverables.submit(Which(collaboration.id, n), URL, note=None, by=self.creator)

    def publish(self, collaboration: Collaboration, n: int) -> Collaboration:
        """Let a deliverable be submitted, approved and published."""
        which = Which(collaboration.id, n)
        self.submit(collaboration, n)
        self.deals.deliverables.approve(which, by=self.brand)
        return self.deals.deliverables.publish(which, URL, by=self.creator)

    def published(self) -> Collaboration:
        """A collaboration whose one deliverable is published."""
        return self.publish(self.collaboration(), 1)

    def cancel(self, collaboration: Collaboration, *, by: Caller) -> Collaboration:
        """Want out."""
        return self.deals.collaborations.cancel(collaboration.id, "no time", expected=None, by=by)

    def moved(self, collaboration_id: str) -> dict[str, str]:
        """What was moved, as the rows say it, which is what the payment says."""
        payment = self.deals.collaborations.get(collaboration_id, by=self.operator).payment
        with self.records.reading() as records:
            rows = records.payments.of(collaboration_id)
        sums = {one: sum(row.minor for row in rows if row.action is one) for one in PaymentAction}
        assert [*sums.values()] == [one.minor for one in (payment.agreed, payment.released, payment.refunded)]
        assert payment.reserved + payment.released + payment.refunded == payment.agreed
        return {row.action.value: row.money.amount for row in rows}

    def history(self, record_id: str) -> Sequence[Entry]:
        """All steps of a record."""
        with self.records.reading() as records:
            return records.history.of(record_id, limit=10_000)

    def page(self, kind: str, *, sight: Sight | None = None, **more: Any) -> list[Any]:
        """All records of a repository that a sight has, as the pages of a list give them."""
        limit, order = more.pop("limit", 100), more.pop("order", Order.UPDATED)
        found: list[Any] = []
        after: Place | None = None
        while True:
            wanted = Wanted(sight=sight or Sight(), order=order, after=after, limit=limit, **more)
            with self.records.reading() as records:
                page = getattr(records, kind).page(wanted)
            found += page
            if len(page) < limit:
                return found
            after = place_of(page[-1], order)


def place_of(record: Any, order: Order) -> Place:
    """Where in an order a record stands."""
    if order is Order.UPDATED:
        return Place(record.updated_at, record.id)
    due = record.ends_at if isinstance(record, Campaign) else record.deadline_at
    return Place(2**62 if due is None else due, record.id)
