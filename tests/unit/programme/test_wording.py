"""Does what is said of rules read right, number by number?"""

from __future__ import annotations

import pytest

from marketplace.programme.eligibility import Check, Rule, Value
from marketplace.programme.wording import wording


def failed(rule: Rule, required: Value, actual: Value) -> Check:
    return Check(rule=rule, required=required, actual=actual, passed=False)


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (failed(Rule.FOLLOWERS, 10_000, 8_800), "1,200 more followers"),
        (failed(Rule.FOLLOWERS, 10_000, 9_999), "1 more follower"),
        (failed(Rule.VIEWS_30D, 1_000, None), "1,000 more video views in 30 days"),
        (failed(Rule.POSTS_30D, 3, 1), "2 more posts in 30 days"),
        (failed(Rule.AGE, 18, 17), "1 more year of age"),
        (failed(Rule.AGE, 18, None), "a platform operator must confirm the date of birth"),
        (failed(Rule.MARKET_OPEN, "2027-02-01", "2026-11-26"), "opens on 1 February 2027"),
        (failed(Rule.MARKET_OPEN, None, "2026-11-26"), "no opening date is known yet"),
        (failed(Rule.ACCOUNT_TYPE, "business", "business"), "change to a personal or creator account"),
        (failed(Rule.ACCOUNT_DAYS, 30, 7), "in 23 days"),
        (failed(Rule.ACCOUNT_DAYS, 30, None), "the profile must say since when the account exists"),
        (failed(Rule.POSTED_DAYS_AGO, 30, 31), "a new public video"),
        (failed(Rule.LIVE_PERMISSION, True, False), "the platform must allow the account to go LIVE"),
    ],
)
def test_what_would_change_it_is_said_in_english(check: Check, said: str) -> None:
    assert wording("en").change(check) == said


def test_what_is_passed_needs_no_change() -> None:
    assert wording("en").change(Check(rule=Rule.FOLLOWERS, required=1, actual=1, passed=True)) is None


@pytest.mark.parametrize(
    ("language", "lacking", "said"),
    [
        ("de", 1_200, "1.200 weitere Follower"),
        ("de", 1, "1 weiterer Follower"),
        ("ja", 1_200, "フォロワーあと1,200人"),
        ("ar", 1, "متابع إضافي واحد"),
        ("ar", 2, "متابعان إضافيان"),
        ("ar", 5, "5 متابعين إضافيين"),
        ("ar", 11, "11 متابعًا إضافيًا"),
        ("ar", 1_200, "1,200 متابع إضافي"),
        ("ru", 1, "ещё 1 подписчик"),
        ("ru", 22, "ещё 22 подписчика"),
        ("ru", 12, "ещё 12 подписчиков"),
        ("ru", 1_200, "ещё 1\N{NO-BREAK SPACE}200 подписчиков"),
        ("es", 1_000_000, "1.000.000 de seguidores más"),
        ("he", 2, "עוד שני עוקבים"),
    ],
)
def test_numbers_are_said_as_a_language_counts(language: str, lacking: int, said: str) -> None:
    assert wording(language).change(failed(Rule.FOLLOWERS, 2_000_000, 2_000_000 - lacking)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "startet am 1. Februar 2027"),
        ("ja", "2027年2月1日に開始"),
        ("ar", "يُفتتح في 1 فبراير 2027"),
        ("ru", "открытие 1 февраля 2027\N{NARROW NO-BREAK SPACE}г."),
    ],
)
def test_days_are_said_as_a_language_writes_them(language: str, said: str) -> None:
    assert wording(language).change(failed(Rule.MARKET_OPEN, "2027-02-01", "2026-11-26")) == said
