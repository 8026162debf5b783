"""How does a member take a step? A version more with its history, told to its account, and shown by searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from marketplace.accounts.account import Account
from marketplace.deals.campaign import Moment
from marketplace.deals.history import Entry, changes_between
from marketplace.deals.sides import Actor, Side
from marketplace.events.event import Announcement
from marketplace.events.webhook import Webhook
from marketplace.mail.letters import letter_of_membership
from marketplace.mail.mail import Mail
from marketplace.programme.member import Member, Membership
from marketplace.programme.ports import ProgrammeRecords
from marketplace.programme.shown_member import shown_member


class Action(StrEnum):
    """What a step of a member is called in its history."""

    JOIN = "join"
    REFUSE = "refuse"
    LEAVE = "leave"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    FOLLOW = "follow"
    """Features came or went, it moved market, or the reasons of its suspension are others."""


TOLD = {
    Action.JOIN: "member.joined",
    Action.REFUSE: "member.refused",
    Action.LEAVE: "member.left",
    Action.SUSPEND: "member.suspended",
    Action.REINSTATE: "member.joined",
}
"""The events of the actions that have one."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a member was (None: none) and is, kept already; by what, and whose doing it is."""

    before: Member | None
    after: Member
    action: Action
    by: Actor


@dataclass(frozen=True)
class _Heard:
    """What is told of a step to the account of its creator."""

    step: Step
    account: Account

    @property
    def announcement(self) -> Announcement:
        """The event."""
        member = self.step.after
        return Announcement(
            account_id=self.account.id,
            type=TOLD[self.step.action],
            at=member.updated_at,
            data={"id": member.id, "version": member.version, "creator_id": member.creator_id},
        )

    def letter(self, webhooks: Sequence[Webhook]) -> Mail | None:
        """The letter, where the creator did not do it itself, has an address, and no webhook that is called of it."""
        event, to = self.announcement, self.account.email
        if to is None or self.step.by.role is Side.CREATOR or any(one.hears(event) for one in webhooks):
            return None
        return letter_of_membership(event.type, to=to, name=self.account.name, record_id=self.step.after.id)


def next_version(before: Member, after: Member, *, now: int) -> Member:
    """What a member becomes, as another version of what it was."""
    return replace(after, version=before.version + 1, updated_at=max(now, before.updated_at))


def note(records: ProgrammeRecords, steps: Sequence[Step]) -> None:
    """Keep the history of some steps, and tell those creators who have an account."""
    if not steps:
        return
    records.history.add_all([_entry(one) for one in steps])
    accounts = records.accounts.of_creators({one.after.creator_id for one in steps})
    heard = [
        _Heard(one, accounts[one.after.creator_id])
        for one in steps
        if one.action in TOLD and one.after.creator_id in accounts
    ]
    if not heard:
        return
    records.events.add_all([one.announcement for one in heard])
    webhooks = records.webhooks.enabled_of({one.account.id for one in heard})
    letters = [mail for one in heard if (mail := one.letter(webhooks.get(one.account.id, ())))]
    records.letters.add_all(letters, at=max(one.announcement.at for one in heard))


def show(records: ProgrammeRecords, steps: Sequence[Step]) -> None:
    """Let searches show what became of some, where it is anything else.

    All other changes of overlays wait until the transaction's end, so do this last.
    """
    changed = [one for one in steps if _said(one.after) != (_said(one.before) if one.before else None)]
    for one in sorted(changed, key=lambda step: step.after.creator_id):
        if (said := _said(one.after)) is not None:
            records.overlays.change(one.after.creator_id, said)
        if one.after.state is Membership.LEFT:
            records.overlays.clear(one.after.creator_id, ["monetisation"])


def _said(member: Member) -> dict[str, object] | None:
    """What the marketplace says of a member; None of who was only refused."""
    if member.state is Membership.ACTIVE:
        return {"creator_next": True, "monetisation": sorted(one.value for one in member.holds)}
    if member.state is Membership.SUSPENDED:
        return {"creator_next": False, "monetisation": None}
    return {"creator_next": False} if member.state is Membership.LEFT else None


def _entry(step: Step) -> Entry:
    return Entry(
        record_id=step.after.id,
        at=Moment(step.after.updated_at),
        actor=step.by,
        action=step.action,
        version=step.after.version,
        changes=changes_between(_whole(step.before) if step.before else {}, _whole(step.after)),
    )


def _whole(member: Member) -> dict[str, Any]:
    return shown_member(member, now=member.updated_at)
