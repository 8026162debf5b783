"""Who may join, and earn by what? Each rule with what it asks for, what is the case, and what would change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.creators.times import DAY
from marketplace.programme.person import Affiliation, Facts, Person, Standing
from marketplace.programme.rules import Feature, MarketRules, Requirements, Rules

BUSINESS = "business"
Value = int | str | bool | None


class Rule(StrEnum):
    """What is asked of a creator."""

    MARKET_OPEN = "market_open"
    ACCOUNT_TYPE = "account_type"
    STANDING = "standing"
    AGE = "age"
    FOLLOWERS = "followers"
    VIEWS_30D = "views_30d"
    POSTS_30D = "posts_30d"
    ACCOUNT_DAYS = "account_days"
    POSTED_DAYS_AGO = "posted_days_ago"
    LIVE_PERMISSION = "live_permission"
    AFFILIATION = "affiliation"
    OFFERED = "offered"
    """Of a feature: the market has it."""


LASTING = frozenset({Rule.ACCOUNT_TYPE, Rule.STANDING, Rule.AGE, Rule.LIVE_PERMISSION, Rule.AFFILIATION, Rule.OFFERED})
"""What must hold as long as somebody is a member, or has a feature; the others are asked once."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One rule, looked at: what it asks for, and what is the case (None: nobody knows).

    `required` is the least number (of POSTED_DAYS_AGO the most), the opening day (None: closed), or what it must be; of
    ACCOUNT_TYPE it is what it must not be.
    """

    rule: Rule
    required: Value
    actual: Value
    passed: bool

    @property
    def lasting(self) -> bool:
        """Whether it must hold for good."""
        return self.rule in LASTING

    @property
    def lacking(self) -> int | None:
        """How much more would change it, where that is a number."""
        if self.passed or self.rule is Rule.POSTED_DAYS_AGO or isinstance(self.required, bool):
            return None
        if not isinstance(self.required, int) or (self.rule is Rule.AGE and self.actual is None):
            return None
        return self.required - (self.actual if isinstance(self.actual, int) else 0)


@dataclass(frozen=True)
class Verdict:
    """Whether somebody may join, or what keeps them from it; and likewise of each feature by itself."""

    creator_id: str
    market: str
    checks: tuple[Check, ...]
    features: Mapping[Feature, tuple[Check, ...]]

    @property
    def eligible(self) -> bool:
        """Whether every rule of joining is passed."""
        return all(one.passed for one in self.checks)

    @property
    def failed(self) -> tuple[Rule, ...]:
        """The rules of joining that are not passed."""
        return tuple(one.rule for one in self.checks if not one.passed)

    @property
    def lost(self) -> tuple[Rule, ...]:
        """Those of them by which a member is suspended."""
        return tuple(one.rule for one in self.checks if one.lasting and not one.passed)

    def failed_of(self, feature: Feature) -> tuple[Rule, ...]:
        """The own rules of a feature that are not passed."""
        return tuple(one.rule for one in self.features[feature] if not one.passed)

    def lost_of(self, feature: Feature) -> tuple[Rule, ...]:
        """Those of them by which a feature is suspended that somebody has."""
        return tuple(one.rule for one in self.features[feature] if one.lasting and not one.passed)


def verdict(person: Person, facts: Facts, *, rules: Rules, now: int) -> Verdict:
    """Look at somebody; `now` is in microseconds, ages and openings go by the calendar of the market."""
    market = rules.markets[person.market]
    case = _Case(person, facts, now, market.day(now))
    return Verdict(
        person.creator_id,
        person.market,
        (case.opened(market), case.personal(), case.standing(), *case.checks(market.requirements)),
        {one: (case.offered(one, market), *case.checks(rules.requirements_of[one])) for one in Feature},
    )


@dataclass(frozen=True)
class _Case:
    person: Person
    facts: Facts
    now: int
    today: dt.date

    def opened(self, market: MarketRules) -> Check:
        """A closed market opens on no day."""
        day = market.opens_on.isoformat() if market.opens_on else None
        return Check(
            rule=Rule.MARKET_OPEN, required=day, actual=self.today.isoformat(), passed=market.is_open(self.today)
        )

    def personal(self) -> Check:
        """Businesses can't join."""
        kind = self.person.account_type
        return Check(rule=Rule.ACCOUNT_TYPE, required=BUSINESS, actual=kind, passed=kind != BUSINESS)

    def standing(self) -> Check:
        """An account keeps the platform's rules."""
        good, is_now = Standing.GOOD, self.facts.standing
        return Check(rule=Rule.STANDING, required=good.value, actual=is_now.value, passed=is_now is good)

    def offered(self, feature: Feature, market: MarketRules) -> Check:
        """Not every market has every feature."""
        has = feature in market.features
        return Check(rule=Rule.OFFERED, required=True, actual=has, passed=has)

    def checks(self, asked: Requirements) -> Iterator[Check]:
        """The checks of what is asked for, in the order of the requirements."""
        person = self.person
        least = (
            (Rule.AGE, asked.minimum_age, self._age()),
            (Rule.FOLLOWERS, asked.minimum_followers, person.followers),
            (Rule.VIEWS_30D, asked.minimum_views_30d, person.views_30d),
            (Rule.POSTS_30D, asked.minimum_posts_30d, person.posts_30d),
            (Rule.ACCOUNT_DAYS, asked.minimum_account_days, self._days_since(person.joined_at)),
        )
        for rule, required, actual in least:
            if required is not None:
                passed = actual is not None and actual >= required
                yield Check(rule=rule, required=required, actual=actual, passed=passed)
        if (most := asked.posted_within_days) is not None:
            days = self._days_since(person.last_posted_at)
            passed = days is not None and days <= most
            yield Check(rule=Rule.POSTED_DAYS_AGO, required=most, actual=days, passed=passed)
        if asked.live_permission:
            may = self.facts.live_permission
            yield Check(rule=Rule.LIVE_PERMISSION, required=True, actual=may, passed=may)
        if asked.unaffiliated:
            none, whom = Affiliation.NONE, self.facts.affiliation
            yield Check(rule=Rule.AFFILIATION, required=none.value, actual=whom.value, passed=whom is none)

    def _age(self) -> int | None:
        if self.facts.birth_date is None:
            return None
        born = dt.date.fromisoformat(self.facts.birth_date)
        # who was born on a 29 February is a year older on the 1 March of other years
        return self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))

    def _days_since(self, at: int | None) -> int | None:
        return None if at is None else max(0, self.now - at) // DAY
