"""What do the rules look at? What the profile says of a creator, and what only the platform knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.programme.rules import Feature


class Standing(StrEnum):
    """Whether an account keeps the platform's rules."""

    GOOD = "good"
    LOST = "lost"


class Affiliation(StrEnum):
    """Whom an account speaks for: who speaks for one of the last three can't collect Diamonds."""

    NONE = "none"
    GOVERNMENT = "government"
    POLITICIAN = "politician"
    PARTY = "party"


@dataclass(frozen=True, kw_only=True)
class Person:
    """What the profile says; times are microseconds since 1970, None what it does not say.

    `monetisation` are the features that it names: those a creator holds, whether by the programme or not.
    """

    creator_id: str
    market: str
    followers: int
    account_type: str | None = None
    views_30d: int | None = None
    posts_30d: int | None = None
    joined_at: int | None = None
    last_posted_at: int | None = None
    monetisation: tuple[Feature, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What only the platform knows, told by events of the type `facts`; `as_of` is when the newest of them was true.

    `birth_date` is written as in RFC 3339; `payout_account` is what the payout provider calls the connected account.
    """

    creator_id: str
    birth_date: str | None = None
    standing: Standing = Standing.GOOD
    affiliation: Affiliation = Affiliation.NONE
    live_permission: bool = False
    payout_account: str | None = None
    as_of: int = 0


def unknown(creator_id: str) -> Facts:
    """What is taken for true of a creator of whom the platform has told nothing: good standing, no birthday."""
    return Facts(creator_id=creator_id)
