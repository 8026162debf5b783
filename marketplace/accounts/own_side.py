"""What does a creator say of itself above its feed, whom does it block, and does it hide?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from marketplace.accounts.account import Account, HiddenFor
from marketplace.accounts.hiding import hide, unhide
from marketplace.accounts.ports import AccountRecords
from marketplace.creators.overlays import checked_fields
from marketplace.errors import InvalidInput, Problem

SAID = ("price", "available", "away_until")
BLOCKED = "blocked_account_ids"
CLEARED = (*SAID, BLOCKED)
MAX_BLOCKED = 1_000
ACCOUNT_ID = "acc_[0-9a-f]{32}"

_ACCOUNT_ID = re.compile(ACCOUNT_ID, re.ASCII)


@dataclass(frozen=True, kw_only=True)
class OwnSide:
    """A creator's own side: values above the feed as in the API's JSON, the accounts it blocks, whether it hides."""

    said: Mapping[str, object]
    blocked_account_ids: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class OwnChanges:
    """What of it is to be other; `cleared` are fields that are left to the feed again, or lists that are emptied."""

    said: Mapping[str, object] = field(default_factory=dict)
    blocked_account_ids: tuple[str, ...] | None = None
    hidden: bool | None = None
    cleared: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """What is spoken of."""
        given = {BLOCKED: self.blocked_account_ids, "hidden": self.hidden}
        return self.cleared | self.said.keys() | {name for name, value in given.items() if value is not None}


NOTHING = OwnChanges()


def own_side(records: AccountRecords, creator_id: str) -> OwnSide:
    """The own side of a creator."""
    overlay = records.overlays.of([creator_id]).get(creator_id)
    return OwnSide(
        said={name: value for name, value in overlay.fields.items() if name in SAID} if overlay else {},
        blocked_account_ids=tuple(records.blocks.of(creator_id)),
        hidden=HiddenFor.OWN in records.hidings.of(creator_id),
    )


@dataclass(frozen=True)
class OwnStep:
    """A creator's own side before and after a change."""

    creator_id: str
    before: OwnSide
    after: OwnSide

    def take(self, records: AccountRecords, *, at: int) -> None:
        """Let it be so; changes the overlay, so call it late."""
        before, after = self.before, self.after
        if after.blocked_account_ids != before.blocked_account_ids:
            records.blocks.replace(self.creator_id, after.blocked_account_ids, at=at)
        if after.hidden and not before.hidden:
            hide(records, self.creator_id, reason=HiddenFor.OWN, at=at)
        if before.hidden and not after.hidden:
            unhide(records, self.creator_id, reason=HiddenFor.OWN)
        # what is as it was is not said again: somebody else may have changed it meanwhile
        if said := {name: value for name, value in after.said.items() if (name, value) not in before.said.items()}:
            records.overlays.change(self.creator_id, said)
        if cleared := before.said.keys() - after.said.keys():
            records.overlays.clear(self.creator_id, cleared)


def own_step(records: AccountRecords, account: Account, *, changes: OwnChanges) -> OwnStep | None:
    """What changes of an account's own side, None for nothing; raises InvalidInput."""
    if not changes.names:
        return None
    if problems := list(_problems(account, changes)):
        raise InvalidInput(*problems)
    assert account.creator_id  # or there is a problem
    before = own_side(records, account.creator_id)
    said = {name: value for name, value in before.said.items() if name not in changes.cleared}
    after = replace(before, said={**said, **checked_fields(changes.said)})
    if BLOCKED in changes.names:
        after = replace(after, blocked_account_ids=tuple(sorted(set(changes.blocked_account_ids or ()))))
    if changes.hidden is not None:
        after = replace(after, hidden=changes.hidden)
    return OwnStep(account.creator_id, before, after) if after != before else None


def _problems(account: Account, changes: OwnChanges) -> Iterator[Problem]:
    given = replace(changes, cleared=frozenset()).names
    if account.creator_id is None:
        for name in sorted(given | ({"clear"} if changes.cleared else set())):
            yield Problem(name, f"is unknown for an account of the role {account.role}: creators have it")
        return
    for name in sorted(changes.cleared & given):
        yield Problem("clear", f"names {name}, which is given too: do one of both")
    blocked = changes.blocked_account_ids or ()
    if len(blocked) > MAX_BLOCKED:
        yield Problem(BLOCKED, f"has {len(blocked)} values: at most {MAX_BLOCKED} are taken")
    if wrong := [one for one in blocked if not _ACCOUNT_ID.fullmatch(one)]:
        yield Problem(BLOCKED, f"has {wrong[0][:40]!r}, which is no id of an account: those look like {ACCOUNT_ID}")
