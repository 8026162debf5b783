"""What becomes of the deals of a creator who leaves for ever? What is open is declined, what is under way ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.accounts.ports import AccountRecords
from marketplace.deals.moving import Moving
from marketplace.deals.ports import DealRecords
from marketplace.deals.proposal import PROPOSALS
from marketplace.deals.settling import ALL, payment_events, settled
from marketplace.deals.sides import Actor, Side, actor_of
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.tracks import COLLABORATIONS


@dataclass(frozen=True)
class Ending:
    """Ends deals within the transaction in which a creator leaves."""

    steps: Steps
    moving: Moving

    def of_creator(self, records: AccountRecords, account: Account, *, by: Caller) -> None:
        """Decline all proposals, and give the brands back what is reserved for work that is not published.

        What is published is left to be paid for, what is in dispute to an operator.
        """
        assert account.creator_id
        kept, actor = cast("DealRecords", records), actor_of(by)  # accounts are kept where deals are
        self._decline(kept, account.creator_id, by=actor)
        self._cancel(kept, account.creator_id, by=actor)
        if account.email:
            kept.letters.forget(account.email)

    def _decline(self, records: DealRecords, creator_id: str, *, by: Actor) -> None:
        for before in records.proposals.open_of(creator_id=creator_id):
            step = PROPOSALS.step(before.turn, "decline", side=Side.CREATOR)
            after = replace(before, turn=step.after, deadline_at=None)
            after = self.steps.take(records, before, after=after, action="decline", by=by)
            self.steps.tell(records, Happening(step.event, after, by))

    def _cancel(self, records: DealRecords, creator_id: str, *, by: Actor) -> None:
        for before in records.collaborations.under_way_of(creator_id):
            step = COLLABORATIONS.step(before.standing, "leave", side=Side.SYSTEM)
            after = replace(settled(before, share=ALL), standing=step.after)
            after = self.steps.take(records, before, after=after, action="leave", by=by)
            self.moving.follow(records, before, after=after)
            events = (step.event, *payment_events(before.payment_track, after.payment_track))
            self.steps.tell(records, *(Happening(event, after, by) for event in events))
