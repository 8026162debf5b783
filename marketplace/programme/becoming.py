"""What does a member become? It joins, is refused, leaves; it is suspended and comes back as its standing goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from marketplace.creators.times import DAY
from marketplace.programme.eligibility import Rule, Verdict
from marketplace.programme.member import Consent, Holding, Member, Membership, Span
from marketplace.programme.rules import Feature, Rules

IN = frozenset({Membership.ACTIVE, Membership.SUSPENDED})
"""Where somebody stands who is in the programme."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was found when a member was looked at (again).

    `at` is from when on it is so; `whole` is whether its profile was looked at too, and not what only the platform
    knows alone.
    """

    found: Verdict
    at: int
    whole: bool


def joined(before: Member, found: Verdict, *, consent: Consent, held_before: Iterable[Feature]) -> Member:
    """A member that joins: each feature of its market whose own rules are passed is held from now on."""
    return replace(
        before,
        market=found.market,
        state=Membership.ACTIVE,
        consent=consent,
        held_before=tuple(held_before),
        features=_with(before.features, passed(found), at=consent.at),
        reasons=(),
        retry_at=None,
        joined_at=consent.at,
        left_at=None,
    )


def refused(before: Member, found: Verdict, *, rules: Rules, now: int) -> Member:
    """One that may not join."""
    retry_at = _retry_at(found, rules=rules, now=now)
    return replace(before, market=found.market, state=Membership.REFUSED, reasons=found.failed, retry_at=retry_at)


def left(before: Member, *, now: int) -> Member:
    """One that left: nothing is held any more, nor comes back by itself."""
    features = tuple(_closed(one, at=now) for one in before.features)
    return replace(before, state=Membership.LEFT, features=features, reasons=(), left_at=now)


def followed(before: Member, look: Look) -> Member:
    """One that is in the programme, as it is after it was looked at; whoever is not stays as they are."""
    if before.state not in IN:
        return before
    here = replace(before, market=look.found.market)
    if lost := _lost(before, look):
        features = tuple(
            _suspended(one, look, lost=(*lost, *look.found.lost_of(one.feature))) for one in before.features
        )
        return replace(here, state=Membership.SUSPENDED, reasons=lost, features=features)
    features = tuple(_kept(one, look) for one in before.features)
    if look.whole and Rule.MARKET_OPEN not in look.found.failed:
        features = _with(features, passed(look.found), at=look.at)
    return replace(here, state=Membership.ACTIVE, reasons=(), features=features)


def passed(found: Verdict) -> tuple[Feature, ...]:
    """The features whose own rules are passed."""
    return tuple(one for one in Feature if not found.failed_of(one))


def _retry_at(found: Verdict, *, rules: Rules, now: int) -> int | None:
    """When one who is refused may ask again, None for at any time.

    That a market is closed, or that the platform has not told an age yet, is no fault that would cost them days.
    """
    faults = (one for one in found.checks if not one.passed and one.rule is not Rule.MARKET_OPEN)
    if any(one.rule is not Rule.AGE or one.actual is not None for one in faults):
        return now + rules.retry_days * DAY
    market = rules.markets[found.market]
    if Rule.MARKET_OPEN not in found.failed or market.opens_on is None:
        return None
    return market.begins(market.opens_on)


def _lost(before: Member, look: Look) -> tuple[Rule, ...]:
    """The lasting rules that hold no more; what only the profile says is as it was where that was not looked at."""
    lost = {*look.found.lost}
    if not look.whole:
        lost |= {*before.reasons} & {Rule.ACCOUNT_TYPE}
    return tuple(one for one in Rule if one in lost)


def _kept(holding: Holding, look: Look) -> Holding:
    """A feature of who stays, or comes back: suspended or held again as its own lasting rules have it."""
    if lost := look.found.lost_of(holding.feature):
        return _suspended(holding, look, lost=lost)
    return _opened(holding, at=look.at) if holding.lost else holding


def _suspended(holding: Holding, look: Look, *, lost: Iterable[Rule]) -> Holding:
    """A feature that comes back when these rules hold again; what has ended stays so."""
    if not holding.now and not holding.lost:
        return holding
    return replace(_closed(holding, at=look.at), lost=tuple(one for one in Rule if one in {*lost}))


def _with(features: Iterable[Holding], held: Iterable[Feature], *, at: int) -> tuple[Holding, ...]:
    """What is held, and these too, from a time on."""
    known = {one.feature: one for one in features}
    known |= {one: _opened(known.get(one, Holding(feature=one, spans=())), at=at) for one in held}
    return tuple(known[one] for one in Feature if one in known)


def _opened(holding: Holding, *, at: int) -> Holding:
    """A feature that is held from a time on, though not before the end of the time in which it was before."""
    if holding.now:
        return holding
    ended = holding.spans[-1].until_at if holding.spans else None
    since = at if ended is None else max(at, ended)
    return replace(holding, spans=(*holding.spans, Span(since_at=since)), lost=())


def _closed(holding: Holding, *, at: int) -> Holding:
    """A feature that is held up to a time, though not to before it was, and does not come back by itself."""
    if not holding.now:
        return replace(holding, lost=())
    *before, last = holding.spans
    return replace(holding, spans=(*before, replace(last, until_at=max(last.since_at, at))), lost=())
