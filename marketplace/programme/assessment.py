"""How does somebody stand with Creator Next? Whether they may join, as what they have, and where each feature is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.programme.eligibility import Rule, Verdict, verdict
from marketplace.programme.member import Holding, Member, Membership
from marketplace.programme.person import Facts, Person
from marketplace.programme.rules import Feature, Rules

JOINED = frozenset({Membership.ACTIVE, Membership.SUSPENDED})
"""The states of who can't join, because they have."""


class FeatureState(StrEnum):
    """Where a feature is for somebody."""

    AVAILABLE = "available"
    """It would be active on joining; of a member, it will be when all members are looked at next."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """It is had, but something that must hold for good holds no more."""

    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, kw_only=True)
class FeatureStanding:
    """The state of a feature; `reasons` are the rules that keep it from being active.

    `held_before` when the programme did not give it: only a suspension, or whom somebody speaks for, keeps it from
    being active.
    """

    feature: Feature
    state: FeatureState
    reasons: tuple[Rule, ...] = ()
    held_before: bool = False


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """How somebody stands at a time, in microseconds; `member` where they ever asked to join."""

    as_of: int
    verdict: Verdict
    member: Member | None
    may_join: bool
    features: Mapping[Feature, FeatureStanding]


def assess(person: Person, facts: Facts, *, member: Member | None, rules: Rules, now: int) -> Assessment:
    """Look at somebody by the rules; nobody joins twice, nor before the time that a refusal named."""
    found = verdict(person, facts, rules=rules, now=now)
    waits = member is not None and (member.state in JOINED or _is_refused(member, now))
    return Assessment(
        as_of=now,
        verdict=found,
        member=member,
        may_join=found.eligible and not waits,
        features={one: standing_of(one, found, person=person, member=member) for one in Feature},
    )


def standing_of(feature: Feature, found: Verdict, *, person: Person, member: Member | None) -> FeatureStanding:
    """Where a feature is for somebody, by the verdict on them."""
    joined = member if member and member.state in JOINED else None
    holding = _holding(feature, joined)
    # what the profile of a member names may be what the programme gave it
    before = feature in (joined.held_before if joined else person.monetisation)
    suspended = joined is not None and joined.state is Membership.SUSPENDED
    # what was held before is lost by whom somebody speaks for alone, what was given by all that must hold
    lost = tuple(one for one in found.failed_of(feature) if one is Rule.AFFILIATION) if before else ()
    if not suspended and not lost and (before or (holding and holding.now)):
        return FeatureStanding(feature=feature, state=FeatureState.ACTIVE, held_before=before)
    if before or (holding and (holding.lost or suspended)):
        own = holding.lost if holding and not before else lost
        reasons = _each_once((*(joined.reasons if joined else ()), *own))
        return FeatureStanding(feature=feature, state=FeatureState.SUSPENDED, reasons=reasons, held_before=before)
    reasons = (*_reasons_of(joined, found), *found.failed_of(feature))
    state = FeatureState.UNAVAILABLE if reasons else FeatureState.AVAILABLE
    return FeatureStanding(feature=feature, state=state, reasons=_each_once(reasons))


def _reasons_of(joined: Member | None, found: Verdict) -> tuple[Rule, ...]:
    """What keeps somebody from any feature: that they can't join, or are suspended."""
    if joined is None:
        return found.failed
    return joined.reasons if joined.state is Membership.SUSPENDED else ()


def _holding(feature: Feature, joined: Member | None) -> Holding | None:
    return next((one for one in joined.features if one.feature is feature), None) if joined else None


def _is_refused(member: Member, now: int) -> bool:
    return member.state is Membership.REFUSED and member.retry_at is not None and now < member.retry_at


def _each_once(reasons: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(dict.fromkeys(reasons))
