"""How does a text of Creator Next read in a language? By the catalogue of that language (`locales/<language>.po`).

Those of the page of a statement are in a folder of their own (`locales/statements/`).

Texts are written in English where they are used, and are their own keys; values stand in them in braces.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO, StringIO

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from marketplace.creators.labels import label_languages, locale_of


@dataclass(frozen=True)
class Catalogue:
    """The texts of a language, with numbers and dates as it writes them."""

    language: str
    locale: Locale
    translations: Translations

    def text(self, key: str, **values: str) -> str:
        """A text with its values; the English one where the language has none."""
        return self.translations.gettext(key).format(**values)

    def counted(self, one: str, many: str, *, count: int) -> str:
        """A text about so many, in the form that the language has for that number; `{count}` stands for it."""
        return self.translations.ngettext(one, many, count).format(count=self.number(count))

    def number(self, value: int) -> str:
        """A whole number."""
        return str(format_decimal(value, locale=self.locale))

    def date(self, day: dt.date) -> str:
        """A day, its month as a word."""
        return str(format_date(day, "long", locale=self.locale))


@cache
def catalogue_of(language: str) -> Catalogue:
    """The catalogue of a language of the markets, or of English, read once a process."""
    return Catalogue(language, _locale(language), translations_of("", language))


@cache
def translations_of(folder: str, language: str) -> Translations:
    """The texts of a folder of `locales` in a language of the markets, else in English; read once a process."""
    known = language if language in label_languages() else "en"
    text = files("marketplace.programme").joinpath("locales", folder, f"{known}.po").read_text(encoding="utf-8")
    machine = BytesIO()
    # the plural forms are written into it only where it is of a locale; they are those of the file
    write_mo(machine, read_po(StringIO(text), locale=str(_locale(known))))
    machine.seek(0)
    return Translations(machine)


def _locale(language: str) -> Locale:
    """English as most of the world writes dates."""
    return Locale.parse("en_001") if language == "en" else locale_of(language)
