"""How does a deal take a step? A version more, kept with what has changed and by whom, and told to who must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from marketplace.accounts.making import Makers
from marketplace.deals.campaign import Campaign, Moment
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.history import Entry, Shown, changes_between
from marketplace.deals.message import Message
from marketplace.deals.ports import DealRecords
from marketplace.deals.proposal import Proposal
from marketplace.deals.shown import shown_campaign, shown_collaboration, shown_proposal
from marketplace.deals.sides import Actor, Side

R = TypeVar("R", Campaign, Proposal, Collaboration)
Record = Campaign | Proposal | Collaboration


@dataclass(frozen=True)
class Happening:
    """Something that others must know: what, on which record, by whom."""

    type: str
    record: Record
    by: Actor
    message: Message | None = None
    n: int | None = None
    """The deliverable that it is about."""

    at: Moment | None = None
    """When, where it made no other version of the record."""

    reached: tuple[str, ...] = ()
    """Of what concerns a whole campaign: the creators who are to know it."""

    @property
    def creator_ids(self) -> tuple[str, ...]:
        """The creators whose affair it is."""
        return self.reached if isinstance(self.record, Campaign) else (self.record.creator_id,)


class Herald(Protocol):
    """Tells of what happened, within the transaction in which it does."""

    def tell(self, records: DealRecords, happenings: Sequence[Happening]) -> None:
        """Let whoever must know it come to know it once it is committed, in this order."""
        ...


@dataclass(frozen=True)
class Steps:
    """Takes steps; what services of deals share."""

    makers: Makers
    heralds: Sequence[Herald] = ()

    @property
    def now(self) -> Moment:
        """The time, in microseconds."""
        return Moment(self.makers.now())

    def begin(self, records: DealRecords, made: Sequence[R], *, action: str, by: Actor) -> None:
        """Keep the first step of new records; they themselves are kept already."""
        entries = [
            Entry(
                record_id=one.id,
                at=one.created_at,
                actor=by,
                action=action,
                version=one.version,
                changes=changes_between({}, _whole(one)),
            )
            for one in made
        ]
        if entries:
            records.history.add_all(entries)

    def take(self, records: DealRecords, before: R, *, after: R, action: str, by: Actor) -> R:
        """Keep another version of a record, and how it came to be."""
        (taken,) = self.take_all(records, [(before, after)], action=action, by=by)
        return taken

    def take_all(self, records: DealRecords, changes: Sequence[tuple[R, R]], *, action: str, by: Actor) -> Sequence[R]:
        """Keep another version of each of some records of one kind, given before and after."""
        if not changes:
            return []
        now = self.now
        taken = [
            replace(after, version=before.version + 1, updated_at=max(now, before.updated_at))
            for before, after in changes
        ]
        _repository(records, taken[0]).replace_all(taken)
        pairs = zip((before for before, _ in changes), taken, strict=True)
        records.history.add_all([_entry(before, after, action=action, by=by) for before, after in pairs])
        return taken

    def tell(self, records: DealRecords, *happenings: Happening) -> None:
        """Let all heralds know."""
        for one in self.heralds:
            one.tell(records, happenings)


def _entry(before: Record, after: Record, *, action: str, by: Actor) -> Entry:
    return Entry(
        record_id=after.id,
        at=after.updated_at,
        actor=by,
        action=action,
        version=after.version,
        changes=changes_between(_whole(before), _whole(after)),
    )


def _repository(records: DealRecords, record: Record) -> Any:
    kinds: Mapping[type, object] = {
        Campaign: records.campaigns,
        Proposal: records.proposals,
        Collaboration: records.collaborations,
    }
    return kinds[type(record)]


def _whole(record: Record) -> Shown:
    """All that an operator sees of it, which is all that there is."""
    if isinstance(record, Campaign):
        return shown_campaign(record, side=Side.OPERATOR)
    if isinstance(record, Proposal):
        return shown_proposal(record, side=Side.OPERATOR, now=record.updated_at)
    return shown_collaboration(record, side=Side.OPERATOR)
