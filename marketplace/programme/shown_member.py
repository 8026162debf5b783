"""How is a member shown? As the API gives it; absent fields are left out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from marketplace.creators.times import format_time
from marketplace.programme.becoming import IN
from marketplace.programme.eligibility import Check
from marketplace.programme.member import Holding, Member, Membership

JOIN, LEAVE = "join", "leave"


class Held(StrEnum):
    """Where a member stands with a feature."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """It comes back by itself when the rules that are `lost` hold again."""

    ENDED = "ended"
    """It was held before the creator left, and is not held now."""


def shown_member(member: Member, *, now: int) -> dict[str, Any]:
    """A member, with what can be done now."""
    consent = member.consent
    times = {
        "consented_at": consent.at if consent else None,
        "joined_at": member.joined_at,
        "left_at": member.left_at,
        "retry_at": member.retry_at,
    }
    return {
        "id": member.id,
        "creator_id": member.creator_id,
        "market": member.market,
        "state": member.state.value,
        **({"terms_version": consent.terms_version} if consent else {}),
        **{name: format_time(at) for name, at in times.items() if at is not None},
        "reasons": [one.value for one in member.reasons],
        "features": [_holding(one) for one in member.features],
        "allowed_actions": list(allowed(member, now=now)),
        "version": member.version,
        "created_at": format_time(member.created_at),
        "updated_at": format_time(member.updated_at),
    }


def shown_failure(check: Check) -> Mapping[str, Any]:
    """What keeps somebody from joining; what nobody knows is left out, as is what is asked for of a closed market."""
    known = {name: value for name in ("required", "actual") if (value := getattr(check, name)) is not None}
    return {"rule": check.rule.value, **known}


def allowed(member: Member, *, now: int) -> tuple[str, ...]:
    """What can be done with a member now."""
    if member.state in IN:
        return (LEAVE,)
    return () if waits(member, now=now) else (JOIN,)


def waits(member: Member, *, now: int) -> bool:
    """Whether somebody was refused, and may not ask again yet."""
    return member.state is Membership.REFUSED and member.retry_at is not None and now < member.retry_at


def _holding(holding: Holding) -> Mapping[str, Any]:
    last = holding.spans[-1]
    state = Held.ACTIVE if holding.now else Held.SUSPENDED if holding.lost else Held.ENDED
    since = last.since_at if last.until_at is None else last.until_at
    return {
        "feature": holding.feature.value,
        "state": state.value,
        "since": format_time(since),
        "lost": [one.value for one in holding.lost],
    }
