"""Who does something to a deal? One of its two sides, an operator, or time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role


class Side(StrEnum):
    """Where somebody stands in a deal; an agency stands where the brand does that it works for."""

    BRAND = "brand"
    CREATOR = "creator"
    OPERATOR = "operator"
    SYSTEM = "system"
    """A deadline that passed."""


_SIDES = {
    Role.BRAND: Side.BRAND,
    Role.AGENCY: Side.BRAND,
    Role.CREATOR: Side.CREATOR,
    Role.OPERATOR: Side.OPERATOR,
}


@dataclass(frozen=True)
class Actor:
    """Who did something; `user` is who the account says it was. The system has neither account nor key."""

    role: Side
    account_id: str | None = None
    key_id: str | None = None
    user: str | None = None


SYSTEM = Actor(Side.SYSTEM)


def side_of(caller: Caller) -> Side:
    """Where a caller stands."""
    return _SIDES[caller.account.role]


def actor_of(caller: Caller) -> Actor:
    """What is kept of who did something."""
    return Actor(side_of(caller), caller.account.id, caller.key.id, caller.acting_user)
