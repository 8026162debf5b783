"""What is a value called in a language? Labels of every closed vocabulary; English where a language has none."""

from __future__ import annotations

from functools import cache, lru_cache

import pycountry
from babel import Locale
from babel.core import UnknownLocaleError

from marketplace.creators.fields import FIELDS
from marketplace.creators.files import config
from marketplace.creators.markets import languages, markets
from marketplace.creators.table import Kind
from marketplace.creators.topics import topics

TERRITORIES = frozenset({"market", "audience_countries"})


@lru_cache(maxsize=65_536)
def label(field: str, value: str, *, language: str) -> str:
    """The name of a field's value; the value itself where nobody named it (hashtags, brands, cities)."""
    if field == "topics":
        names = topics()[value].labels if value in topics() else {}
        return names.get(language) or names.get("en") or value
    if field in TERRITORIES:
        return _territory(value, language)
    if field == "languages":
        return locale_of(language).languages.get(_CLDR.get(value, value)) or value
    if field == "region":
        region = pycountry.subdivisions.get(code=value)
        return str(region.name) if region else value
    boolean = field in FIELDS and FIELDS[field].kind is Kind.BOOLEAN
    names = config("labels.toml").get("boolean" if boolean else field, {}).get(value, {})
    return names.get(language) or names.get("en") or value


def label_languages() -> tuple[str, ...]:
    """The languages that labels can be asked in: those of the markets."""
    return languages()


_CLDR = {"tl": "fil"}
"""CLDR calls Tagalog by its standard form, Filipino."""


def _territory(code: str, language: str) -> str:
    name = locale_of(language).territories.get(code)
    if name:
        return str(name)
    return markets()[code].name if code in markets() else code


@cache
def locale_of(language: str) -> Locale:
    """The locale of a language; Chinese is written in traditional letters: the market that speaks it first is Taiwan.

    Of one that CLDR does not know it is that of English.
    """
    try:
        return Locale.parse({"zh": "zh_Hant", **_CLDR}.get(language, language))
    except UnknownLocaleError:
        return Locale("en")
