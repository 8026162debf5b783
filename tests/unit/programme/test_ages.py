"""On which day is somebody old enough? By the calendar of the market."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.times import format_time, parse_time, to_microseconds
from marketplace.programme.eligibility import Rule
from tests.judged import RULES, check_of, judged, make_facts, make_person


def age(market: str, born: str, at: str) -> tuple[object, bool]:
    found = judged(make_person(market=market), make_facts(birth_date=born), now=parse_time(at))
    check = check_of(found, Rule.AGE)
    return check.actual, check.passed


@pytest.mark.parametrize(
    ("market", "born", "at", "found"),
    [
        ("DE", "2008-11-26", "2026-11-25T22:59:59Z", (17, False)),  # in Berlin it is an hour later than UTC
        ("DE", "2008-11-26", "2026-11-25T23:00:00Z", (18, True)),
        ("US", "2008-11-26", "2026-11-26T04:59:59Z", (17, False)),
        ("US", "2008-11-26", "2026-11-26T05:00:00Z", (18, True)),
        ("AU", "2008-11-26", "2026-11-25T12:59:59Z", (17, False)),
        ("AU", "2008-11-26", "2026-11-25T13:00:00Z", (18, True)),
        ("KR", "2007-11-26", "2026-11-25T14:59:59Z", (18, False)),
        ("KR", "2007-11-26", "2026-11-25T15:00:00Z", (19, True)),
        ("JP", "2006-11-26", "2026-11-25T14:59:59Z", (19, False)),
        ("JP", "2006-11-26", "2026-11-25T15:00:00Z", (20, True)),
        ("DE", "2008-02-29", "2026-02-28T12:00:00Z", (17, False)),
        ("DE", "2008-02-29", "2026-03-01T12:00:00Z", (18, True)),
        ("DE", "2008-02-29", "2028-02-28T12:00:00Z", (19, True)),
        ("DE", "2008-02-29", "2028-02-29T12:00:00Z", (20, True)),
    ],
)
def test_an_age_is_reached_on_the_birthday_there(market: str, born: str, at: str, found: tuple[int, bool]) -> None:
    assert age(market, born, at) == found


@pytest.mark.parametrize(("market", "least"), [("KR", 19), ("JP", 20), ("DE", 18), ("US", 18)])
def test_markets_have_ages_of_their_own(market: str, least: int) -> None:
    assert check_of(judged(make_person(market=market)), Rule.AGE).required == least


@given(st.dates(dt.date(1920, 1, 1), dt.date(2020, 12, 31)), st.integers(0, 40_000), st.sampled_from([*RULES.markets]))
def test_nobody_gets_younger(born: dt.date, days: int, market: str) -> None:
    zone: ZoneInfo = RULES.markets[market].time_zone
    noon = dt.datetime.combine(min(born + dt.timedelta(days), dt.date(2035, 1, 1)), dt.time(12), zone)
    at = [format_time(to_microseconds(one)) for one in (noon, noon + dt.timedelta(1))]
    ages = [age(market, born.isoformat(), one)[0] for one in at]
    is_birthday = (noon + dt.timedelta(1)).date() == _birthday(born, (noon + dt.timedelta(1)).year)

    assert ages[1] == ages[0] + is_birthday  # type: ignore[operator]  # both are known


def _birthday(born: dt.date, year: int) -> dt.date:
    try:
        return born.replace(year=year)
    except ValueError:  # a 29 February, in a year that has none
        return dt.date(year, 3, 1)
