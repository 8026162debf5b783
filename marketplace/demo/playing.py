"""How does the story happen? By the services themselves, on a clock that begins some days ago."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.creators.times import DAY, MICROSECONDS
from marketplace.deals.amounts import Money, money
from marketplace.deals.campaign import Campaign, Deliverable, Kind, Moment
from marketplace.deals.deliverables import Which
from marketplace.deals.offering import Offer
from marketplace.deals.proposal import Proposal
from marketplace.deals.services import DealServices
from marketplace.deals.sides import Side, side_of
from marketplace.demo.story import STORY, Proposed, Step, Told

CURRENCY = "EUR"
STEP_SECONDS = 2 * 3_600


@dataclass
class StoryClock:
    """A clock that goes on with each step and never beyond the present."""

    now: int
    present: int

    def __call__(self) -> int:
        return self.now

    def go_on(self) -> None:
        """Let some hours pass."""
        self.now = min(self.now + STEP_SECONDS * MICROSECONDS, self.present)


@dataclass(frozen=True)
class Cast:
    """Who takes part: those with campaigns by name, the demo's own creator, and others."""

    callers: dict[str, Caller]
    own: Caller
    others: Iterator[Caller]


@dataclass(frozen=True)
class Play:
    """The story, on the services of deals."""

    deals: DealServices
    clock: StoryClock
    cast: Cast

    def all(self) -> None:
        """Let all of it happen."""
        for told in STORY:
            self._campaign(told)

    def _campaign(self, told: Told) -> None:
        by = self.cast.callers[told.account]
        given = {**told.details, "budget": _euros(told.details["budget"]), "client_id": _client(by)}
        wanted = enumerate(given["deliverables"], start=1)
        given["deliverables"] = tuple(_deliverable(n, one, now=self.clock()) for n, one in wanted)
        campaign = self.deals.campaigns.make(given, by=by)
        self.clock.go_on()
        if told.published:
            self.deals.campaigns.publish(campaign.id, expected=None, by=by)
        for one in told.proposals:
            self._proposal(campaign, one, by=by)
        if told.closed:
            self.deals.campaigns.close(campaign.id, expected=None, by=by)

    def _proposal(self, campaign: Campaign, told: Proposed, *, by: Caller) -> None:
        creator, proposal = self._sent(campaign, told, by=by)
        for step in told.steps:
            self.clock.go_on()
            proposal = self._taken(step, proposal, sides=(by, creator))

    def _sent(self, campaign: Campaign, told: Proposed, *, by: Caller) -> tuple[Caller, Proposal]:
        """The proposal to the first creator who takes it."""
        creators = [self.cast.own] if told.own else self.cast.others
        for creator in creators:
            assert creator.account.creator_id
            offer = Offer(creator_ids=[creator.account.creator_id], price=_euros(told.price), message=_GREETING)
            sent, _ = self.deals.proposing.propose(campaign.id, offer, by=by)
            if sent:
                return creator, sent[0]
        raise LookupError("too few creators take proposals: sync more")

    def _taken(self, step: Step, proposal: Proposal, *, sides: Sequence[Caller]) -> Proposal:
        action, given = step
        brand, creator = sides
        if proposal.collaboration_id:
            self._work(action, given, collaboration_id=proposal.collaboration_id, sides=sides)
            return proposal
        proposals, expected = self.deals.proposals, {"expected": None}
        if action == "accept":
            return proposals.accept(proposal.id, proposal.newest.version, by=creator, **expected)
        if action == "decline":
            return proposals.decline(proposal.id, given["reason"], by=creator, **expected)
        if action == "withdraw":
            return proposals.withdraw(proposal.id, by=brand, **expected)
        offered = {**given, "price": _euros(given["price"])}
        return proposals.counter(proposal.id, offered, by=brand if action == "counter-back" else creator, **expected)

    def _work(self, action: str, given: Any, *, collaboration_id: str, sides: Sequence[Caller]) -> None:
        """Do something with a collaboration: what concerns deliverables with the first one, `publish` with all."""
        brand, creator = sides
        works, whole = self.deals.deliverables, self.deals.collaborations
        which = Which(collaboration_id, 1)
        if action == "submit":
            works.submit(which, given["url"], note=given["note"], by=creator)
        elif action == "request-revision":
            works.request_revision(which, given["note"], by=brand)
        elif action == "approve":
            works.approve(which, by=brand)
        elif action == "publish":
            works.publish(which, given["url"], by=creator)
        elif action == "complete":
            whole.complete(collaboration_id, expected=None, by=brand)
        elif action == "cancel":
            whole.cancel(collaboration_id, given["reason"], expected=None, by=brand)
        elif action == "confirm-cancel":
            whole.confirm_cancel(collaboration_id, expected=None, by=creator)
        else:
            whole.dispute(collaboration_id, given["reason"], expected=None, by=brand)


_GREETING = "We like how you speak to your audience. Would you make something with us?"


def _euros(amount: str) -> Money:
    return money(Decimal(amount), CURRENCY)


def _client(caller: Caller) -> str | None:
    clients = caller.account.clients
    return clients[0].id if clients and side_of(caller) is Side.BRAND else None


def _deliverable(n: int, told: Any, *, now: int) -> Deliverable:
    days = told.get("due_in_days")
    return Deliverable(
        n=n,
        kind=Kind(told["kind"]),
        count=told.get("count", 1),
        due_at=Moment(now + days * DAY) if days else None,
        notes=told.get("notes"),
    )
