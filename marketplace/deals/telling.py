"""Who is told of what happens in a deal? Both sides by events; by a letter whom no webhook of theirs tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.accounts.account import Account
from marketplace.deals.audience import audience_of
from marketplace.deals.campaign import Campaign, Moment
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.ports import DealRecords
from marketplace.deals.sides import Side
from marketplace.deals.steps import Happening
from marketplace.deals.writing import letters_of
from marketplace.events.event import Announcement
from marketplace.events.webhook import Webhook


@dataclass(frozen=True)
class Heard:
    """What is told of something to an account, which stands on a side of it."""

    happening: Happening
    side: Side
    account: Account

    @property
    def announcement(self) -> Announcement:
        """The event; for whom an agency works is no creator's affair."""
        record = self.happening.record
        return Announcement(
            account_id=self.account.id,
            client_id=record.client_id if self.side is Side.BRAND else None,
            type=self.happening.type,
            at=_when(self.happening),
            data=_data(self.happening),
        )

    def is_written(self, webhooks: Sequence[Webhook]) -> bool:
        """Whether its side did not do it, and none of these webhooks is called of it."""
        return self.happening.by.role is not self.side and not any(one.hears(self.announcement) for one in webhooks)


class Telling:
    """The `Herald` that keeps events, and letters to be sent to the other side."""

    def tell(self, records: DealRecords, happenings: Sequence[Happening]) -> None:
        """See `Herald`."""
        audience = audience_of(records, happenings)
        heard = [Heard(one, side, account) for one in happenings for side, account in audience.of(one)]
        if not heard:
            return
        records.events.add_all([one.announcement for one in heard])
        webhooks = records.webhooks.enabled_of({one.account.id for one in heard})
        written = [one for one in heard if one.is_written(webhooks.get(one.account.id, ()))]
        letters = [*letters_of(records, [(one.happening, one.account) for one in written])]
        records.letters.add_all(letters, at=max(one.announcement.at for one in heard))


def _when(happening: Happening) -> Moment:
    if happening.at is not None:
        return happening.at
    return happening.message.created_at if happening.message else happening.record.updated_at


def _data(happening: Happening) -> Mapping[str, Any]:
    record, message = happening.record, happening.message
    data: dict[str, Any] = {"id": record.id, "version": record.version}
    if message:
        data = {"id": message.id, "version": 1, "thread": message.thread}
    if not isinstance(record, Campaign):
        data |= {"campaign_id": record.campaign_id, "creator_id": record.creator_id}
    if isinstance(record, Collaboration):
        data |= {"proposal_id": record.proposal_id}
    return data if happening.n is None else {**data, "n": happening.n}
