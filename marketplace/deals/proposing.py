"""To which creators can a campaign propose? Each of those named, or why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from marketplace.accounts.caller import Caller
from marketplace.creators.money import Rates
from marketplace.deals.access import check_expected, own_campaign
from marketplace.deals.amounts import Money, converted
from marketplace.deals.campaign import CAMPAIGNS, Campaign, Moment
from marketplace.deals.candidate import Candidate, Directory
from marketplace.deals.offering import Offer, Refused
from marketplace.deals.ports import DealRecords, Deals
from marketplace.deals.proposal import Proposal, Terms
from marketplace.deals.sides import Side, actor_of, side_of
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.terms import check_price, deadline
from marketplace.deals.values import check_deliverables, check_message, overdue
from marketplace.errors import InvalidInput, Problem

BUSINESS = "business"


@dataclass(frozen=True)
class _Scene:
    """What is known when a campaign proposes."""

    campaign: Campaign
    offer: Offer
    found: Mapping[str, Candidate]
    blocking: frozenset[str]
    proposed: set[str]
    rates: Rates
    now: Moment


class Proposing:
    """Proposes to creators; `rates` are those that prices are converted with."""

    def __init__(self, records: Deals, steps: Steps, *, directory: Directory, rates: Callable[[], Rates]) -> None:
        self._records = records
        self._steps = steps
        self._directory = directory
        self._rates = rates

    def propose(
        self, campaign_id: str, offer: Offer, *, expected: int | None = None, by: Caller
    ) -> tuple[Sequence[Proposal], Sequence[Refused]]:
        """Propose to each of these creators to whom the campaign can; the others are refused, each for one reason.

        Raises InvalidInput, NotFound, Forbidden, Conflict, Stale, EngineUnavailable and StoreUnavailable.
        """
        _check(offer, now=self._steps.now)
        found = offer.found
        if found is None:
            with self._records.reading() as records:  # before the engine is asked: not for who may not propose
                self._campaign(records, campaign_id, offer=offer, expected=expected, by=by)
            found = self.find(offer.creator_ids)
        with self._records.writing() as records:
            campaign = self._campaign(records, campaign_id, offer=offer, expected=expected, by=by)
            hidden = records.hidings.among(found.keys())  # the index learns of it some seconds later
            scene = _Scene(
                campaign,
                offer,
                {one: candidate for one, candidate in found.items() if one not in hidden},
                blocking=records.blocks.is_blocked(tuple(found), campaign.account_id),
                proposed=records.proposals.proposed(campaign_id, found.keys()),
                rates=self._rates(),
                now=self._steps.now,
            )
            made, refused = self._sorted(scene)
            self._keep(records, made, by=by)
        return made, refused

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Candidate]:
        """What an offer to these creators must know of them; raises EngineUnavailable."""
        return self._directory.find(list(dict.fromkeys(creator_ids)))

    def _campaign(
        self, records: DealRecords, campaign_id: str, *, offer: Offer, expected: int | None, by: Caller
    ) -> Campaign:
        campaign = own_campaign(records, campaign_id, by=by)
        CAMPAIGNS.step(campaign.status, "propose", side=side_of(by))
        check_expected(campaign, expected)
        if offer.price:
            check_price(offer.price, currency=campaign.budget.currency)
        if offer.deliverables is None and overdue(campaign.deliverables, now=self._steps.now):
            detail = "of the campaign are due already: change the campaign, or name others"
            raise InvalidInput(Problem("deliverables", detail))
        return campaign

    def _sorted(self, scene: _Scene) -> tuple[list[Proposal], list[Refused]]:
        made, refused, seen = [], [], Counter[str]()
        for one in scene.offer.creator_ids:
            seen[one] += 1
            price = _price(scene, one)
            if code := "duplicate" if seen[one] > 1 else _reason(scene, one, price=price):
                refused.append(Refused(one, code))
            else:
                assert price
                made.append(self._proposal(scene, one, price=price))
        return made, refused

    def _proposal(self, scene: _Scene, creator_id: str, *, price: Money) -> Proposal:
        campaign, offer = scene.campaign, scene.offer
        terms = Terms(
            version=1,
            by=Side.BRAND,
            price=price,
            deliverables=offer.deliverables or campaign.deliverables,
            usage_rights_days=campaign.usage_rights_days,
            ad_code_days=campaign.ad_code_days,
            message=offer.message,
            created_at=scene.now,
        )
        return Proposal(
            id=self._steps.makers.make_id("prp"),
            campaign_id=campaign.id,
            account_id=campaign.account_id,
            client_id=campaign.client_id,
            creator_id=creator_id,
            terms=(terms,),
            response_hours=campaign.response_deadline_hours,
            deadline_at=deadline(campaign.response_deadline_hours, now=scene.now),
            woken_at=scene.now,
            created_at=scene.now,
            updated_at=scene.now,
        )

    def _keep(self, records: DealRecords, made: Sequence[Proposal], *, by: Caller) -> None:
        if made:
            records.proposals.add_all(made)
            self._steps.begin(records, made, action="propose", by=actor_of(by))
        self._steps.tell(records, *(Happening("proposal.sent", one, actor_of(by)) for one in made))


def _check(offer: Offer, *, now: Moment) -> None:
    if offer.deliverables is not None:
        check_deliverables(offer.deliverables, now=now)
    if offer.message is not None:
        check_message(offer.message, name="message")


def _reason(scene: _Scene, creator_id: str, *, price: Money | None) -> str | None:
    """Why a creator can't be proposed to."""
    campaign, candidate = scene.campaign, scene.found.get(creator_id)
    if candidate is None:
        return "unknown_creator"
    left = campaign.budget - campaign.budget_accepted
    reasons = {
        "market_not_in_campaign": bool(campaign.markets) and candidate.market not in campaign.markets,
        "business_account": candidate.account_type == BUSINESS,
        "unavailable": candidate.available is False or (candidate.away_until or 0) > scene.now,
        "blocked": creator_id in scene.blocking,
        "already_proposed": creator_id in scene.proposed,
        "no_price": price is None,
        "over_budget": price is not None and price > left,
    }
    return next((code for code, is_so in reasons.items() if is_so), None)


def _price(scene: _Scene, creator_id: str) -> Money | None:
    """What is offered to a creator: what was named, else the creator's own price in the campaign's currency."""
    candidate, currency = scene.found.get(creator_id), scene.campaign.budget.currency
    if scene.offer.price or candidate is None or candidate.price is None:
        return scene.offer.price
    amount, own = candidate.price
    if own != currency and not {own, currency} <= scene.rates.usd.keys():
        return None
    return converted(amount, own, to=currency, rates=scene.rates)
