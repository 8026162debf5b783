"""How are amounts, dates and months written where somebody reads them? As CLDR has it, by a market's clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, get_minus_sign_symbol

from marketplace.creators.labels import locale_of
from marketplace.creators.times import MICROSECONDS
from marketplace.programme.statement import major_of
from marketplace.programme.transfer import DIAMONDS

_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Forms:
    """The forms of a locale; days begin by the clock of a time zone."""

    locale: Locale
    zone: ZoneInfo

    @property
    def tag(self) -> str:
        """The locale as HTML has it."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """Where lines begin: ltr or rtl."""
        return str(self.locale.text_direction)

    def amount(self, value: int, currency: str) -> str:
        """Minor units of a currency as money, or Diamonds as a number with a diamond."""
        if currency == DIAMONDS:
            return f"{self.number(value)}\N{NO-BREAK SPACE}◆"
        return _money(self.locale, value, currency=currency)

    def number(self, value: int) -> str:
        """A whole number."""
        return _signed(self.locale, format_decimal(value, locale=self.locale, numbering_system="default"))

    def rate(self, text: str) -> str:
        """A rate with all its digits."""
        exact = Decimal(text)
        text = format_decimal(exact, locale=self.locale, decimal_quantization=False, numbering_system="default")
        return _digits(self.locale, text)

    def day(self, at: int) -> str:
        """The day of a time, in microseconds."""
        return _date(self.locale, dt.datetime.fromtimestamp(at // MICROSECONDS, self.zone).date())

    def date(self, text: str) -> str:
        """A date that was written as in RFC 3339."""
        return _date(self.locale, dt.date.fromisoformat(text))

    def month(self, month: str) -> str:
        """A month with its year."""
        first = dt.datetime.fromisoformat(f"{month}-01").replace(tzinfo=self.zone)
        return _digits(self.locale, format_skeleton("yMMMM", first, tzinfo=self.zone, locale=self.locale))


@cache
def forms_of(language: str, market: str, *, zone: ZoneInfo) -> Forms:
    """The forms of a language as it is written in a market, or anywhere."""
    of_language = locale_of(language)
    try:
        return Forms(Locale.parse(f"{of_language}_{market}"), zone)
    except UnknownLocaleError:
        return Forms(of_language, zone)


# thousands of entries have the same few days and amounts, which Babel need not write anew


@lru_cache(maxsize=4_096)
def _money(locale: Locale, minor: int, *, currency: str) -> str:
    text = format_currency(major_of(minor, currency), currency, locale=locale, numbering_system="default")
    return _signed(locale, text)


@lru_cache(maxsize=4_096)
def _date(locale: Locale, day: dt.date) -> str:
    return _digits(locale, format_date(day, locale=locale))


def _signed(locale: Locale, text: str) -> str:
    """A number in the digits of the locale, its minus on the side where it belongs among letters from right to left."""
    return _digits(locale, text.replace("-", get_minus_sign_symbol(locale, numbering_system="default"), 1))


def _digits(locale: Locale, text: str) -> str:
    """A text in the digits of the locale: Babel takes its signs for numbers alone, and writes Latin digits."""
    return text.translate(_ARABIC) if locale.default_numbering_system == "arab" else text
