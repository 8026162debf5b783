"""May somebody join, yes or no? What a verdict says, without saying why: a million times a night."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from marketplace.creators.times import DAY
from marketplace.programme.eligibility import BUSINESS
from marketplace.programme.person import Affiliation, Facts, Person, Standing
from marketplace.programme.rules import MarketRules, Requirements


@dataclass(frozen=True)
class Screen:
    """The rules of joining a market at a time; `born` is the latest birthday of who is old enough."""

    asked: Requirements
    is_open: bool
    born: str
    now: int

    def lets(self, person: Person, facts: Facts) -> bool:
        """Whether somebody of this market may join; a property test compares it with `Verdict.eligible`."""
        asked = self.asked
        return (
            self.is_open
            and person.account_type != BUSINESS
            and facts.standing is Standing.GOOD
            and (not self.born or (facts.birth_date is not None and facts.birth_date <= self.born))
            and _reaches(person.followers, asked.minimum_followers)
            and _reaches(person.views_30d, asked.minimum_views_30d)
            and _reaches(person.posts_30d, asked.minimum_posts_30d)
            and _reaches(self._days_since(person.joined_at), asked.minimum_account_days)
            and (asked.posted_within_days is None or self._posted_within(asked.posted_within_days, person))
            and (not asked.live_permission or facts.live_permission)
            and (not asked.unaffiliated or facts.affiliation is Affiliation.NONE)
        )

    def _posted_within(self, most: int, person: Person) -> bool:
        days = self._days_since(person.last_posted_at)
        return days is not None and days <= most

    def _days_since(self, at: int | None) -> int | None:
        return None if at is None else max(0, self.now - at) // DAY


def screen_of(market: MarketRules, *, now: int) -> Screen:
    """What is asked of who joins a market at a time, in microseconds."""
    today, age = market.day(now), market.requirements.minimum_age
    return Screen(market.requirements, market.is_open(today), "" if age is None else _latest(today, age), now)


def _latest(today: dt.date, age: int) -> str:
    """The latest birthday of who is so old today: on a 29 February of years that have none it is the day before."""
    try:
        return today.replace(year=today.year - age).isoformat()
    except ValueError:
        return dt.date(today.year - age, 2, 28).isoformat()


def _reaches(actual: int | None, least: int | None) -> bool:
    return least is None or (actual is not None and actual >= least)
