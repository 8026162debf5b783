"""Who may know how a campaign is going? Its brand and operators; of a collaboration both sides, without the budget."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.accounts.caller import Caller
from marketplace.deals.access import check_side, own_campaign, own_collaboration
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.ports import Deals
from marketplace.deals.results import Results
from marketplace.deals.sides import Side


@dataclass(frozen=True)
class ReportService:
    """Results of deals; everything raises NotFound for another's record, Forbidden and StoreUnavailable."""

    records: Deals

    def of_campaign(self, campaign_id: str, *, by: Caller) -> tuple[Campaign, Results]:
        """A campaign, and what became of its proposals; it is no creator's affair."""
        with self.records.reading() as records:
            campaign = own_campaign(records, campaign_id, by=by)
            check_side(by, Side.BRAND, Side.OPERATOR, what="read the results of a campaign")
            return campaign, records.results.of_campaign(campaign_id)

    def of_collaboration(self, collaboration_id: str, *, by: Caller) -> tuple[Collaboration, Results]:
        """A collaboration, and the proposal that it was."""
        with self.records.reading() as records:
            collaboration = own_collaboration(records, collaboration_id, by=by)
            return collaboration, records.results.of_collaboration(collaboration_id)
