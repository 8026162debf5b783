"""What follows when both sides agree? A collaboration, its price counted against the budget and put aside."""

from __future__ import annotations

from dataclasses import replace

from marketplace.accounts.account import Status
from marketplace.accounts.caller import Caller
from marketplace.deals.amounts import nothing
from marketplace.deals.collaboration import Collaboration, Payment, Piece
from marketplace.deals.moving import Moving
from marketplace.deals.ports import DealRecords
from marketplace.deals.proposal import Proposal
from marketplace.deals.settling import reserved
from marketplace.deals.shown import allowed_proposal
from marketplace.deals.sides import actor_of, side_of
from marketplace.deals.steps import Happening, Steps
from marketplace.errors import Conflict


class Agreeing:
    """Begins collaborations, within the transaction of the acceptance."""

    def __init__(self, steps: Steps, moving: Moving) -> None:
        self._steps = steps
        self._moving = moving

    def take_campaign(self, records: DealRecords, proposal_id: str) -> None:
        """Let the campaign of a proposal, where there is one, be nobody else's until the end.

        Which campaign it is never changes, so the proposal is looked at without being taken.
        """
        if proposal := records.proposals.look(proposal_id):
            records.campaigns.get(proposal.campaign_id)

    def begin(self, records: DealRecords, proposal: Proposal, *, by: Caller) -> Collaboration:
        """A collaboration of the newest terms; raises Conflict where the budget or the brand's account is not there."""
        brand = records.accounts.look(proposal.account_id)
        if brand is None or brand.status is not Status.ACTIVE:
            raise Conflict("the brand's account is suspended: it could approve and pay nothing", allowed=())
        self._count(records, proposal, by=by)
        price, now = proposal.newest.price, self._steps.now
        zero = nothing(price.currency)
        agreed = Collaboration(
            id=self._steps.makers.make_id("col"),
            proposal_id=proposal.id,
            campaign_id=proposal.campaign_id,
            account_id=proposal.account_id,
            client_id=proposal.client_id,
            creator_id=proposal.creator_id,
            terms=proposal.newest,
            pieces=tuple(Piece(n=one.n, asked=one) for one in proposal.newest.deliverables),
            payment=Payment(agreed=price, reserved=zero, released=zero, refunded=zero),
            woken_at=now,
            created_at=now,
            updated_at=now,
        )
        begun = reserved(agreed)
        records.collaborations.add(begun)
        self._moving.follow(records, agreed, after=begun)
        self._steps.begin(records, [begun], action="start", by=actor_of(by))
        return begun

    def tell(self, records: DealRecords, proposal: Proposal, *, by: Caller) -> None:
        """Tell of the collaboration that an accepted proposal became."""
        begun = records.collaborations.get(proposal.collaboration_id or "")
        assert begun
        events = ("collaboration.started", "payment.reserved")
        self._steps.tell(records, *(Happening(event, begun, actor_of(by)) for event in events))

    def _count(self, records: DealRecords, proposal: Proposal, *, by: Caller) -> None:
        campaign = records.campaigns.get(proposal.campaign_id)
        assert campaign  # a campaign with proposals is never deleted
        accepted = campaign.budget_accepted + proposal.newest.price
        if accepted > campaign.budget:
            allowed = allowed_proposal(proposal, side=side_of(by), now=self._steps.now)
            raise Conflict("the budget of the campaign has no room for it: the brand can raise it", allowed=allowed)
        after = replace(campaign, budget_accepted=accepted)
        self._steps.take(records, campaign, after=after, action="accept", by=actor_of(by))
