"""What is done with memberships? They are read by whom they concern, and ended by who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.accounts.ports import AccountRecords
from marketplace.deals.access import check_side
from marketplace.deals.history import Entry, seen_by
from marketplace.deals.sides import Actor, Side, actor_of, side_of
from marketplace.errors import Conflict, NotFound, Stale
from marketplace.programme.becoming import IN, left
from marketplace.programme.member import Member
from marketplace.programme.noting import Action, Step, next_version, note, show
from marketplace.programme.ports import Programme, ProgrammeRecords
from marketplace.programme.shown_member import allowed

MOST_STEPS = 1_000
PRIVATE = ("birth_date", "payout_account")
"""Facts that are forgotten when a creator leaves for ever."""


class MembershipService:
    """The members of the programme; raises Forbidden for brands, NotFound for whom somebody may not see."""

    def __init__(self, records: Programme, makers: Makers) -> None:
        self._records = records
        self._makers = makers

    def now(self) -> int:
        """The time, in microseconds."""
        return self._makers.now()

    def get(self, creator_id: str, *, by: Caller) -> Member:
        """The member that a creator is."""
        with self._records.reading() as records:
            return _own(records, creator_id, by=by)

    def page(self, *, after: str, limit: int, market: str | None = None, by: Caller) -> Sequence[Member]:
        """So many members behind an id, of one market where it is named; operators may."""
        check_side(by, Side.OPERATOR, what="list members")
        with self._records.reading() as records:
            return records.members.page(after=after, limit=limit, market=market)

    def history(self, creator_id: str, *, by: Caller) -> Sequence[Entry]:
        """What has become of a member."""
        with self._records.reading() as records:
            member = _own(records, creator_id, by=by)
            entries = records.history.of(member.id, limit=MOST_STEPS)
        return seen_by(entries, account_id=by.account.id, side=side_of(by))

    def leave(self, creator_id: str, *, expected: int | None, by: Caller) -> Member:
        """Leave the programme; joining again is allowed at once. Raises Stale, and Conflict for who is not in it."""
        with self._records.writing() as records:
            before = _own(records, creator_id, by=by)
            if expected is not None and before.version != expected:
                raise Stale(before.version)
            if before.state not in IN:
                can = allowed(before, now=self.now())
                raise Conflict(f"the creator {creator_id} is no member: nothing can be left", allowed=can)
            step = self._left(records, before, by=actor_of(by))
            show(records, [step])
            return step.after

    def forget(self, records: AccountRecords, account: Account, *, by: Caller) -> None:
        """End the membership of a creator who leaves for ever, and forget its birthday and where it is paid.

        What it earned stays in the ledger, under its creator id; see `Leaving`, which clears the overlay.
        """
        assert account.creator_id
        kept = cast("ProgrammeRecords", records)  # accounts are kept where members are
        if facts := kept.facts.take(account.creator_id):
            kept.facts.put_all([replace(facts, birth_date=None, payout_account=None)])
        kept.happenings.forget(account.creator_id, PRIVATE)
        before = kept.members.get(account.creator_id)
        if before and before.state in IN:
            self._left(kept, before, by=actor_of(by))

    def _left(self, records: ProgrammeRecords, before: Member, *, by: Actor) -> Step:
        now = self.now()
        after = next_version(before, left(before, now=now), now=now)
        step = Step(before=before, after=after, action=Action.LEAVE, by=by)
        records.members.replace(step.after)
        note(records, [step])
        return step


def _own(records: ProgrammeRecords, creator_id: str, *, by: Caller) -> Member:
    check_side(by, Side.CREATOR, Side.OPERATOR, what="see members of Creator Next")
    is_own = side_of(by) is Side.OPERATOR or by.account.creator_id == creator_id
    found = records.members.get(creator_id) if is_own else None
    if found is None:
        raise NotFound(f"the creator {creator_id} has not asked to join Creator Next")
    return found
