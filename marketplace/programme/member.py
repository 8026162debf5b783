"""What is a member? A creator who asked to join, what became of it, and since when it holds which features."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.deals.sides import Actor
from marketplace.programme.eligibility import Rule
from marketplace.programme.rules import Feature


class Membership(StrEnum):
    """Where somebody stands who asked to join."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Something that must hold for good holds no more; with it, they are active again."""

    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A time, in microseconds: from `since_at` to before `until_at`, or still."""

    since_at: int
    until_at: int | None = None


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A feature that somebody holds or held; while it is suspended, `lost` says by which rules."""

    feature: Feature
    spans: tuple[Span, ...]
    lost: tuple[Rule, ...] = ()

    def between(self, begin: int, end: int) -> bool:
        """Whether it was held at any time from one to before another."""
        return any(one.since_at < end and (one.until_at is None or begin < one.until_at) for one in self.spans)

    @property
    def now(self) -> bool:
        """Whether it is held still."""
        return bool(self.spans) and self.spans[-1].until_at is None


@dataclass(frozen=True, kw_only=True)
class Consent:
    """Who consented to which terms, and when."""

    terms_version: str
    at: int
    by: Actor


@dataclass(frozen=True, kw_only=True)
class Member:
    """A creator who asked to join.

    `held_before` are the features of its profile when it joined, which the programme neither gave nor takes away.
    `reasons` are the rules by which it is refused or suspended; a refused one may try again at `retry_at`, at any time
    where there is none.
    """

    id: str
    creator_id: str
    market: str
    state: Membership
    consent: Consent | None = None
    held_before: tuple[Feature, ...] = ()
    features: tuple[Holding, ...] = ()
    reasons: tuple[Rule, ...] = ()
    retry_at: int | None = None
    joined_at: int | None = None
    left_at: int | None = None
    version: int = 1
    created_at: int
    updated_at: int

    @property
    def never_was_in(self) -> bool:
        """Whether all that became of it is that it was refused."""
        return self.state is Membership.REFUSED and not self.features

    def held(self, feature: Feature, *, begin: int, end: int) -> bool:
        """Whether the programme had given it a feature at any time from one to before another."""
        return any(one.feature is feature and one.between(begin, end) for one in self.features)

    def barred(self, feature: Feature) -> bool:
        """Whether nothing is earned by a feature, though it was held before: who speaks for a state can't."""
        return any(one.feature is feature and Rule.AFFILIATION in one.lost for one in self.features)

    @property
    def holds(self) -> frozenset[Feature]:
        """What it holds as long as it is active: what it was given, and what it had before and is not barred from."""
        given = {one.feature for one in self.features if one.now}
        return frozenset(given | {one for one in self.held_before if not self.barred(one)})
