"""Who may see a deal? Its brand, its creator, and operators; to everybody else it is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from marketplace.accounts.caller import Caller
from marketplace.deals.asking import Sight, Wanted
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.ports import DealRecords
from marketplace.deals.proposal import Proposal
from marketplace.deals.sides import Side, side_of
from marketplace.errors import Forbidden, InvalidInput, NotFound, Problem, Stale

D = TypeVar("D", Proposal, Collaboration)

_WHO = {Side.BRAND: "brands and agencies", Side.CREATOR: "creators", Side.OPERATOR: "operators"}
Record = Campaign | Proposal | Collaboration


def sight_of(caller: Caller) -> Sight:
    """Whose deals a caller may see: a key that is bound to a client sees that client's alone."""
    side = side_of(caller)
    if side is Side.OPERATOR:
        return Sight()
    if side is Side.CREATOR:
        return Sight(creator_id=caller.account.creator_id)
    return Sight(account_id=caller.account.id, client_id=caller.key.client_id)


def seen_page(wanted: Wanted, *, by: Caller) -> Wanted:
    """The page of those records that a caller may see; raises InvalidInput for a filter by what it may not know."""
    if "client_id" in wanted.filters and side_of(by) is Side.CREATOR:
        raise InvalidInput(Problem("client_id", "is the brand's affair: creators can't filter by it"))
    return replace(wanted, sight=sight_of(by))


def own_campaign(records: DealRecords, campaign_id: str, *, by: Caller) -> Campaign:
    """A campaign that a caller may see: creators those that they have a proposal of. Raises NotFound."""
    campaign, sight = records.campaigns.get(campaign_id), sight_of(by)
    if campaign is not None:
        if sight.creator_id is not None:
            if records.campaigns.has_proposed(campaign_id, creator_id=sight.creator_id):
                return campaign
        elif _is_in(sight, campaign):
            return campaign
    raise NotFound(f"there is no campaign {campaign_id}")


def own_proposal(records: DealRecords, proposal_id: str, *, by: Caller) -> Proposal:
    """A proposal that a caller may see; raises NotFound."""
    return _own("proposal", proposal_id, found=records.proposals.get(proposal_id), by=by)


def own_collaboration(records: DealRecords, collaboration_id: str, *, by: Caller) -> Collaboration:
    """A collaboration that a caller may see; raises NotFound."""
    return _own("collaboration", collaboration_id, found=records.collaborations.get(collaboration_id), by=by)


def own_record(records: DealRecords, record_id: str, *, by: Caller) -> Record:
    """Whatever record an id is of, as its prefix says; raises NotFound."""
    kinds: dict[str, Callable[..., Record]] = {"cmp": own_campaign, "prp": own_proposal, "col": own_collaboration}
    find = kinds.get(record_id.partition("_")[0])
    if find is None:
        raise NotFound(f"there is no record {record_id}")
    return find(records, record_id, by=by)


def check_expected(record: Record, version: int | None) -> None:
    """Raise Stale unless a record is the version that is meant, where one is."""
    if version is not None and record.version != version:
        raise Stale(record.version)


def check_side(caller: Caller, *sides: Side, what: str) -> None:
    """Raise Forbidden unless a caller stands on one of these sides."""
    if side_of(caller) not in sides:
        who = " and ".join(_WHO[one] for one in sides)
        raise Forbidden(f"an account of the role {caller.account.role} can't {what}: {who} can")


def _own(what: str, record_id: str, *, found: D | None, by: Caller) -> D:
    if found is None or not _is_in(sight_of(by), found):
        raise NotFound(f"there is no {what} {record_id}")
    return found


def _is_in(sight: Sight, record: Record) -> bool:
    return all(getattr(record, name) == value for name, value in vars(sight).items() if value is not None)
