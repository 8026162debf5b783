"""What is done with campaigns? Drafted, published, changed, closed by their brand; each step is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.creators.markets import codes
from marketplace.deals.access import check_expected, check_side, own_campaign, seen_page
from marketplace.deals.amounts import nothing
from marketplace.deals.asking import Wanted
from marketplace.deals.campaign import CAMPAIGNS, Campaign, Moment
from marketplace.deals.ports import DealRecords, Deals
from marketplace.deals.proposal import PROPOSALS
from marketplace.deals.sides import Side, actor_of, side_of
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.values import check_campaign, check_deliverables, check_ends
from marketplace.errors import InvalidInput, Problem


class CampaignService:
    """The campaigns; everything raises NotFound for another's, Forbidden, Conflict, Stale and StoreUnavailable."""

    def __init__(self, records: Deals, steps: Steps) -> None:
        self._records = records
        self._steps = steps

    def make(self, details: Mapping[str, Any], *, by: Caller) -> Campaign:
        """A new draft; `details` are fields of a campaign, title, budget and deliverables among them.

        Raises InvalidInput.
        """
        check_side(by, Side.BRAND, what="have campaigns")
        now = self._steps.now
        client_id = by.client_for(details.get("client_id"))
        with self._records.writing() as records:
            # what is remembered of the caller may be some seconds old
            account = records.accounts.look(by.account.id) or by.account
            given = {"markets": codes(), "brand": _brand(account, client_id), **details, "client_id": client_id}
            campaign = self._draft(account, given, now=now)
            records.campaigns.add(campaign)
            self._steps.begin(records, [campaign], action="create", by=actor_of(by))
        return campaign

    def _draft(self, account: Account, given: Mapping[str, Any], *, now: Moment) -> Campaign:
        campaign = Campaign(
            id=self._steps.makers.make_id("cmp"),
            account_id=account.id,
            budget_accepted=nothing(given["budget"].currency),
            created_at=now,
            updated_at=now,
            **given,
        )
        check_campaign(campaign, account)
        check_deliverables(campaign.deliverables, now=now)
        check_ends(campaign.ends_at, now=now)
        return campaign

    def get(self, campaign_id: str, *, by: Caller) -> Campaign:
        """A campaign."""
        with self._records.reading() as records:
            return own_campaign(records, campaign_id, by=by)

    def page(self, wanted: Wanted, *, by: Caller) -> Sequence[Campaign]:
        """A page of those that the caller may see; raises InvalidInput."""
        with self._records.reading() as records:
            return records.campaigns.page(seen_page(wanted, by=by))

    def change(self, campaign_id: str, changes: Mapping[str, Any], *, expected: int | None, by: Caller) -> Campaign:
        """Give it other values of some fields, for proposals to come; raises InvalidInput."""
        with self._records.writing() as records:
            before = self._to_be(records, campaign_id, action="change", expected=expected, by=by)
            after = replace(before, **changes)
            if after == before:
                return before
            if after.budget.currency != before.budget.currency:
                raise InvalidInput(Problem("budget", f"must stay in {before.budget.currency}: close this campaign"))
            if after.client_id != before.client_id:
                raise InvalidInput(Problem("client_id", "can't be changed: delete the draft and make another one"))
            check_campaign(after)
            if after.deliverables != before.deliverables:
                check_deliverables(after.deliverables, now=self._steps.now)
            if after.ends_at != before.ends_at:
                check_ends(after.ends_at, now=self._steps.now)
            return self._steps.take(records, before, after=after, action="change", by=actor_of(by))

    def remove(self, campaign_id: str, *, expected: int | None, by: Caller) -> None:
        """Delete a draft."""
        with self._records.writing() as records:
            self._to_be(records, campaign_id, action="delete", expected=expected, by=by)
            records.campaigns.remove(campaign_id)

    def publish(self, campaign_id: str, *, expected: int | None, by: Caller) -> Campaign:
        """Let creators be proposed to."""
        return self._step(campaign_id, "publish", expected=expected, by=by)

    def close(self, campaign_id: str, *, expected: int | None, by: Caller) -> Campaign:
        """Propose to nobody more, and withdraw what is open."""
        return self._step(campaign_id, "close", expected=expected, by=by)

    def _step(self, campaign_id: str, action: str, *, expected: int | None, by: Caller) -> Campaign:
        with self._records.writing() as records:
            before = self._to_be(records, campaign_id, action=action, expected=expected, by=by)
            step = CAMPAIGNS.step(before.status, action, side=side_of(by))
            after = self._steps.take(
                records, before, after=replace(before, status=step.after), action=action, by=actor_of(by)
            )
            self._steps.tell(records, Happening(step.event, after, actor_of(by)))
            if action == "close":
                self._withdraw_all(records, after, by=by)
            return after

    def _withdraw_all(self, records: DealRecords, campaign: Campaign, *, by: Caller) -> None:
        for before in records.proposals.open_of(campaign_id=campaign.id):
            step = PROPOSALS.step(before.turn, "withdraw", side=Side.BRAND)
            after = replace(before, turn=step.after, deadline_at=None)
            after = self._steps.take(records, before, after=after, action="withdraw", by=actor_of(by))
            self._steps.tell(records, Happening(step.event, after, actor_of(by)))

    def _to_be(
        self, records: DealRecords, campaign_id: str, *, action: str, expected: int | None, by: Caller
    ) -> Campaign:
        """A campaign of which the caller may do this now."""
        campaign = own_campaign(records, campaign_id, by=by)
        CAMPAIGNS.step(campaign.status, action, side=side_of(by))
        check_expected(campaign, expected)
        return campaign


def _brand(account: Account, client_id: str | None) -> str:
    """What creators read as the brand, where nothing is said: the client's name, else the account's."""
    return next((one.name for one in account.clients if one.id == client_id), account.name)
