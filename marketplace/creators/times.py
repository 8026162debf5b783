"""How is a moment written, and kept? RFC 3339 outside, microseconds since 1970 (UTC) inside."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

MICROSECONDS = 1_000_000
DAY = 86_400 * MICROSECONDS

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,12})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_MICROSECOND = dt.timedelta(microseconds=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@lru_cache(maxsize=1_024)
def parse_time(text: str) -> int:
    """The microseconds of an RFC 3339 time; ValueError when it is none."""
    if not _TIME.fullmatch(text):
        raise ValueError("must be an RFC 3339 time like 2026-11-22T10:00:00Z")
    try:
        if text[-1] == "Z":  # nearly all of them, and the shift to UTC takes longer than all else
            return to_microseconds(dt.datetime.fromisoformat(text))
        return to_microseconds(dt.datetime.fromisoformat(text.upper()).astimezone(dt.UTC))
    except (ValueError, OverflowError):
        raise ValueError("must be a time that exists, like 2026-11-22T10:00:00Z") from None


def parse_date(text: str) -> int:
    """The microseconds of 00:00 UTC of a date; ValueError when it is none."""
    if not _DATE.fullmatch(text):
        raise ValueError("must be a date like 2026-11-22")
    try:
        return to_microseconds(dt.datetime.fromisoformat(f"{text}T00:00:00+00:00"))
    except ValueError:
        raise ValueError("must be a date that exists, like 2026-11-22") from None


def parse_moment(text: str) -> int:
    """The microseconds of an RFC 3339 time, or of 00:00 UTC of a date; ValueError when it is neither."""
    if _DATE.fullmatch(text):
        return parse_date(text)
    try:
        return parse_time(text)
    except ValueError as error:
        raise ValueError(f"{error}, or a date like 2026-11-22") from None


def to_microseconds(moment: dt.datetime) -> int:
    """An aware moment as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def format_time(microseconds: int) -> str:
    """RFC 3339 in UTC; the fraction only where there is one."""
    moment = _EPOCH + dt.timedelta(microseconds=microseconds)
    return moment.isoformat().replace("+00:00", "Z")


def normal_time(text: str, microseconds: int) -> str:
    """How `format_time` writes a moment that was parsed from a text: mostly that text itself."""
    return text if text[10] == "T" and text[19:] == "Z" else format_time(microseconds)


def format_date(microseconds: int) -> str:
    """The UTC date of a moment."""
    return format_time(microseconds)[:10]


def midnight(microseconds: int) -> int:
    """00:00 UTC of the day of a moment."""
    return microseconds - microseconds % DAY
