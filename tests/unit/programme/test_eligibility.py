"""Is each rule passed up to its border, and not beyond it?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.times import DAY, parse_time
from marketplace.programme.eligibility import LASTING, Check, Rule
from marketplace.programme.person import Affiliation, Standing, unknown
from marketplace.programme.rules import Feature
from tests.judged import NOON, check_of, judged, make_facts, make_person


def test_who_passes_every_rule_may_join_and_gets_every_feature() -> None:
    found = judged()

    assert (found.eligible, found.failed, found.lost) == (True, (), ())
    assert {one: found.failed_of(one) for one in Feature} == dict.fromkeys(Feature, ())


@pytest.mark.parametrize(
    ("fields", "rule", "check"),
    [
        ({"followers": 9_999}, Rule.FOLLOWERS, (10_000, 9_999, 1)),
        ({"views_30d": 999}, Rule.VIEWS_30D, (1_000, 999, 1)),
        ({"views_30d": None}, Rule.VIEWS_30D, (1_000, None, 1_000)),
        ({"posts_30d": 2}, Rule.POSTS_30D, (3, 2, 1)),
        ({"posts_30d": None}, Rule.POSTS_30D, (3, None, 3)),
        ({"account_type": "business"}, Rule.ACCOUNT_TYPE, ("business", "business", None)),
    ],
)
def test_one_less_is_too_little_to_join(fields: dict[str, Any], rule: Rule, check: tuple[Any, ...]) -> None:
    found = judged(make_person(**fields))

    one = check_of(found, rule)
    assert (found.eligible, found.failed) == (False, (rule,))
    assert (one.required, one.actual, one.lacking) == check


def test_just_enough_is_enough() -> None:
    assert judged(make_person(followers=10_000, views_30d=1_000, posts_30d=3, account_type=None)).eligible


@pytest.mark.parametrize(
    ("fields", "lost"),
    [
        ({"standing": Standing.LOST}, (Rule.STANDING,)),
        ({"birth_date": None}, (Rule.AGE,)),
        ({"birth_date": "2008-11-27"}, (Rule.AGE,)),
        ({"affiliation": Affiliation.PARTY, "live_permission": False, "payout_account": None}, ()),
    ],
)
def test_what_the_platform_knows_counts(fields: dict[str, Any], lost: tuple[Rule, ...]) -> None:
    found = judged(facts=make_facts(**fields))

    assert (found.failed, found.lost) == (lost, lost)


def test_of_whom_nothing_is_told_the_age_alone_is_missing() -> None:
    assert judged(facts=unknown("cleo")).failed == (Rule.AGE,)


@pytest.mark.parametrize(
    ("feature", "fields", "failed"),
    [
        (Feature.CREATOR_FUND, {"views_30d": 99_999}, (Rule.VIEWS_30D,)),
        (Feature.MARKETPLACE, {"followers": 9_999}, (Rule.FOLLOWERS,)),
        (Feature.LIVE_GIFTS, {"followers": 1_000}, ()),
        (Feature.LIVE_GIFTS, {"followers": 999}, (Rule.FOLLOWERS,)),
        (Feature.VIDEO_GIFTS, {"joined_at": NOON - 30 * DAY + 1}, (Rule.ACCOUNT_DAYS,)),
        (Feature.VIDEO_GIFTS, {"joined_at": None}, (Rule.ACCOUNT_DAYS,)),
        (Feature.VIDEO_GIFTS, {"last_posted_at": NOON - 31 * DAY + 1}, ()),
        (Feature.VIDEO_GIFTS, {"last_posted_at": NOON - 31 * DAY}, (Rule.POSTED_DAYS_AGO,)),
        (Feature.VIDEO_GIFTS, {"last_posted_at": NOON + DAY}, ()),
        (Feature.TIPS, {"followers": 99_999}, (Rule.FOLLOWERS,)),
    ],
)
def test_a_feature_has_rules_of_its_own(feature: Feature, fields: dict[str, Any], failed: tuple[Rule, ...]) -> None:
    assert judged(make_person(**fields)).failed_of(feature) == failed


@pytest.mark.parametrize("whom", [Affiliation.GOVERNMENT, Affiliation.POLITICIAN, Affiliation.PARTY])
def test_who_speaks_for_power_collects_no_diamonds(whom: Affiliation) -> None:
    found = judged(facts=make_facts(affiliation=whom))

    affected = [one for one in Feature if found.lost_of(one) == (Rule.AFFILIATION,)]
    assert (found.eligible, affected) == (True, [Feature.LIVE_GIFTS, Feature.VIDEO_GIFTS])


def test_who_may_not_go_live_gets_no_live_gifts() -> None:
    found = judged(facts=make_facts(live_permission=False))

    assert found.lost_of(Feature.LIVE_GIFTS) == (Rule.LIVE_PERMISSION,)
    assert [one for one in Feature if found.failed_of(one)] == [Feature.LIVE_GIFTS]


@pytest.mark.parametrize(
    ("market", "opens", "days"),
    [
        ("BR", None, {"2026-11-26T12:00:00Z": False}),
        ("CA", "2027-02-01", {"2027-02-01T04:59:59Z": False, "2027-02-01T05:00:00Z": True}),
        ("AU", "2027-02-01", {"2027-01-31T12:59:59Z": False, "2027-01-31T13:00:00Z": True}),
    ],
)
def test_a_market_opens_by_its_own_clock(market: str, opens: str | None, days: dict[str, bool]) -> None:
    for at, is_open in days.items():
        one = check_of(judged(make_person(market=market), now=parse_time(at)), Rule.MARKET_OPEN)
        assert (one.required, one.passed, one.lacking) == (opens, is_open, None)


@given(st.integers(0, 200_000), st.integers(0, 200_000), st.integers(0, 200_000), st.booleans())
def test_more_is_never_worse(followers: int, views: int, more: int, grows: bool) -> None:
    less = judged(make_person(followers=followers, views_30d=views))
    better = make_person(followers=followers + more * grows, views_30d=views + more * (not grows))
    found = judged(better)

    assert {*found.failed} <= {*less.failed}
    assert all({*found.failed_of(one)} <= {*less.failed_of(one)} for one in Feature)


@given(st.integers(0, 200_000))
def test_what_is_lacking_is_exactly_what_would_change_it(followers: int) -> None:
    lacking = check_of(judged(make_person(followers=followers)), Rule.FOLLOWERS).lacking or 0

    assert judged(make_person(followers=followers + lacking)).eligible
    assert not lacking or not judged(make_person(followers=followers + lacking - 1)).eligible


def test_only_what_nobody_grows_out_of_suspends() -> None:
    asked_once = {Check(rule=one, required=1, actual=0, passed=False).rule for one in Rule} - LASTING

    assert asked_once == {
        Rule.MARKET_OPEN, Rule.FOLLOWERS, Rule.VIEWS_30D, Rule.POSTS_30D, Rule.ACCOUNT_DAYS, Rule.POSTED_DAYS_AGO,
    }  # fmt: skip
