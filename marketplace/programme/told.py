"""What does an event say once it is read? Something of a creator that happened, typed; or why it is not taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketplace.deals.amounts import Money
from marketplace.programme.happening import HappeningType


class Code(StrEnum):
    """Why an event is not taken."""

    INVALID = "invalid"
    """It is not what an event of its type must be; the detail names the field."""

    UNKNOWN_CREATOR = "unknown_creator"
    """The creator is no member, and can't be found."""

    MARKET_CLOSED = "market_closed"
    """The programme was not open in the creator's market on that day."""

    FEATURE_NOT_HELD = "feature_not_held"
    """The creator did not hold the feature when it happened."""

    LEFT = "left"
    """The creator had left the programme by then."""

    SUSPENDED = "suspended"
    """The creator, or the feature, was suspended then."""

    POST_EXCLUDED = "post_excluded"
    """Nothing is earned by posts of this kind."""

    TOO_OLD = "too_old"
    """It happened longer ago than events are taken."""

    IN_THE_FUTURE = "in_the_future"
    """It is said to have happened later than now."""

    TOO_MUCH = "too_much"
    """It tells of more than one event may, and is taken for a mistake."""

    DUPLICATE_ID = "duplicate_id"
    """There is an event with this id that says something else; the detail names it."""

    ALREADY_REVERSED = "already_reversed"
    """What it reverses is reversed by another event."""

    NOT_REVERSIBLE = "not_reversible"
    """What it reverses is a reversal, or tells facts: tell what is right by another event."""


@dataclass(frozen=True)
class Refused:
    """An event that is not taken, and why; `id` is None where it says none."""

    id: str | None
    code: Code
    detail: str


class PostKind(StrEnum):
    """What a video is; nothing is earned by any but one's own."""

    OWN = "own"
    DUET = "duet"
    STITCH = "stitch"
    ADVERTISEMENT = "advertisement"
    SPONSORED = "sponsored"
    PROMOTED = "promoted"


class Why(StrEnum):
    """Why something is reversed."""

    MINOR = "minor"
    """Whoever gave it is a minor."""

    REFUNDED = "refunded"
    FRAUD = "fraud"
    MISTAKE = "mistake"


@dataclass(frozen=True, kw_only=True)
class Views:
    """Views of a day by the calendar of the creator's market; `viewers` is the market they come from, None its own."""

    day: dt.date
    viewers: str | None
    views: int
    post_kind: PostKind
    public: bool


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What made a LIVE, or a video of some kind, popular."""

    coins: int
    likes: int
    comments: int
    shares: int
    post_kind: PostKind | None


@dataclass(frozen=True, kw_only=True)
class Tip:
    """What the creator gets in full."""

    amount: Money


@dataclass(frozen=True, kw_only=True)
class Reversal:
    """That another event, by its id, counts no more."""

    reverses: str
    reason: Why


@dataclass(frozen=True, kw_only=True)
class Told:
    """Fields of `Facts` that are told, with what is true of them now."""

    fields: Mapping[str, str | bool | None]


Content = Views | Gift | Tip | Reversal | Told


@dataclass(frozen=True, kw_only=True)
class ToldEvent:
    """An event as it was read; `at` is in microseconds, None for views that tell their day alone.

    `detail` is what it says beside its id, type, creator and time, as it was sent.
    """

    id: str
    type: HappeningType
    creator_id: str
    at: int | None
    content: Content
    digest: bytes
    detail: Mapping[str, Any]
