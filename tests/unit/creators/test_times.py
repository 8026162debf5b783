"""Are moments read and written without loss?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.times import (
    DAY,
    MICROSECONDS,
    format_date,
    format_time,
    midnight,
    parse_date,
    parse_moment,
    parse_time,
)

MOMENTS = st.integers(-62_135_596_800 * MICROSECONDS, 253_402_300_800 * MICROSECONDS - 1)
"""From the year 1 to 9999."""


@given(MOMENTS)
def test_a_moment_is_read_as_it_was_written(moment: int) -> None:
    assert parse_time(format_time(moment)) == moment


@given(MOMENTS)
def test_a_day_is_read_as_it_was_written(moment: int) -> None:
    assert parse_date(format_date(moment)) == midnight(moment)
    assert 0 <= moment - midnight(moment) < DAY


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.000001Z", 1),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("1970-01-01t01:00:00.5+01:00", 500_000),
        ("1969-12-31T23:00:00-01:00", 0),
        ("1970-01-01T00:00:00.123456789Z", 123_456),
    ],
)
def test_a_time_has_a_zone_and_up_to_microseconds(text: str, microseconds: int) -> None:
    assert parse_time(text) == parse_moment(text) == microseconds


def test_a_time_is_written_in_utc_with_a_fraction_only_where_there_is_one() -> None:
    assert format_time(parse_time("2026-11-22T12:00:00+02:00")) == "2026-11-22T10:00:00Z"
    assert format_time(parse_time("2026-11-22T10:00:00.25Z")) == "2026-11-22T10:00:00.250000Z"


def test_a_date_is_midnight_in_utc() -> None:
    assert parse_moment("1970-01-02") == parse_date("1970-01-02") == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-22T10:00:00",
        "2026-11-22 10:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-02-30",
        "2026-11-22T25:00:00Z",
        "2026-11-22T10:00Z",
        "２０２６-11-22",
        "1763769600",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-00:01",
        "2026-11-22T10:00:00Z\n",
    ],
)
def test_anything_else_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be a time|must be an RFC 3339 time|must be a date"):
        parse_moment(text)
