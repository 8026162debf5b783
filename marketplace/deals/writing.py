"""What is written to accounts of what happens in deals? A letter to each that has an address and is active."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from marketplace.accounts.account import Account, Status
from marketplace.deals.campaign import Campaign
from marketplace.deals.ports import DealRecords
from marketplace.deals.steps import Happening
from marketplace.mail.letters import About, letter
from marketplace.mail.mail import Mail


def letters_of(records: DealRecords, told: Sequence[tuple[Happening, Account]]) -> Iterator[Mail]:
    """The letters of what happened, in its order."""
    campaigns = _campaigns_of(records, [happening for happening, _ in told])
    for happening, account in told:
        if account.email is None or account.status is not Status.ACTIVE:
            continue
        record = happening.record
        campaign = campaigns[record.id if isinstance(record, Campaign) else record.campaign_id]
        about = About(name=account.name, brand=campaign.brand, campaign=campaign.title, record_id=record.id)
        if mail := letter(happening.type, to=account.email, about=about):
            yield mail


def _campaigns_of(records: DealRecords, happenings: Sequence[Happening]) -> Mapping[str, Campaign]:
    """The campaigns by their ids, looked up at once."""
    own = {one.record.id: one.record for one in happenings if isinstance(one.record, Campaign)}
    others = {one.record.campaign_id for one in happenings if not isinstance(one.record, Campaign)}
    return {**records.campaigns.those(others - own.keys()), **own}
