"""What can be done with deals? All services, over one set of records."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.creators.money import configured_rates
from marketplace.deals.agreeing import Agreeing
from marketplace.deals.campaigns import CampaignService
from marketplace.deals.candidate import Directory
from marketplace.deals.collaborations import CollaborationService
from marketplace.deals.deadlines import Deadlines
from marketplace.deals.deliverables import DeliverableService
from marketplace.deals.moving import Moving
from marketplace.deals.ports import Deals
from marketplace.deals.proposals import ProposalService
from marketplace.deals.proposing import Proposing
from marketplace.deals.reporting import ReportService
from marketplace.deals.steps import Steps
from marketplace.deals.talking import TalkService


@dataclass(frozen=True)
class DealServices:
    """The services of deals, and the steps that they share."""

    steps: Steps
    campaigns: CampaignService
    proposing: Proposing
    proposals: ProposalService
    collaborations: CollaborationService
    deliverables: DeliverableService
    talk: TalkService
    deadlines: Deadlines
    reports: ReportService


def deal_services(records: Deals, steps: Steps, *, moving: Moving, directory: Directory) -> DealServices:
    """The services."""
    return DealServices(
        steps,
        CampaignService(records, steps),
        Proposing(records, steps, directory=directory, rates=configured_rates),
        ProposalService(records, steps, agreeing=Agreeing(steps, moving)),
        CollaborationService(records, steps, moving=moving),
        DeliverableService(records, steps),
        TalkService(records, steps),
        Deadlines(records, steps, moving=moving),
        ReportService(records),
    )
