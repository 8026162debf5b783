"""Who is written to when something happens in a deal? The other side, where its account has an address."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.accounts.account import Account, Status
from marketplace.deals.campaign import Campaign
from marketplace.deals.ports import DealRecords
from marketplace.deals.sides import Side
from marketplace.deals.steps import Happening
from marketplace.mail.letters import About, letter


class Letters:
    """The `Herald` that keeps a letter to be sent; of what concerns a whole campaign nobody is written."""

    def tell(self, records: DealRecords, happening: Happening) -> None:
        """See `Herald`."""
        record = happening.record
        if isinstance(record, Campaign):
            return
        for account in _readers(records, happening):
            if account.email is None or account.status is not Status.ACTIVE:
                continue
            campaign = records.campaigns.look(record.campaign_id)
            assert campaign
            about = About(name=account.name, brand=campaign.brand, campaign=campaign.title, record_id=record.id)
            if mail := letter(happening.type, to=account.email, about=about):
                records.letters.add(mail, at=record.updated_at)


def _readers(records: DealRecords, happening: Happening) -> Iterator[Account]:
    """Those who did not do it themselves."""
    record = happening.record
    if happening.by.role is not Side.BRAND and (brand := records.accounts.look(record.account_id)):
        yield brand
    if happening.by.role is not Side.CREATOR and not isinstance(record, Campaign):
        creator = records.accounts.of_creator(record.creator_id)
        if creator:
            yield creator
