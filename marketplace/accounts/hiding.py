"""Why is a creator in no answer? For as long as there is one reason, the overlay says that they are hidden."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.accounts.account import HiddenFor
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import done
from marketplace.accounts.ports import AccountRecords, AuditEntry, Records
from marketplace.accounts.roles import Role, Scope
from marketplace.creators.overlays import HIDDEN, check_id
from marketplace.errors import NotFound


def hide(records: AccountRecords, creator_id: str, *, reason: HiddenFor, at: int) -> bool:
    """Hide a creator for one reason more; whether it is new. Holds the overlays, so call it late."""
    records.overlays.hold()  # or somebody else takes the last reason back meanwhile, and shows the creator
    is_new = reason not in records.hidings.of(creator_id)
    if is_new:
        records.hidings.add(creator_id, reason, at=at)
    records.overlays.change(creator_id, {HIDDEN: True})
    return is_new


def unhide(records: AccountRecords, creator_id: str, *, reason: HiddenFor) -> bool:
    """Take one reason back, and show the creator when it was the last; whether it was there.

    Holds the overlays, so call it late.
    """
    records.overlays.hold()
    reasons = records.hidings.of(creator_id)
    if reason not in reasons:
        return False
    records.hidings.remove(creator_id, reason)
    if reasons == {reason}:
        records.overlays.clear(creator_id, [HIDDEN])
    return True


class HidingService:
    """Hides creators for operators; everything raises StoreUnavailable, and Forbidden for anybody else.

    `now` gives microseconds.
    """

    def __init__(self, records: Records, now: Callable[[], int]) -> None:
        self._records = records
        self._now = now

    def hide(self, creator_id: str, *, by: Caller) -> None:
        """Take a creator out of every answer; done already is no error. Raises InvalidInput for what is no id."""
        self._check(creator_id, by)
        with self._records.writing() as records:
            self._note(records, creator_id, action="creator.hidden", by=by)
            hide(records, creator_id, reason=HiddenFor.OPERATOR, at=self._now())

    def unhide(self, creator_id: str, *, by: Caller) -> None:
        """Take that back; raises NotFound when no operator hides them, InvalidInput for what is no id."""
        self._check(creator_id, by)
        with self._records.writing() as records:
            self._note(records, creator_id, action="creator.unhidden", by=by)
            if not unhide(records, creator_id, reason=HiddenFor.OPERATOR):
                raise NotFound(f"the creator {creator_id} is not hidden by an operator")

    def _check(self, creator_id: str, by: Caller) -> None:
        by.check(Scope.ADMIN, Role.OPERATOR)
        check_id(creator_id)

    def _note(self, records: AccountRecords, creator_id: str, *, action: str, by: Caller) -> None:
        """Keep it with the creator's account; with the operator's where there is none."""
        account = records.accounts.of_creator(creator_id) or by.account
        entry = AuditEntry(at=self._now(), action=action, account_id=account.id, detail=f"creator {creator_id}")
        records.audit.add(done(entry, by=by))
