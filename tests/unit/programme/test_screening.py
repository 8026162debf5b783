"""Does the quick look say the same of everybody as the thorough one?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.creators.times import DAY, to_microseconds
from marketplace.programme.eligibility import verdict
from marketplace.programme.person import Affiliation, Facts, Person, Standing
from marketplace.programme.rules import Requirements
from marketplace.programme.screening import screen_of
from tests.judged import NOON, RULES, make_facts, make_person

NOON_OF_A_LEAP_DAY = to_microseconds(dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC))
TIMES = st.one_of(st.none(), st.integers(NOON - 40 * DAY, NOON + 2 * DAY))
NUMBERS = st.one_of(st.none(), st.integers(0, 20))
LEAST = st.one_of(st.none(), st.integers(0, 20))

PEOPLE = st.builds(
    Person,
    creator_id=st.just("cleo"),
    market=st.sampled_from(["DE", "JP", "KR", "CA", "BR", "AU", "US"]),
    followers=st.integers(0, 20),
    account_type=st.sampled_from([None, "personal", "creator", "business"]),
    views_30d=NUMBERS,
    posts_30d=NUMBERS,
    joined_at=TIMES,
    last_posted_at=TIMES,
)
FACTS = st.builds(
    Facts,
    creator_id=st.just("cleo"),
    birth_date=st.one_of(st.none(), st.dates(dt.date(2005, 1, 1), dt.date(2011, 1, 1)).map(dt.date.isoformat)),
    standing=st.sampled_from([Standing.GOOD, Standing.GOOD, Standing.LOST]),
    affiliation=st.sampled_from(Affiliation),
    live_permission=st.booleans(),
)
ASKED = st.builds(
    Requirements,
    minimum_age=st.one_of(st.none(), st.integers(13, 22)),
    minimum_followers=LEAST,
    minimum_views_30d=LEAST,
    minimum_posts_30d=LEAST,
    minimum_account_days=LEAST,
    posted_within_days=LEAST,
    live_permission=st.booleans(),
    unaffiliated=st.booleans(),
)
WHENEVER = st.one_of(st.integers(NOON, NOON + 800 * DAY), st.just(NOON_OF_A_LEAP_DAY))


@given(PEOPLE, FACTS, ASKED, WHENEVER)
@example(make_person(), make_facts(birth_date="2011-02-28"), Requirements(minimum_age=17), NOON_OF_A_LEAP_DAY)
@example(make_person(), make_facts(birth_date="2011-03-01"), Requirements(minimum_age=17), NOON_OF_A_LEAP_DAY)
@example(make_person(), make_facts(birth_date="2008-02-29"), Requirements(minimum_age=20), NOON_OF_A_LEAP_DAY)
@example(make_person(), make_facts(birth_date="2008-11-26"), Requirements(minimum_age=18), NOON)
@example(make_person(), make_facts(birth_date="2008-11-27"), Requirements(minimum_age=18), NOON)
def test_it_lets_whom_the_verdict_lets(person: Person, facts: Facts, asked: Requirements, now: int) -> None:
    market = replace(RULES.markets[person.market], requirements=asked)
    rules = replace(RULES, markets={**RULES.markets, person.market: market})

    assert screen_of(market, now=now).lets(person, facts) == verdict(person, facts, rules=rules, now=now).eligible
